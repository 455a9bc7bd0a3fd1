import { measure, minutesOf, WORKING, worldOf } from "./world";

describe("an application load balancer", () => {
  const world = worldOf("saas");
  const of = (series: string, statistic: string) => measure(world, `app_service/${series}`, statistic);

  it("its target groups have the requests that the service answers, in the scenario's shares", () => {
    const requests = of("service/requests", "Sum");
    expect(of("target_api/target_requests", "Sum") / requests).toBeCloseTo(0.96, 2);
    expect(of("target_admin/target_requests", "Sum") / requests).toBeCloseTo(0.03, 2);
  });

  it("requests per target are requests over those that are healthy", () => {
    expect(
      (of("target_api/requests_per_target", "Sum") * of("target_api/healthy_hosts", "Minimum")) / of("target_api/target_requests", "Sum"),
    ).toBeCloseTo(1, 1);
    expect(of("target_api/healthy_hosts", "Minimum")).toBe(of("all/in_service", "Average"));
  });

  it("its response times are the service's, in seconds", () => {
    expect(of("target_api/target_response_time", "p99") * 1000).toBeCloseTo(of("service/latency", "p99"), 6);
  });

  it("says nothing of failures that did not happen", () => {
    expect(minutesOf(world, "app_service/load_balancer/balancer_errors", "Sum").every(Number.isNaN)).toBe(true);
  });
});

describe("a network load balancer", () => {
  const of = (series: string, statistic: string) => measure(worldOf("staging"), `service/${series}`, statistic, WORKING, 120);

  it("as many flows are open as are opened while one lasts (Little)", () => {
    expect(of("load_balancer/active_flows", "Average") / of("load_balancer/new_flows", "Sum")).toBeCloseTo(1, 1);
  });
});

describe("a group that is stopped in off-hours", () => {
  const scheduled = worldOf("staging", { service_off_hours: { stop: "0 20 * * *", start: "0 6 * * *" } });
  const at = (time: string, series: string, statistic: string) =>
    minutesOf(scheduled, `service/${series}`, statistic, Date.parse(time) / 1000, 1)[0];

  it("has no instances, no requests and no measurements of instances, and starts at its minimum", () => {
    expect(at("2026-11-17T19:59:00Z", "all/in_service", "Average")).toBe(3);
    expect(at("2026-11-17T20:00:00Z", "all/in_service", "Average")).toBe(0);
    expect(at("2026-11-17T20:00:00Z", "service/requests", "Sum")).toBe(0);
    expect(at("2026-11-17T20:00:00Z", "all/cpu", "Average")).toBeNaN();
    expect(at("2026-11-17T20:00:00Z", "service/latency", "p99")).toBeNaN();
    expect(at("2026-11-17T05:59:00Z", "all/in_service", "Average")).toBe(0);
    expect(at("2026-11-17T06:00:00Z", "all/in_service", "Average")).toBe(3);
  });
});

describe("the load of the stacks", () => {
  const perMinute = (stack: "saas" | "staging" | "ml", series: string, time: string, minutes = 60) =>
    measure(worldOf(stack), series, "Sum", Date.parse(time) / 1000, minutes);

  it("saas has about two million requests on a working day, fewer on a Sunday", () => {
    const day = (date: string) => perMinute("saas", "app_service/service/requests", `${date}T00:00:00Z`, 1440) * 1440;
    expect(day("2026-11-17")).toBeGreaterThan(1.6e6);
    expect(day("2026-11-17")).toBeLessThan(2.6e6);
    expect(day("2026-11-15")).toBeLessThan(0.6 * day("2026-11-17"));
  });

  it("saas has its tenants in three time zones: work begins in Europe before it begins in New York", () => {
    const at = (hour: string) => perMinute("saas", "app_service/service/requests", `2026-11-17T${hour}:00:00Z`);
    expect(at("10")).toBeGreaterThan(1.5 * at("03"));
    expect(at("16")).toBeGreaterThan(at("10"));
    expect(at("23")).toBeGreaterThan(at("03"));
  });

  it("staging is empty at night but for its load tests", () => {
    const at = (time: string) => perMinute("staging", "service/service/requests", time, 40);
    expect(at("2026-11-17T02:05:00Z")).toBeGreaterThan(2 * at("2026-11-17T15:00:00Z"));
    expect(at("2026-11-16T02:05:00Z")).toBeLessThan(0.15 * at("2026-11-17T15:00:00Z"));
    expect(at("2026-11-15T15:00:00Z")).toBeLessThan(0.15 * at("2026-11-17T15:00:00Z"));
  });

  it("ml has about 1,200 predictions a second, in bursts", () => {
    const minutes = minutesOf(worldOf("ml"), "predictions/production/requests", "Sum", Date.parse("2026-11-10T00:00:00Z") / 1000, 7 * 1440);
    const mean = minutes.reduce((a, b) => a + b, 0) / minutes.length / 60;
    expect(mean).toBeGreaterThan(1_000);
    expect(mean).toBeLessThan(1_400);
    expect(Math.max(...minutes) / 60).toBeGreaterThan(1.7 * mean);
  });
});

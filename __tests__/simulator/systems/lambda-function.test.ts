import fc from "fast-check";
import { mostAtOnce, refusedShare } from "../../../simulator/systems/lambda-function/load";
import { isRising, measure, minutesOf, WORKING, worldOf } from "./world";

const world = (values: Parameters<typeof worldOf>[1] = {}) => worldOf("staging", values);
const busy = (values: Parameters<typeof worldOf>[1] = {}) =>
  worldOf("staging", values, (scenario) => {
    const worker = scenario.components.queue_worker;
    if (worker?.kind !== "lambda-function") throw new TypeError("queue_worker is a function");
    const demand = { ...worker.demand, ratePerSecond: 60 };
    return { ...scenario, components: { ...scenario.components, queue_worker: { ...worker, demand } } };
  });

describe("a function", () => {
  it("runs longer on less memory, down to what it waits for on more", () => {
    const durations = [3008, 1769, 1024, 512].map((queue_worker_memory_mb) =>
      measure(world({ queue_worker_memory_mb }), "queue_worker/function/duration", "Average"),
    );
    expect(isRising(durations)).toBe(true);
    expect((durations[3] ?? 0) / (durations[0] ?? 0)).toBeGreaterThan(4);
    expect(measure(world({ health_memory_mb: 1024 }), "health/function/duration", "Average")).toBeLessThan(
      1.3 * measure(world(), "health/function/duration", "Average"),
    );
  });

  it("as many run at once as arrive while one runs (Little)", () => {
    const of = (metric: string, statistic: string) => measure(busy(), `queue_worker/function/${metric}`, statistic, WORKING, 120);
    const atOnce = (of("invocations", "Sum") / 60) * (of("duration", "Average") / 1000);
    // The minute's highest, which its mean is a share of.
    expect(of("concurrent_executions", "Maximum") / atOnce).toBeGreaterThan(2);
    expect(of("concurrent_executions", "Maximum") / atOnce).toBeLessThan(2.5);
  });

  it.each([
    ["nothing runs while nothing comes", 0, 0.999, 0],
    ["two of a few meet in one of a hundred moments", 0.16, 0.985, 1],
    ["and seldom three", 0.16, 0.995, 2],
    ["many are a little more than their mean", 35, 0.9999, 59],
  ])("%s", (_name, offered, probability, most) => {
    expect(mostAtOnce(offered, probability)).toBe(most);
  });

  it("invocations and throttles together are what arrives, whatever is reserved; less reserved refuses more", () => {
    const byReserved = [100, 30, 20, 10].map((queue_worker_reserved_concurrency) => {
      const of = busy({ queue_worker_reserved_concurrency, queue_worker_provisioned_concurrency: 0 });
      const sum = (metric: string) => minutesOf(of, `queue_worker/function/${metric}`, "Sum").reduce((a, b) => a + b, 0);
      return { throttles: sum("throttles"), arrived: sum("invocations") + sum("throttles") };
    });
    expect(new Set(byReserved.map(({ arrived }) => arrived)).size).toBe(1);
    expect(isRising(byReserved.map(({ throttles }) => throttles))).toBe(true);
    expect(byReserved[0]?.throttles).toBe(0);
    expect(byReserved[3]?.throttles).toBeGreaterThan(0);
  });

  it("fewer environments kept warm are fuller, then runs spill over and start cold", () => {
    const provisioned = [100, 50, 25].map((queue_worker_provisioned_concurrency) => busy({ queue_worker_provisioned_concurrency }));
    const utilisation = provisioned.map((of) => measure(of, "queue_worker/alias/provisioned_utilization", "Maximum"));
    expect(isRising(utilisation)).toBe(true);
    expect(Math.max(...utilisation)).toBeLessThanOrEqual(1);
    const [roomy, , narrow] = provisioned;
    expect(measure(roomy ?? busy(), "queue_worker/alias/provisioned_spillover", "Sum")).toBeNaN();
    expect(measure(narrow ?? busy(), "queue_worker/alias/provisioned_spillover", "Sum")).toBeGreaterThan(0);
    expect(measure(narrow ?? busy(), "queue_worker/insights/init_duration", "Maximum")).toBe(900);
    const sum = (metric: string) =>
      minutesOf(narrow ?? busy(), `queue_worker/${metric}`, "Sum").reduce((a, b) => a + (Number.isNaN(b) ? 0 : b), 0);
    expect(sum("alias/provisioned_invocations") + sum("alias/provisioned_spillover")).toBe(sum("function/invocations"));
  });

  it("without provisioned concurrency its alias says nothing", () => {
    const none = world({ queue_worker_provisioned_concurrency: 0 });
    for (const metric of ["provisioned_invocations", "provisioned_utilization", "provisioned_executions"]) {
      expect(measure(none, `queue_worker/alias/${metric}`, "Maximum")).toBeNaN();
    }
  });

  it("memory does not shrink with what is configured: under what a run holds, runs fail", () => {
    const of = (report_memory_mb: number, metric: string, statistic: string) =>
      measure(world({ report_memory_mb }), `report/${metric}`, statistic);
    expect(of(1_600, "insights/memory", "Maximum") / of(3_008, "insights/memory", "Maximum")).toBeGreaterThan(1.5);
    expect(of(1_024, "insights/memory", "Maximum")).toBe(100);
    expect(of(1_024, "function/errors", "Sum")).toBeGreaterThan(0.5 * of(1_024, "function/invocations", "Sum"));
  });

  it("nothing runs longer than the timeout; what would, fails", () => {
    const short = world({ report_timeout_seconds: 5 });
    expect(Math.max(...minutesOf(short, "report/function/duration", "Maximum"))).toBeLessThanOrEqual(5_000);
    expect(measure(short, "report/function/errors", "Sum")).toBeGreaterThan(10 * measure(world(), "report/function/errors", "Sum"));
  });

  it("a minute without a run is silent, one without an error says 0", () => {
    const rare = worldOf("staging", {}, (scenario) => {
      const cleanUp = scenario.components.clean_up;
      if (cleanUp?.kind !== "lambda-function") throw new TypeError("clean_up is a function");
      const demand = { ...cleanUp.demand, ratePerSecond: 0.005 };
      return { ...scenario, components: { ...scenario.components, clean_up: { ...cleanUp, demand } } };
    });
    const invocations = minutesOf(rare, "clean_up/function/invocations", "Sum", WORKING, 300);
    expect(invocations.filter(Number.isNaN).length).toBeGreaterThan(100);
    expect(invocations.every((sum) => Number.isNaN(sum) || sum >= 1)).toBe(true);
    for (const metric of ["errors", "throttles"]) {
      const counted = minutesOf(rare, `clean_up/function/${metric}`, "Sum", WORKING, 300);
      expect(counted.map(Number.isNaN)).toEqual(invocations.map(Number.isNaN));
    }
  });
});

describe("the share that finds no environment", () => {
  it.each([
    [1, 1, 0.5],
    [2, 1, 0.2],
    [10, 5, 0.0184],
    [0, 3, 1],
  ])("of %i environments under %f Erlang is %f, as tables of Erlang's loss formula have it", (environments, offered, share) => {
    expect(refusedShare(environments, offered)).toBeCloseTo(share, 3);
  });

  it("falls with every environment and rises with the load", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), fc.double({ min: 0.01, max: 300, noNaN: true }), (environments, offered) => {
        const share = refusedShare(environments, offered);
        expect(share).toBeGreaterThanOrEqual(0);
        expect(refusedShare(environments + 1, offered)).toBeLessThanOrEqual(share);
        expect(refusedShare(environments, offered * 1.2)).toBeGreaterThanOrEqual(share);
      }),
    );
  });
});

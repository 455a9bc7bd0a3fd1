import { analyze } from "../../../optimizer/analyze";
import { coverage } from "../../../optimizer/guards/coverage";
import { serviceLimits } from "../../../optimizer/guards/service-limits";
import { offHours } from "../../../optimizer/rules/off-hours";
import { stagingPolicy } from "../../../stacks/staging/policy";
import { stagingContract } from "../../../stacks/staging/tunables";
import { evidence, verdictOf } from "../../support/evidence";
import { cpuOf, group, groupOptions, HOUR, hourOf, MONDAY, office, weekdayOf, withHour } from "../../support/office-load";
import { DAY, NOW, type Point, snapshotOf } from "../../support/snapshot";
import type { Level } from "../../support/trading-load";

const parameters = stagingPolicy.rules["off-hours"];
const schedules = (...asked: Parameters<typeof groupOptions>) => {
  const e = group(...asked);
  return offHours.declines(e, parameters) === undefined ? offHours.propose(e, parameters).map(({ to }) => to.off_hours) : [];
};

describe("off-hours stops a group in nights and weekends", () => {
  test.each([
    ["accepts a load of just under 5 % of the usual peak", 4.999, true],
    ["rejects one of 5 %", 5, false],
  ])("%s", (_name, otherwise, stops) => {
    expect(schedules(office(otherwise)).length > 0).toBe(stops);
  });

  test("an hour after it ends, until an hour before it begins, and the working hours of the calendar are left alone", () => {
    expect(schedules(office(0))[0]).toEqual({ stop: "0 20 * * MON-FRI", start: "0 7 * * MON-FRI" });
    const early: Level = ({ epoch }) => (weekdayOf(epoch) <= 5 && hourOf(epoch) >= 10 && hourOf(epoch) < 16 ? 100 : 0);
    expect(schedules(early)[0]).toEqual({ stop: "0 20 * * MON-FRI", start: "0 7 * * MON-FRI" });
  });

  test("by the clock of the policy's time zone, on both sides of the change of its offset", () => {
    const newYork = { ...stagingPolicy, timeZone: "America/New_York" };
    // 08:00 to 19:00 on the wall clock: an hour later in UTC from November on.
    const local: Level = ({ epoch, ...point }) =>
      office(0)({ ...point, epoch: epoch - (epoch < Date.UTC(2026, 10, 1, 6) / 1000 ? 4 : 5) * HOUR });
    expect(schedules(local, { policy: newYork }, { cpu: (point: Point) => local(point) / 1_000 })[0]).toEqual({
      stop: "0 20 * * MON-FRI",
      start: "0 7 * * MON-FRI",
    });
  });

  test.each([
    ["accepts four weeks of measurements", 28, true],
    ["rejects three", 21, false],
  ])("%s", (_name, days, stops) => {
    expect(schedules(office(0), { days }).length > 0).toBe(stops);
  });

  test("but not in the night in which somebody works every week", () => {
    const [longest] = schedules(withHour(office(0), MONDAY + 1, 2));
    expect(longest).toEqual({ stop: "0 20 * * TUE-FRI", start: "0 7 * * MON,WED-FRI" });
  });

  test("in no night at an hour in which somebody came once: on which day he comes again is not known", () => {
    const [longest] = schedules(withHour(office(0), MONDAY + 2, 22, 2));
    expect(longest).toEqual({ stop: "0 0 * * *", start: "0 7 * * *" });
  });

  test("not by what one load test makes idle: the usual peak is the median of working days'", () => {
    const loadTest: Level = (point) =>
      weekdayOf(point.epoch) === MONDAY && Math.floor(hourOf(point.epoch)) === 12 ? 1_000 : office(6)(point);
    expect(schedules(loadTest)).toEqual([]);
  });

  test("not where hours are not known, which are no idle ones", () => {
    const holes: Level = (point) => (hourOf(point.epoch) >= 22 && hourOf(point.epoch) < 23 ? Number.NaN : office(0)(point));
    expect(
      schedules(holes).every((schedule) => typeof schedule === "object" && "stop" in schedule && !schedule.stop.startsWith("0 20")),
    ).toBe(true);
  });

  test.each([
    ["accepts own work of just under 20 % of the usual peak's, above idling", 0.02 + 0.28 * 0.1999, true],
    ["rejects own work of 20 %: a night's batch sends itself no requests", 0.02 + 0.28 * 0.2001, false],
  ])("%s", (_name, batch, stops) => {
    // Idle at noon on Sundays only, and at work in all other off-hours.
    const cpu: Level = (point) => (weekdayOf(point.epoch) === 7 && hourOf(point.epoch) < 12 ? 0.02 : cpuOf(batch)(point));
    expect(schedules(office(0), {}, { cpu }).some((schedule) => JSON.stringify(schedule).includes("MON-FRI"))).toBe(stops);
  });

  test("not where the processors are always as busy", () => {
    expect(schedules(office(0), {}, { cpu: 0.3 })).toEqual([]);
  });

  test("though its queue is always empty", () => {
    expect(schedules(office(0), {}, { queue_depth: 0 }).length).toBeGreaterThan(0);
  });

  test("not where messages wait in its queue by night", () => {
    expect(schedules(office(0), {}, { queue_depth: 10 })).toEqual([]);
  });

  test("not where it is stopped by a schedule already", () => {
    const values = { service_off_hours: { stop: "0 22 * * *", start: "0 5 * * *" } };
    expect(offHours.declines(group(office(0), { values }), parameters)).toContain("by a schedule already (0 22 * * * to 0 5 * * *)");
  });
});

describe("a schedule is proven by what was served while it would have stopped", () => {
  const nights = { off_hours: { stop: "0 22 * * MON-FRI", start: "0 5 * * MON-FRI" } };
  const judged = (...asked: Parameters<typeof groupOptions>) => verdictOf(serviceLimits, group(...asked), nights);

  test.each([
    ["accepts just under 5 % of the usual peak", office(4.999), true],
    ["rejects 5 %", office(5), false],
    ["rejects an hour of one week in which there was more", withHour(office(0), MONDAY + 5, 3, 4), false],
    ["rejects what nobody measured", null, false],
  ])("%s", (_name, requests, passes) => {
    const cpu = requests === null ? { cpu: null } : {};
    expect(judged(requests, {}, cpu).pass).toBe(passes);
  });

  test("rejects what a night of last year served: the hours before the window vote too", () => {
    const yearEnd: Level = (point) => (point.epoch < NOW - 200 * DAY && point.epoch >= NOW - 201 * DAY ? 100 : office(0)(point));
    expect(judged(yearEnd, { daysBefore: 250 })).toMatchObject({ pass: false, reason: expect.stringMatching(/20[01] days ago/) });
    expect(judged(office(0), { daysBefore: 250 }).pass).toBe(true);
  });

  test("rejects one that does not repeat by the week", () => {
    expect(verdictOf(serviceLimits, group(office(0)), { off_hours: { stop: "0 20 1 * *", start: "0 6 2 * *" } }).pass).toBe(false);
  });
});

describe("off-hours stops a database without replicas in nights in which nobody holds a connection", () => {
  const database = (byNight: number) =>
    evidence("database", {
      measures: { database: { cpu: cpuOf(0.02), connections: (point: Point) => (office(0)(point) === 100 ? 140 : byNight) } },
      components: { database: stagingContract.components.database },
      values: { database_read_replicas: 0 },
      policy: stagingPolicy,
      days: 45,
      minuteDays: 2,
    });
  test.each([
    ["accepts no connection", 0, true],
    ["rejects one, though it is under 5 % of the usual peak: whoever holds it depends on the database", 1, false],
  ])("%s", (_name, byNight, stops) => {
    expect(offHours.declines(database(byNight), parameters) === undefined).toBe(stops);
    const nights = { off_hours: { stop: "0 22 * * MON-FRI", start: "0 5 * * MON-FRI" } };
    expect(
      database(byNight)
        .study.limits({ ...database(byNight).current, ...nights })
        .some(({ pass, reason }) => !pass && reason.startsWith("connections")),
    ).toBe(!stops);
  });
});

describe("a group that a schedule stops is measured while it runs", () => {
  const values = { service_off_hours: { stop: "0 22 * * *", start: "0 4 * * *" } };
  const whileOn =
    (level: number, from = 4): Level =>
    ({ epoch }) =>
      hourOf(epoch) >= from && hourOf(epoch) < 22 ? level : Number.NaN;
  const judged = (cpu: Level, scheduled = values) =>
    verdictOf(coverage, group(office(0), { values: scheduled }, { cpu, memory: whileOn(0.1) }), { min_size: 3 });

  test("accepts silence while it is stopped", () => {
    expect(judged(whileOn(0.1))).toMatchObject({ pass: true });
  });

  test("rejects an hour of silence in each day while it runs", () => {
    expect(judged(whileOn(0.1, 5))).toMatchObject({ pass: false });
  });

  test("rejects the same silence without a schedule", () => {
    expect(judged(whileOn(0.1), { service_off_hours: { stop: "", start: "" } })).toMatchObject({ pass: false });
  });
});

test("a month costs the hours that the group runs", () => {
  const e = group(office(0), {}, { cpu: 0.02 });
  const of = (off_hours: { stop: string; start: string }) => {
    const cost = e.study.cost({ ...e.current, off_hours });
    return cost.priced ? cost.monthlyUsd : Number.NaN;
  };
  const always = of({ stop: "", start: "" });
  expect(of({ stop: "0 22 * * *", start: "0 4 * * *" }) / always).toBeCloseTo(0.75, 2);
  expect(of({ stop: "0 22 1 * *", start: "0 4 1 * *" })).toBeNaN();
});

test("size and hours are settled together, and judged as one", () => {
  const little = { cpu: (point: Point) => cpuOf(0.02)(point) / 10, memory: 0.05, network_in: 1e5, network_out: 1e5 };
  const decided = analyze(snapshotOf(groupOptions(office(0), {}, little)));
  const [recommendation] = decided.recommendations;
  expect(recommendation?.rule).toBe("group-size, off-hours");
  expect(recommendation?.changes.map(({ variable }) => variable)).toEqual(
    expect.arrayContaining(["service_instance_type", "service_off_hours"]),
  );
});

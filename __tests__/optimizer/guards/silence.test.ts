import { stackEvidence } from "../../../optimizer/evidence";
import { coverage } from "../../../optimizer/guards/coverage";
import { SeriesAssembly, seriesCatalog } from "../../../optimizer/telemetry/snapshot/assemble";
import { stagingPolicy } from "../../../stacks/staging/policy";
import { evidence, verdictOf } from "../../support/evidence";
import { functionEvidence } from "../../support/function-load";
import { group, HOUR, hourOf, weekdayOf } from "../../support/office-load";
import { DAY, type Measure, type Measures, NOW, type Point, type SnapshotOptions, snapshotOf, tradingOnly } from "../../support/snapshot";
import { daily, type Level, QUIET } from "../../support/trading-load";

const silent =
  (when: (epoch: number) => boolean, otherwise: Level | Measure | number | null = 0): Measure =>
  (point, resource) => {
    if (when(point.epoch)) return Number.NaN;
    return typeof otherwise === "function" ? otherwise(point, resource) : (otherwise ?? Number.NaN);
  };
const throughout = (when: (epoch: number) => boolean, measures: Measures[string] = {}): Measures[string] =>
  Object.fromEntries(
    Object.entries(measures).map(([name, measure]) => [name, measure === null || measure === undefined ? null : silent(when, measure)]),
  );
const trading = (component: "order_service" | "orders", measures: Measures[string], more: Partial<SnapshotOptions> = {}) =>
  evidence(component, {
    measures: { ...QUIET, order_service: { ...QUIET.order_service, ...measures } },
    components: tradingOnly("order_service", "orders"),
    days: 21,
    ...more,
  });
const SMALLER = { order_service: { min_size: 12 }, orders: { billing_mode: "PAY_PER_REQUEST" } } as const;

/** Wednesdays from 14:30 to 15:30 UTC, in so many of the last weeks. */
const lastWednesdays = (weeks: number) => (epoch: number) =>
  epoch >= NOW - weeks * 7 * DAY && weekdayOf(epoch) === 3 && hourOf(epoch) >= 14.5 && hourOf(epoch) < 15.5;

describe("while a schedule keeps a component stopped, and until it is back", () => {
  const values = { service_off_hours: { stop: "0 20 * * MON-FRI", start: "0 7 * * MON-FRI" } };
  const isOff = (minutesToStart: number) => (epoch: number) =>
    weekdayOf(epoch) > 5 || hourOf(epoch) >= 20 || hourOf(epoch) < 7 + minutesToStart / 60;
  const load: Level = ({ epoch }) => (weekdayOf(epoch) <= 5 && hourOf(epoch) >= 7 && hourOf(epoch) < 20 ? 0.2 : 0.02);

  test.each([
    [0, true],
    [10, true],
    [25, false],
  ])("nothing is missed in the first ten minutes after a start: %d minutes are not measured", (minutes, passes) => {
    const measures = throughout(isOff(minutes), { ...QUIET.order_service, cpu: load, requests: 100, queue_depth: null });
    const e = group(100, { values, days: 21, minuteDays: 15 }, measures);
    expect(verdictOf(coverage, e, { min_size: 1 })).toMatchObject(
      passes ? { pass: true } : { pass: false, reason: expect.stringContaining("at 07:15 in UTC") },
    );
  });
});

describe("a habit that began lately", () => {
  test.each([
    [1, true],
    [2, false],
    [3, false],
  ])("is not outvoted by the weeks before: silent on the last %d of nine Wednesdays", (weeks, passes) => {
    const cpu = silent(lastWednesdays(weeks), daily(0.04, 0.14));
    for (const periods of [undefined, [300]] as const) {
      const more = periods === undefined ? { days: 63 } : { days: 63, minuteDays: 0, periods, policy: { scaleUpTriggers: [] } };
      expect(verdictOf(coverage, trading("order_service", { cpu }, more), SMALLER.order_service).pass).toBe(passes);
    }
  });

  test("is told with all others, since when, and with what to do", () => {
    const isLate = lastWednesdays(2);
    const measures = { cpu: silent(isLate, daily(0.04, 0.14)), memory: silent(isLate, 0.1), latency: silent(isLate, 3) };
    const { reason, numbers } = verdictOf(coverage, trading("order_service", measures, { days: 63 }), SMALLER.order_service);
    const when =
      "is known in 33.3 % of the last 3 Wednesdays at 09:30 in America/New_York only, the least of 4 quarters of an hour of the week";
    expect(reason).toMatch(/^demand along CPU .*; demand along memory .*; .*latency.* is known .*: what is silent again and again may be/);
    expect(reason.split(when)).toHaveLength(4);
    expect(reason).toMatch(/see what stops measurements then .* passes$/);
    expect(numbers).toMatchObject({ quarters: 4 });
  });
});

test.each([
  ["order_service", false],
  ["orders", true],
] as const)("what one service's latency is silent about binds what requests wait for: %s passes: %s", (component, passes) => {
  const often = { latency: silent((epoch) => epoch % HOUR < 300, 3) };
  const atTheSameTime = { latency: silent(lastWednesdays(3), 3) };
  for (const measures of [often, atTheSameTime])
    expect(verdictOf(coverage, trading(component, measures), SMALLER[component]).pass).toBe(passes);
});

describe("a service that says nothing on Mondays from 09:30 to 10:30, read as points", () => {
  const isThen = (epoch: number) => weekdayOf(epoch) === 1 && hourOf(epoch) >= 9.5 && hourOf(epoch) < 10.5;
  const { latency = null, requests = null, errors = null, connection_errors = null } = QUIET.order_service ?? {};
  const own = { latency, requests, errors, connection_errors };
  const heard = (beats: boolean) => {
    const counts = beats ? { requests: (point: Point) => (isThen(point.epoch) ? 0 : 100) } : {};
    const measures = { order_service: { ...QUIET.order_service, ...throughout(isThen, own), ...counts } };
    const made = snapshotOf({ measures, components: tradingOnly("order_service"), days: 21 });
    const assembly = new SeriesAssembly(seriesCatalog(made.contract, made.manifest));
    for (const { id, tiers } of made.series.values()) {
      for (const { grid, values } of tiers) {
        const there = [...values.keys()].filter((i) => !Number.isNaN(values[i]));
        const times = Float64Array.from(there, (i) => grid.startEpoch + i * grid.periodSeconds);
        assembly.receive(id, grid.periodSeconds, { times, values: Float64Array.from(there, (i) => values[i] ?? Number.NaN) });
      }
    }
    return stackEvidence({ ...made, series: assembly.finish() }).latencySlos.map(({ gap }) => gap);
  };

  test("may be dead though its instances have CPU: how long its callers wait is a gap", () => {
    expect(heard(false)).toEqual([expect.objectContaining({ known: 0, quarters: 4 })]);
  });

  test("is idle where it says so", () => expect(heard(true)).toEqual([undefined]));
});

describe("an objective of a function's duration", () => {
  const objective = { component: "seed", metric: "duration", statistic: "p99", limit: 1_000, unit: "milliseconds" } as const;
  const policy = { ...stagingPolicy, slos: [{ ...objective, name: "duration", errorBudget: 0.01 }], scaleUpTriggers: [] };
  const isNight = (epoch: number) => hourOf(epoch) >= 20;
  const nights = (invocations: number) =>
    functionEvidence(
      {
        duration: silent(isNight, 400),
        invocations: ({ epoch }) => (isNight(epoch) ? invocations : 2),
      },
      {},
      { policy, days: 21, minuteDays: 15 },
    );

  test.each([
    ["is not missed in nights in which nobody calls it, though no trigger is divided by its calls", 0, 1, 0],
    ["is where it is called", 2, 20 / 24, 1],
    ["and where nobody knows", Number.NaN, 20 / 24, 1],
  ])("%s", (_rule, invocations, known, gaps) => {
    const e = nights(invocations);
    expect(e.latencyKnown.get("duration")).toBeCloseTo(known, 9);
    expect(e.latencyGaps.size).toBe(gaps);
  });
});

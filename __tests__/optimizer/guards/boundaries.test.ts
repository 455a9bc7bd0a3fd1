import { DEFAULT_GUARDS, DEFAULT_LIMITS, defaultsOf, GIB, type Policy } from "../../../contract";
import type { Evidence, Settings } from "../../../optimizer/evidence";
import type { Guard } from "../../../optimizer/guards";
import { afterFailure } from "../../../optimizer/guards/after-failure";
import { backtest } from "../../../optimizer/guards/backtest";
import { confidence } from "../../../optimizer/guards/confidence";
import { coolDown } from "../../../optimizer/guards/cool-down";
import { coverage } from "../../../optimizer/guards/coverage";
import { headroom } from "../../../optimizer/guards/headroom";
import { latency } from "../../../optimizer/guards/latency";
import { levelShift } from "../../../optimizer/guards/level-shift";
import { minSaving } from "../../../optimizer/guards/min-saving";
import { risk } from "../../../optimizer/guards/risk";
import { saturation } from "../../../optimizer/guards/saturation";
import { type Boundary, numbersIn } from "../../support/boundaries";
import { evidence, verdictOf } from "../../support/evidence";
import { during, USABLE } from "../../support/moments";
import { DAY, type Measure, type Measures, NOW, type SnapshotOptions, tradingOnly } from "../../support/snapshot";
import { daily, QUIET } from "../../support/trading-load";

const component =
  (name: "order_service" | "database" | "cache", rest: Partial<SnapshotOptions>) =>
  (measures: Measures[string] = {}, more: Partial<SnapshotOptions> = {}) =>
    evidence(name, { measures: { [name]: { ...QUIET[name], ...measures } }, components: tradingOnly(name), days: 16, ...rest, ...more });
const service = component("order_service", { days: 21 });
const database = component("database", { values: { database_readers: 2 } });
const cache = component("cache", { values: { cache_shards: 4, cache_replicas_per_shard: 1 } });

const asked = (guard: Guard, evidenceOf: () => Evidence, to: Settings) => (): boolean => verdictOf(guard, evidenceOf(), to).pass;
const READER = { reader_class: "db.r6g.4xlarge" };
/** Five in each of three zones become nine in all; the target of 60 % keeps the scaler from adding any. */
const NINE = { min_size: 9, max_size: 9 };
const at60 = (cpu: number) => service({ cpu }, { values: { order_service_target_cpu_percent: 60 } });

const missing =
  (points: number): Measure =>
  (point) =>
    point.periodSeconds === 60 && point.epoch < NOW - 15 * DAY + points * 60 ? Number.NaN : daily(0.04, 0.14)(point);
/** A quarter of an hour on two Wednesdays of four, one of them of the last three, and so many minutes of it on the last. */
const silentOnWednesdays = (minutes: number) => {
  const cpu: Measure = (point) => {
    const since = (weeksAgo: number): number => point.epoch - (NOW - weeksAgo * 7 * DAY - 7.5 * 3600);
    const isIn = (seconds: number, length: number): boolean => seconds >= 0 && seconds < length * 60;
    return isIn(since(3), 15) || isIn(since(1), 15) || isIn(since(0), minutes) ? Number.NaN : daily(0.04, 0.14)(point);
  };
  return service({ cpu }, { days: 28, policy: { timeZone: "UTC" } });
};
const fullAt =
  (secondsAgo: number, level: number): Measure =>
  ({ epoch, statistic }) =>
    epoch === NOW - secondsAgo ? level : statistic === "Maximum" ? 0.15 : 0.1;
/** Days begin at midnight in New York, 5 hours after the window does. */
const doubled =
  (days: number): Measure =>
  ({ epoch }) =>
    epoch >= NOW - days * DAY + 5 * 3600 ? 0.2 : 0.1;
const withMemory = (bytes: number, guards: Partial<Policy["guards"]> = {}) =>
  cache({ bytes_used: bytes }, { policy: { guards: { ...DEFAULT_GUARDS, ...guards } } });
const XLARGE = { node_type: "cache.r6gd.xlarge" };
const sized = (daysAgo: number, min: number, source: "ledger" | "default" = "ledger") => ({
  atEpoch: NOW - daysAgo * DAY,
  values: { ...defaultsOf(tradingOnly("order_service")), order_service_min_size: min },
  source,
});
const turned = (...capacity: readonly ReturnType<typeof sized>[]) => service({}, { capacity: [sized(400, 15, "default"), ...capacity] });
const priced = (usd: number) =>
  database({}, { days: 1, prices: { "aurora:db.r6g.8xlarge:standard": 1 + usd / 730, "aurora:db.r6g.4xlarge:standard": 1 } });

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** The load on both sides of which the stated risk passes the policy's: as near as halving comes to it. */
const riskBoundary = once((): { readonly below: Evidence; readonly above: Evidence } => {
  let [low, high] = [0.05, 0.4];
  for (let i = 0; i < 12; i++) {
    const middle = (low + high) / 2;
    if (verdictOf(risk, database({ cpu: middle }), READER).pass) low = middle;
    else high = middle;
  }
  return { below: database({ cpu: low }), above: database({ cpu: high }) };
});

const BOUNDARIES: readonly Boundary[] = [
  {
    path: "guards.minCoverage",
    at: 0.95,
    accepts: asked(coverage, () => service({ cpu: missing(1080) }), { min_size: 12 }),
    rejects: asked(coverage, () => service({ cpu: missing(1081) }), { min_size: 12 }),
  },
  {
    path: "guards.maxRecurringGap",
    at: 0.5,
    accepts: asked(coverage, () => silentOnWednesdays(0), { min_size: 12 }),
    rejects: asked(coverage, () => silentOnWednesdays(1), { min_size: 12 }),
  },
  {
    path: "guards.cpuCeiling",
    at: 0.7,
    accepts: asked(headroom, () => database({ cpu: 0.35 }), READER),
    rejects: asked(headroom, () => database({ cpu: 0.351 }), READER),
  },
  {
    path: "guards.hyperThreadedCpuCeiling",
    at: 0.6,
    accepts: asked(headroom, () => at60(0.36), NINE),
    rejects: asked(headroom, () => at60(0.361), NINE),
  },
  {
    path: "guards.violationBudget",
    at: 0.001,
    accepts: asked(headroom, () => database({ cpu: during(21, 0.36, 0.1) }), READER),
    rejects: asked(headroom, () => database({ cpu: during(22, 0.36, 0.1) }), READER),
  },
  {
    path: "guards.afterFailureCeiling",
    at: 0.9,
    accepts: asked(afterFailure, () => at60(0.36), NINE),
    rejects: asked(afterFailure, () => at60(0.361), NINE),
  },
  {
    path: "guards.afterFailureQuantile",
    at: 0.999,
    accepts: asked(afterFailure, () => service({ cpu: during(20, 0.5, 0.1) }), NINE),
    rejects: asked(afterFailure, () => service({ cpu: during(23, 0.5, 0.1) }), NINE),
  },
  {
    path: "guards.maxViolationRunMinutes",
    at: 3,
    accepts: asked(backtest, () => service({ cpu: during(3, 0.45, 0.1) }), { min_size: 9 }),
    rejects: asked(backtest, () => service({ cpu: during(4, 0.45, 0.1) }), { min_size: 9 }),
  },
  {
    path: "guards.saturatedAt",
    at: 0.9,
    accepts: asked(saturation, () => database({ cpu: fullAt(DAY, 0.899) }), READER),
    rejects: asked(saturation, () => database({ cpu: fullAt(DAY, 0.9) }), READER),
  },
  {
    path: "guards.daysWithoutSaturation",
    at: 14,
    accepts: asked(saturation, () => database({ cpu: fullAt(14 * DAY + 60, 0.9) }), READER),
    rejects: asked(saturation, () => database({ cpu: fullAt(14 * DAY, 0.9) }), READER),
  },
  {
    path: "guards.daysAfterLevelShift",
    at: 14,
    accepts: asked(levelShift, () => database({ cpu: doubled(14) }, { days: 42 }), READER),
    rejects: asked(levelShift, () => database({ cpu: doubled(13) }, { days: 42 }), READER),
  },
  {
    path: "guards.maxConnectionShare",
    at: 0.9,
    accepts: asked(headroom, () => database({ connections: 3243, freeable_memory: 240 * GIB, cpu: 0.05 }), {
      reader_class: "db.r6g.xlarge",
    }),
    rejects: asked(headroom, () => database({ connections: 3244, freeable_memory: 240 * GIB, cpu: 0.05 }), {
      reader_class: "db.r6g.xlarge",
    }),
  },
  {
    path: "guards.memoryReserve",
    at: 0.25,
    accepts: asked(headroom, () => withMemory(USABLE, { maxMemoryUse: 1 }), XLARGE),
    rejects: asked(headroom, () => withMemory(1.001 * USABLE, { maxMemoryUse: 1 }), XLARGE),
  },
  {
    path: "guards.maxMemoryUse",
    at: 0.8,
    accepts: asked(headroom, () => withMemory(0.8 * USABLE), XLARGE),
    rejects: asked(headroom, () => withMemory(0.801 * USABLE), XLARGE),
  },
  {
    path: "guards.sloMargin",
    at: 0.2,
    accepts: asked(latency, () => service({ latency: 7.99, cpu: 0.1 }), { min_size: 12 }),
    rejects: asked(latency, () => service({ latency: 8, cpu: 0.1 }), { min_size: 12 }),
  },
  {
    path: "minConfidence",
    at: 0.5,
    accepts: asked(confidence, () => service({}, { days: 42 }), { min_size: 12 }),
    rejects: asked(confidence, () => service({}, { days: 41 }), { min_size: 12 }),
  },
  {
    path: "maxRisk",
    at: 0.05,
    accepts: asked(risk, () => riskBoundary().below, READER),
    rejects: asked(risk, () => riskBoundary().above, READER),
  },
  {
    path: "minMonthlySavingUsd",
    at: 50,
    accepts: asked(minSaving, () => priced(50), READER),
    rejects: asked(minSaving, () => priced(49.99), READER),
  },
  {
    path: "coolDownDays",
    at: 7,
    accepts: asked(coolDown, () => turned(sized(7, 18)), { min_size: 6 }),
    rejects: asked(coolDown, () => turned(sized(7 - 60 / DAY, 18)), { min_size: 6 }),
  },
  {
    path: "maxReversalsPer90Days",
    at: 1,
    accepts: asked(coolDown, () => turned(sized(60, 12), sized(59, 15)), { min_size: 6 }),
    rejects: asked(coolDown, () => turned(sized(60, 12), sized(59, 15), sized(30, 12), sized(29, 15)), { min_size: 6 }),
  },
];

/** Of watching, of reading and of advising, not of deciding; advice has its cases in money/commitment-advice.test.ts. */
const { alerting: _watched, maxApiCostUsd: _reading, commitments: _advising, ...DECIDING } = DEFAULT_LIMITS;
const byName = (a: readonly [string, number], b: readonly [string, number]): number => (a[0] < b[0] ? -1 : 1);

test("every number that all policies start from has a case at its boundary", () => {
  expect(BOUNDARIES.map(({ path, at }) => [path, at] as const).sort(byName)).toEqual([...numbersIn(DECIDING)].sort(byName));
});

test.each(BOUNDARIES)("$path accepts at $at and rejects a hair beside", ({ accepts, rejects }) => {
  expect([accepts(), rejects()]).toEqual([true, false]);
});

test("the two sides of the risk are near each other, and the policy's number is between them", () => {
  const [below, above] = [riskBoundary().below, riskBoundary().above].map((e) => verdictOf(risk, e, READER).numbers.risk ?? Number.NaN);
  expect(below).toBeLessThanOrEqual(DEFAULT_LIMITS.maxRisk);
  expect(above).toBeGreaterThan(DEFAULT_LIMITS.maxRisk);
  expect((above ?? 1) - (below ?? 0)).toBeLessThan(0.005);
});

import type { Slo } from "../../../contract";
import type { Projection } from "../../../optimizer/evidence";
import { backtest } from "../../../optimizer/guards/backtest";
import { latency } from "../../../optimizer/guards/latency";
import { levelShift } from "../../../optimizer/guards/level-shift";
import type { Dimension } from "../../../optimizer/kinds";
import { dimension, given, judged, mostly, tier } from "../../support/given";
import { DAY, NOW } from "../../support/snapshot";

const SLO: Slo = {
  component: "order_service",
  name: "p99",
  metric: "latency",
  statistic: "p99",
  limit: 10,
  unit: "milliseconds",
  errorBudget: 0.001,
};
const PROJECTION: Projection = { before: 3, after: 5, grade: "fitted", utilization: 0.4, highestSeen: 0.5, why: "as measured" };

interface Minutes {
  readonly observed: ArrayLike<number>;
  readonly projected: ArrayLike<number>;
}

const modelled = (projection: Partial<Projection>, { observed, projected }: Minutes = { observed: [], projected: [] }) => ({
  slo: SLO,
  project: () => ({ ...PROJECTION, ...projection }),
  replay: () => ({ grid: tier(observed).grid, observed: Float64Array.from(observed), projected: Float64Array.from(projected) }),
});

describe("the backtest", () => {
  const replayed = (need: readonly Dimension[], minutes?: Minutes) =>
    given({ need: () => need }, { latencyModels: () => [undefined, ...(minutes === undefined ? [] : [modelled({}, minutes)])] });
  const LONG = 10_000;
  const cpu = (over: Readonly<Record<number, number>>, ceiling = 0.5) => dimension("CPU", ceiling, tier(mostly(0.1, LONG, over)));
  const calm = { observed: mostly(3, LONG), projected: mostly(4, LONG) };

  test("says how often and for how long ceilings and objectives would have been passed", () => {
    expect(judged(backtest, replayed([cpu({ 3: 0.6, 4: 0.6 })], calm))).toEqual({
      guard: "backtest",
      pass: true,
      reason: "ceilings and objectives passed in 0.02 % of the replayed minutes, longest run 2 min",
      numbers: { violations: 0.0002, budget: 0.001, longestRunMinutes: 2, maxRunMinutes: 3 },
    });
  });

  test("rejects more minutes than the budget", () => {
    const scattered = (count: number) => cpu(Object.fromEntries(Array.from({ length: count }, (_, i) => [2 * i, 0.6])));
    expect(judged(backtest, replayed([scattered(10)], calm)).pass).toBe(true);
    expect(judged(backtest, replayed([scattered(11)], calm))).toEqual({
      guard: "backtest",
      pass: false,
      reason: "replayed together, some ceiling or objective is passed in 0.11 % of the minutes (budget 0.1 %)",
      numbers: { violations: 0.0011, budget: 0.001, longestRunMinutes: 1, maxRunMinutes: 3 },
    });
  });

  test("accepts a run of three minutes", () => {
    expect(judged(backtest, replayed([cpu({ 60: 0.6, 61: 0.6, 62: 0.6 })])).pass).toBe(true);
  });

  test("rejects a longer run, and says when it began", () => {
    const run = cpu({ [LONG - 60]: 0.6, [LONG - 59]: 0.6, [LONG - 58]: 0.6, [LONG - 57]: 0.6 });
    expect(judged(backtest, replayed([run]))).toEqual({
      guard: "backtest",
      pass: false,
      reason: "a ceiling or an objective is passed for 4 minutes in a row from 2026-11-18T23:00Z (at most 3)",
      numbers: { violations: 0.0004, budget: 0.001, longestRunMinutes: 4, maxRunMinutes: 3 },
    });
  });

  test("takes dimensions and objectives together: two minutes of each in a row are four", () => {
    const memory = dimension("memory", 0.9, tier(mostly(0.1, LONG, { 7: 0.95, 8: 0.95 })));
    const late = { observed: mostly(3, LONG), projected: mostly(4, LONG, { 9: 10.5, 10: 10.5 }) };
    const longest = (need: readonly Dimension[], minutes: Minutes) => judged(backtest, replayed(need, minutes)).numbers.longestRunMinutes;
    expect(longest([cpu({ 5: 0.6, 6: 0.6 })], calm)).toBe(2);
    expect(longest([cpu({ 5: 0.6, 6: 0.6 }), memory], calm)).toBe(4);
    expect(longest([memory, cpu({ 5: 0.6, 6: 0.6 })], late)).toBe(6);
  });

  test("does not count what was over its objective anyway, nor a minute at it", () => {
    const anyway = { observed: mostly(3, LONG, { 9: 11, 10: 11 }), projected: mostly(4, LONG, { 9: 14, 10: 14, 12: 10 }) };
    expect(judged(backtest, replayed([cpu({})], anyway)).numbers.violations).toBe(0);
  });

  test("counts a minute that was at its objective and goes over it", () => {
    const late = { observed: mostly(3, LONG, { 9: 10 }), projected: mostly(4, LONG, { 9: 11 }) };
    expect(judged(backtest, replayed([cpu({})], late)).numbers.violations).toBe(0.0001);
  });

  test("holds against each minute its own ceiling, and knows nothing of what is not known", () => {
    const half = dimension("CPU", 0.5, tier([0.6, Number.NaN, 0.1, 0.1]));
    expect(judged(backtest, replayed([half], { observed: [3], projected: [4] })).numbers.violations).toBeCloseTo(1 / 3, 5);
  });

  test("rejects where no minute can be replayed", () => {
    const coarse = dimension("CPU", 0.5, tier([0.1], 300));
    expect(judged(backtest, replayed([coarse], calm))).toEqual({
      guard: "backtest",
      pass: false,
      reason: "no 60-second tier to replay minute by minute",
      numbers: {},
    });
  });
});

describe("latency", () => {
  const projected = (projection: Partial<Projection>, rungs = 1) =>
    given({ rungsDown: () => rungs }, { latencySlos: [SLO], latencyModels: () => [modelled(projection)] });

  test("says what is projected, how well that is known, and against which limit", () => {
    expect(judged(latency, projected({}))).toEqual({
      guard: "latency",
      pass: true,
      reason: "p99 projected at 5.00 ms (upper bound; now 3.00, limit 10 less 20 % is 8.00); fitted: as measured",
      numbers: { p99BeforeMs: 3, p99AfterMs: 5, limitMs: 8, utilization: 0.4, highestSeen: 0.5 },
    });
  });

  test.each<[string, Partial<Projection>, number, boolean]>([
    ["accepts a hair under the limit less its margin", { after: 7.999 }, 1, true],
    ["rejects the limit less its margin", { after: 8 }, 1, false],
    ["rejects what is not known", { after: Number.NaN }, 1, false],
    ["rejects what lies beyond all evidence, however low", { after: 1, grade: "beyond" }, 1, false],
    ["accepts one rung down where it is unproven", { grade: "unproven" }, 1, true],
    ["rejects two rungs down where it is unproven", { grade: "unproven" }, 2, false],
    ["accepts two rungs down where it was fitted", { grade: "fitted" }, 2, true],
  ])("%s", (_name, projection, rungs, passes) => {
    expect(judged(latency, projected(projection, rungs)).pass).toBe(passes);
  });

  test("says of what nothing waits for that the objective does not depend on it, and why", () => {
    expect(judged(latency, projected({ grade: "seen", applies: false, why: "nothing waits" }))).toMatchObject({
      reason: "p99 does not depend on its size: nothing waits (now 3.00 ms, limit 10 less 20 % is 8.00)",
      numbers: { p99BeforeMs: 3, limitMs: 8, utilization: 0.4, highestSeen: 0.5 },
    });
  });

  test("says how far down is too far", () => {
    const verdict = judged(latency, projected({ grade: "unproven" }, 2));
    expect(verdict.reason).toMatch(
      /^2 steps down at once \(one is a size of the ladder, or up to 1\.83 times the load for each unit, or slower volumes\), and while latency is unproven it is one at a time: the rest is asked about again at the next look-back; p99 unproven: as measured; up to 5\.00 ms by queueing alone \(now 3\.00, limit 10 less 20 % is 8\.00\)$/,
    );
    expect(verdict.numbers).toEqual({ p99BeforeMs: 3, queueingBoundMs: 5, limitMs: 8, utilization: 0.4, highestSeen: 0.5, rungs: 2 });
  });

  test("says of what no step leads to that none does, and not how many", () => {
    const verdict = judged(latency, projected({ grade: "unproven" }, Number.POSITIVE_INFINITY));
    expect(verdict).toMatchObject({ pass: false, reason: expect.stringMatching(/^to a size that no step down the ladder leads to/) });
    expect(verdict.reason).not.toContain("Infinity");
  });

  describe("of several objectives", () => {
    const LOOSE = { ...SLO, name: "p95", limit: 20 };
    const two = (p99: number, p95: number) =>
      given(
        {},
        {
          latencySlos: [SLO, LOOSE],
          latencyModels: () => [modelled({ after: p99 }), modelled({ after: p95 })],
        },
      );
    test.each([
      [
        "the first, though the last is higher",
        7,
        8,
        /^p99 projected at 7\.00 ms .*; p95 projected at 8\.00 ms/,
        { p99AfterMs: 7, limitMs: 8 },
      ],
      ["the last", 3, 15, /^p95 projected at 15\.00 ms .*; p99 projected at 3\.00 ms/, { p99AfterMs: 15, limitMs: 16 }],
    ])("tells of each, and first and in numbers of the one nearest to its limit: %s", (_case, p99, p95, reason, numbers) => {
      expect(judged(latency, two(p99, p95))).toMatchObject({ pass: true, reason: expect.stringMatching(reason), numbers });
    });

    test.each([
      ["only the last", 5, 16, /^p95 projected at 16\.00 ms/],
      ["both, the first the most", 30, 17, /^p99 projected at 30\.00 ms/],
      ["both, the last the most", 9, 90, /^p95 projected at 90\.00 ms/],
      ["one that is not known", Number.NaN, 90, /^p99 projected at NaN/],
    ])("rejects with the one that is furthest over: %s", (_case, p99, p95, reason) => {
      expect(judged(latency, two(p99, p95))).toMatchObject({ pass: false, reason: expect.stringMatching(reason) });
    });
  });

  test("rejects where nothing of an objective is known, and passes where there is none", () => {
    expect(judged(latency, given({}, { latencySlos: [SLO], latencyModels: () => [undefined] }))).toEqual({
      guard: "latency",
      pass: false,
      reason: "no minute of p99 is known, so nothing can be said of latency after the change",
      numbers: {},
    });
    expect(judged(latency, given({}))).toEqual({
      guard: "latency",
      pass: true,
      reason: "the policy has no objective of latency",
      numbers: {},
    });
  });
});

describe("a level shift", () => {
  const DAYS = 40;
  /** Hours that begin with New York's days. */
  const start = NOW - DAYS * DAY + 5 * 3600;
  const shifted = (daysAgo: number, { from = 0.1, to = 0.3, peaks = [] as readonly number[], ceiling = 0.7, name = "CPU" } = {}) =>
    dimension(
      name,
      ceiling,
      tier(
        mostly(from, DAYS * 24 - 5).map((_, i) =>
          i >= (DAYS - daysAgo) * 24 ? (peaks.includes(i - (DAYS - daysAgo) * 24) ? 0.9 : to) : from,
        ),
        3600,
        start,
      ),
    );
  const shift = (...dimensions: readonly Dimension[]) => judged(levelShift, given({ need: () => dimensions }));

  test("says by how much, and since when", () => {
    expect(shift(shifted(20))).toEqual({
      guard: "level-shift",
      pass: true,
      reason: "CPU went to 3.00 times its level 20 days ago; the days since keep the budget by themselves",
      numbers: { days: 20, ratio: 3, minimumDays: 14 },
    });
  });

  test("rejects one of which too few days are known", () => {
    expect(shift(shifted(14)).pass).toBe(true);
    expect(shift(shifted(13))).toEqual({
      guard: "level-shift",
      pass: false,
      reason: "CPU went to 3.00 times its level 13 days ago: 14 days of the new one must be known",
      numbers: { days: 13, ratio: 3, minimumDays: 14 },
    });
  });

  test("rejects a new level that does not keep the budget", () => {
    const verdict = shift(shifted(20, { peaks: [30] }));
    expect(verdict).toMatchObject({ pass: false, numbers: { violations: expect.closeTo(1 / (20 * 24 - 5), 5), days: 20 } });
    expect(verdict.reason).toBe(
      "CPU went to 3.00 times its level 20 days ago; since then it would need more than 70 % in 0.21 % of a tier (budget 0.1 %)",
    );
  });

  test("holds each tier to the budget by itself", () => {
    const quiet = shifted(20);
    const both = { ...quiet, need: [...quiet.need, tier(mostly(0.3, 600, { 5: 0.9 }), 300)] };
    expect(shift(both).pass).toBe(false);
  });

  test("accepts what the budget allows", () => {
    const e = given({ need: () => [shifted(20, { peaks: [30] })] });
    expect(judged(levelShift, e, { guards: { violationBudget: 1 / (20 * 24 - 5) } }).pass).toBe(true);
  });

  test.each([
    ["tells of a need that comes to a quarter of its ceiling", 1.2, true],
    ["says nothing of one that does not", 1.201, false],
  ])("%s", (_name, ceiling, told) => {
    expect(shift(shifted(20, { ceiling })).reason.startsWith("CPU went")).toBe(told);
  });

  test("tells of every need that went up, with the numbers of the first, and of none where none did", () => {
    const both = shift(shifted(40, { name: "network" }), shifted(20), shifted(16, { to: 0.2, name: "memory" }));
    expect(both.reason).toMatch(/^CPU went to 3\.00 times its level 20 days ago; memory went to 2\.00 times its level 16 days ago; the/);
    expect(both.numbers.days).toBe(20);
    expect(shift(shifted(0))).toEqual({ guard: "level-shift", pass: true, reason: "no need went to a higher level", numbers: {} });
    expect(shift(dimension("CPU", 0.7, tier([Number.NaN]))).reason).toBe("no need went to a higher level");
  });
});

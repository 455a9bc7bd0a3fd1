import fc from "fast-check";
import { EFFECTS } from "../../../contract";
import { analyze } from "../../../optimizer/analyze";
import { inOrder } from "../../../optimizer/plan/phases";
import type { Recommendation } from "../../../optimizer/plan/recommendation";
import { savingsInFirstHalf, wholeOf } from "../../../optimizer/plan/whole";
import { recommendation } from "../../support/recommendation";
import { snapshotOf } from "../../support/snapshot";
import { QUIET } from "../../support/trading-load";

const priced = (monthlyUsd: number) => ({ priced: true, monthlyUsd, lines: [] }) as const;
const change = (saved: number, minutes: number, more: Partial<Recommendation> = {}) =>
  recommendation({ before: priced(1000 + saved), after: priced(1000), disruption: { effect: "online", minutes }, ...more });

describe("savings in the first half of the disruption", () => {
  test.each<[string, readonly Recommendation[], number]>([
    ["one change brings half", [change(100, 10)], 0.5],
    ["the dear one first", [change(90, 5), change(10, 5)], 0.9],
    ["the dear one last", [change(10, 5), change(90, 5)], 0.1],
    ["a change across the middle counts in proportion", [change(60, 4), change(40, 4), change(0, 2)], 0.7],
    ["nothing saved, nothing late", [change(0, 5)], 1],
  ])("%s", (_name, changes, expected) => {
    expect(savingsInFirstHalf(changes)).toBeCloseTo(expected, 9);
  });

  test("a harsher effect counts for more than its minutes", () => {
    const failover = change(50, 5, { disruption: { effect: "failover", minutes: 5 } });
    expect(savingsInFirstHalf([change(50, 5), failover])).toBeCloseTo(
      0.5 + 0.5 * ((EFFECTS.indexOf("failover") / 2) * (1 / (EFFECTS.indexOf("failover") + 1))),
      9,
    );
  });

  test("no order of the same changes gives more than the one that the plan has", () => {
    const changes = fc.array(fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 1, max: 30 })), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(changes, fc.infiniteStream(fc.nat(1000)), (all, random) => {
        const made = all.map(([saved, minutes], i) => change(saved, minutes, { component: `c${i}` }));
        const shuffled = made.map((each) => ({ each, at: random.next().value ?? 0 })).sort((a, b) => a.at - b.at);
        expect(savingsInFirstHalf(inOrder(made))).toBeGreaterThanOrEqual(savingsInFirstHalf(shuffled.map(({ each }) => each)) - 1e-9);
      }),
    );
  });

  test("phases are the order's rule: what saves most waits for its own", () => {
    const early = change(1, 5, { phase: { number: 1, name: "" } });
    const late = change(99, 5, { phase: { number: 2, name: "" } });
    expect(savingsInFirstHalf(inOrder([late, early]))).toBeCloseTo(0.01, 9);
  });

  test("are at least 80 % where one phase holds everything", () => {
    const { policy, components } = snapshotOf({ measures: {}, days: 1 }).contract;
    const phases = [{ name: "all", turns: Object.keys(components).map((component) => ({ component, tunables: ["*"] })) }];
    const decided = analyze(
      snapshotOf({
        measures: QUIET,
        days: 45,
        minuteDays: 4,
        policy: { ...policy, phases },
        values: { cache_shards: 4, cache_replicas_per_shard: 1 },
      }),
    );
    expect(decided.recommendations.length).toBeGreaterThan(4);
    expect(decided.whole?.savingsInFirstHalf).toBeGreaterThanOrEqual(0.8);
  });
});

describe("the risk of a stack", () => {
  test("is stated for all that is turned down, and compounded to 30 days", () => {
    const whole = wholeOf([change(10, 1, { risk: 0.05 }), change(10, 1, { risk: 0.02 }), change(10, 1, { risk: 0.5, direction: "up" })]);
    expect(whole).toMatchObject({
      components: 2,
      horizonDays: 7,
      risk: 0.069,
      riskOfMonth: Number((1 - 0.931 ** (30 / 7)).toPrecision(6)),
    });
  });
  test("is not stated of nothing, nor of what is not known", () => {
    expect(wholeOf([])).toBeUndefined();
    expect(wholeOf([change(10, 1, { risk: null })])?.components).toBe(0);
  });
});

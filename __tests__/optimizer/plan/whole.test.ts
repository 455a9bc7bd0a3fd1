import fc from "fast-check";
import { analyze } from "../../../optimizer/analyze";
import { inOrder } from "../../../optimizer/plan/phases";
import type { Recommendation } from "../../../optimizer/plan/recommendation";
import { type Step, stepsOf, type Worth } from "../../../optimizer/plan/steps";
import { mostFirst, savingsInFirstHalf, wholeOf } from "../../../optimizer/plan/whole";
import { withWorth } from "../../../optimizer/plan/worth";
import { tableResources } from "../../../stacks/inventory";
import { saasPolicy } from "../../../stacks/saas/policy";
import { saasContract } from "../../../stacks/saas/tunables";
import { evidence } from "../../support/evidence";
import { recommendation } from "../../support/recommendation";
import { snapshotOf } from "../../support/snapshot";
import { QUIET } from "../../support/trading-load";

const priced = (monthlyUsd: number) => ({ priced: true, monthlyUsd, lines: [] }) as const;
const change = (saved: number, minutes: number, more: Partial<Recommendation> = {}) =>
  recommendation({ before: priced(1000 + saved), after: priced(1000), disruption: { effect: "online", minutes }, ...more });
const worth = (savedUsd: number, disruption: number): Worth => ({ savedUsd, disruption });
const step = (savedUsd: number, disruption: number): Step => ({
  component: "any",
  tunables: [],
  deltas: [],
  after: {},
  worth: worth(savedUsd, disruption),
});

describe("savings in the first half of the disruption", () => {
  test.each<[string, readonly Worth[], number]>([
    ["one step brings half", [worth(100, 10)], 0.5],
    ["the dear one first", [worth(90, 5), worth(10, 5)], 0.9],
    ["the dear one last", [worth(10, 5), worth(90, 5)], 0.1],
    ["a step across the middle counts in proportion", [worth(60, 4), worth(40, 4), worth(0, 2)], 0.7],
    ["a step that costs takes away from what the others bring", [worth(-10, 5), worth(110, 5)], -0.1],
    ["nothing saved, nothing late", [worth(0, 5)], 1],
  ])("%s", (_name, steps, expected) => {
    expect(savingsInFirstHalf(steps)).toBeCloseTo(expected, 9);
  });

  test("no order of the same steps gives more than the dearest by disruption first", () => {
    const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 1, max: 30 })), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(steps, fc.infiniteStream(fc.nat(1000)), (all, random) => {
        const made = all.map(([saved, disruption]) => worth(saved, disruption));
        const shuffled = made.map((each) => ({ each, at: random.next().value ?? 0 })).sort((a, b) => a.at - b.at);
        expect(savingsInFirstHalf(mostFirst(made))).toBeGreaterThanOrEqual(savingsInFirstHalf(shuffled.map(({ each }) => each)) - 1e-9);
      }),
    );
  });

  test("phases are the order's rule: within them the best order is what is possible, and what saves most waits for its own", () => {
    const whole = wholeOf([change(100, 1)], [[step(1, 5), step(4, 5)], [step(95, 10)]]);
    expect(whole).toMatchObject({ savingsInFirstHalf: 0.05, savingsInFirstHalfAtMost: 0.05 });
    const within = wholeOf([change(100, 1)], [[step(5, 5), step(95, 5)]]);
    expect(within).toMatchObject({ savingsInFirstHalf: 0.05, savingsInFirstHalfAtMost: 0.95 });
  });

  test("changes of one phase are told by what they save for their disruption, and phases one after the other", () => {
    const [early, late] = [change(1, 5, { phase: { number: 1, name: "" } }), change(99, 5, { phase: { number: 2, name: "" } })];
    expect(inOrder([late, early])).toEqual([early, late]);
    const [small, large] = [change(1, 5, { component: "a" }), change(99, 5, { component: "b" })];
    expect(inOrder([small, large])).toEqual([large, small]);
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

describe("what a step is worth", () => {
  const { tenants } = saasContract.components;
  const e = evidence("tenants", {
    measures: { tenants: { consumed_reads: 10, consumed_writes: 5, read_throttles: 0, write_throttles: 0 } },
    components: { tenants },
    inventory: { tenants: { region: "us-east-1", resources: tableResources("tenants", tenants.tunables.indexes.default) } },
    policy: saasPolicy,
    days: 8,
    minuteDays: 1,
  });
  const steps = stepsOf(e, { ...e.current, indexes: ["ByStatus", "ByDomain"], stream: false }, "down");
  // Units of an index, reads and writes: 730 hours at list prices.
  const ofIndex = 730 * 3600 * (10 * 0.000000125 + 5 * 0.000000625);

  test("is what it saves over the one before, and its minutes by how harsh they are", () => {
    const worths = withWorth(e, steps).map((each) => each.worth);
    expect(worths.map((each) => each?.disruption)).toEqual([6 * 2, 6 * 10, 6 * 10]);
    expect(worths[0]?.savedUsd).toBe(0);
    for (const each of worths.slice(1)) expect(each?.savedUsd).toBeCloseTo(ofIndex, 1);
  });

  test("where nothing uses what goes, nobody feels it: its minutes count as online", () => {
    expect(withWorth(e, steps, ["indexes"]).map((each) => each.worth?.disruption)).toEqual([6 * 2, 10, 10]);
  });
});

describe("the risk of a stack", () => {
  test("is stated for all that is turned down, and compounded to 30 days", () => {
    const whole = wholeOf(
      [change(10, 1, { risk: 0.05 }), change(10, 1, { risk: 0.02 }), change(10, 1, { risk: 0.5, direction: "up" })],
      [],
    );
    expect(whole).toMatchObject({
      components: 2,
      horizonDays: 7,
      risk: 0.069,
      riskOfMonth: Number((1 - 0.931 ** (30 / 7)).toPrecision(6)),
    });
  });
  test("is not stated of nothing, nor of what is not known", () => {
    expect(wholeOf([], [])).toBeUndefined();
    expect(wholeOf([change(10, 1, { risk: null })], [])?.components).toBe(0);
  });
});

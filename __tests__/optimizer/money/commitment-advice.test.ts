import { DEFAULT_LIMITS, HOURS_PER_MONTH } from "../../../contract";
import {
  bill,
  byPrice,
  type Commitments,
  commitmentAdvice,
  commitmentsOf,
  priceList,
  steadyUse,
  unitHours,
} from "../../../optimizer/money";
import { commitmentLines } from "../../../optimizer/report/commitment-advice";
import type { KnownCosts } from "../../../optimizer/telemetry/costs";
import type { Price } from "../../../optimizer/telemetry/snapshot/types";
import { NOTHING_BOUGHT } from "../../support/known-costs";

const NOW = 1_800_000_000;
const KEY = "elasticache:cache.r6g.xlarge";
const price = (usd: number, reserved: number | undefined, key = KEY): Price => ({
  key,
  region: "us-east-1",
  usd,
  unit: "hour",
  sku: `SKU ${key}`,
  rateCode: "R",
  effectiveDate: "2026-07-01",
  ...(reserved === undefined ? {} : { reserved: { usd: reserved, rateCode: "R.1yr" } }),
});
const CACHE = { component: "cache", region: "us-east-1" };
/** So many run all the time. */
const always = (units: number, priceKey = KEY) => ({ priceKey, units, shareOfHours: () => 1 });
/** Two run all the time, a third in some share of the hours. */
const thirdRuns = (share: number) => ({ priceKey: KEY, units: 3, shareOfHours: (units: number) => (units <= 2 ? 1 : share) });

const POLICY = { commitments: { usedHoursAtLeast: 0.9, shareAtMost: 0.8 }, minMonthlySavingUsd: 50 };

interface Case {
  readonly running?: Parameters<typeof steadyUse>[1];
  readonly prices?: readonly Price[];
  readonly costs?: KnownCosts | undefined;
  readonly policy?: typeof POLICY;
  /** Units of an hour that the plan turns off. */
  readonly turnedOff?: number;
}

function advised({ running = always(10), prices = [price(0.4, 0.3)], policy = POLICY, turnedOff = 0, ...more }: Case = {}) {
  const costs = "costs" in more ? more.costs : NOTHING_BOUGHT;
  const list = priceList({ prices, unpriced: [] }, "us-east-1");
  const hours = (count: number) => bill([{ item: "", priceKey: KEY, quantity: unitHours(count), unit: "hour" }], list);
  const commitments: Commitments | undefined = commitmentsOf(costs, prices, NOW);
  return commitmentAdvice({
    uses: [steadyUse(CACHE, running, list, policy.commitments)],
    changes: turnedOff === 0 ? [] : [{ before: hours(turnedOff), after: hours(0) }],
    policy,
    costs,
    commitments,
  });
}
const unitsOf = (of: Case): number => advised(of)?.advice[0]?.units ?? 0;
const whyNot = (of: Case): string | undefined => advised(of)?.declined[0]?.reason;

describe("how many are steady", () => {
  test.each([
    ["accepts a third that runs in 90 % of the hours", 0.9, 3],
    ["rejects one that runs in a hair less", 0.8999, 2],
  ])("%s", (_name, share, steady) => {
    const all = { ...POLICY, commitments: { ...POLICY.commitments, shareAtMost: 1 } };
    expect(unitsOf({ running: thirdRuns(share), policy: all })).toBe(steady);
  });

  test.each([
    ["accepts a third that runs in the very share of hours from which on its price pays", 0.95, 3],
    ["rejects one that runs in a hair less, though the policy would take it", 0.9499, 2],
  ])("%s", (_name, share, steady) => {
    const dear = [price(0.4, 0.38)];
    const all = { ...POLICY, commitments: { ...POLICY.commitments, shareAtMost: 1 }, minMonthlySavingUsd: 0 };
    expect(unitsOf({ running: thirdRuns(share), prices: dear, policy: all })).toBe(steady);
  });

  test("what stops at night is not steady, and the reason says in how many hours it runs", () => {
    expect(whyNot({ running: { priceKey: KEY, units: 2, shareOfHours: () => 0.6 } })).toBe("not one runs in 90.0 % of the hours (60.0 %)");
  });

  test("what nobody measured is not known, and what cannot be reserved has no advice", () => {
    expect(whyNot({ running: { priceKey: KEY, units: Number.NaN, shareOfHours: () => Number.NaN } })).toContain("not known");
    expect(whyNot({ prices: [price(0.4, undefined)] })).toContain("no reservation");
    expect(whyNot({ prices: [] })).toContain("no price");
  });
});

test("roles whose instances are alike are one, whichever of them run longer", () => {
  const half = { priceKey: KEY, units: 2, shareOfHours: () => 0.5 };
  const [merged, other, ...rest] = byPrice([half, always(3), always(1, "ec2:c6i.large")]);
  expect([1, 3, 4, 5, 6].map((units) => merged?.shareOfHours(units))).toEqual([1, 1, 0.5, 0.5, 0]);
  expect([merged?.units, other?.units, rest]).toEqual([5, 1, []]);
});

describe("how many of them to commit to", () => {
  test.each([
    ["8 of 10, the policy's 80 %", 10, 8],
    ["4 of 5", 5, 4],
    ["3 of 4: of a whole one only", 4, 3],
  ])("%s", (_name, steady, units) => {
    expect(unitsOf({ running: always(steady) })).toBe(units);
  });

  test("one that is steady alone is not committed to at 80 %, at 100 % it is", () => {
    expect(whyNot({ running: always(1) })).toContain("is not one");
    const all = { ...POLICY, commitments: { ...POLICY.commitments, shareAtMost: 1 } };
    expect(unitsOf({ running: always(1), policy: all })).toBe(1);
  });

  test.each([
    ["accepts what saves the policy's least", 50, 8],
    ["rejects what saves a cent less", 49.99, 0],
  ])("%s", (_name, monthly, units) => {
    expect(unitsOf({ prices: [price(1, 1 - monthly / 8 / HOURS_PER_MONTH)] })).toBe(units);
  });

  test("an hour in which a unit does not run is paid for all the same", () => {
    const all = { ...POLICY, commitments: { ...POLICY.commitments, shareAtMost: 1 } };
    const [advice] = advised({ running: { priceKey: KEY, units: 2, shareOfHours: () => 0.9 }, policy: all })?.advice ?? [];
    expect(advice?.monthlySavingUsd).toBeCloseTo(2 * HOURS_PER_MONTH * (0.4 * 0.9 - 0.3), 1);
    expect(advice?.breakEvenShare).toBeCloseTo(0.75, 6);
  });
});

describe("what is committed already", () => {
  // An xlarge is eight normalized units.
  const reserved = (units: number, running: number): KnownCosts => ({
    ...NOTHING_BOUGHT,
    reservations: [
      {
        id: "ri",
        service: "elasticache",
        region: "us-east-1",
        instanceType: "cache.r6g.large",
        sizeFlexible: true,
        engine: "Redis",
        endEpoch: NOW + 1e7,
        purchasedUnits: units * 8,
        usedUnits: 0,
      },
    ],
    running: [
      {
        service: "elasticache",
        region: "us-east-1",
        instanceType: "cache.r6g.xlarge",
        engine: "Redis",
        reservedUnits: 0,
        onDemandUnits: running * 8,
      },
    ],
  });

  test.each<[string, number, number, number, number]>([
    ["leaves room for what it does not cover", 4, 10, 0, 6],
    ["leaves none where it covers all that runs", 10, 10, 0, 0],
    ["leaves none where the plan turns off what it did not cover", 4, 14, 10, 0],
    ["leaves one where the plan turns off one less", 4, 14, 9, 1],
    ["counts all that the payer runs, up to the policy's share of this component", 4, 100, 0, 8],
  ])("%s", (_name, committed, running, turnedOff, units) => {
    expect(unitsOf({ costs: reserved(committed, running), turnedOff })).toBe(units);
  });

  test("says which commitment leaves none", () => {
    expect(whyNot({ costs: reserved(10, 10) })).toBe(
      "what is committed already covers what is left: reserved elasticache cache.r6g Redis in us-east-1",
    );
  });

  test("is not known where nobody asked: nothing is advised", () => {
    expect(whyNot({ costs: undefined })).toBe("the payer's commitments are not known");
  });
});

test("two components share the room that commitments leave", () => {
  const costs: KnownCosts = {
    ...NOTHING_BOUGHT,
    savingsPlans: [
      {
        id: "sp",
        type: "DATABASE_SP",
        region: "",
        family: "",
        endEpoch: NOW + 1e7,
        commitmentUsd: 1,
        usedUsd: 1,
        onDemandEquivalentUsd: 1,
      },
    ],
    eligible: [{ service: "Amazon ElastiCache", family: "", region: "us-east-1", coveredUsd: 1, onDemandUsd: 4 }],
  };
  const list = priceList({ prices: [price(0.4, 0.3)], unpriced: [] }, "us-east-1");
  const use = (component: string) => steadyUse({ component, region: "us-east-1" }, always(10), list, POLICY.commitments);
  const advice = commitmentAdvice({
    uses: [use("a"), use("b")],
    changes: [],
    policy: POLICY,
    costs,
    commitments: commitmentsOf(costs, [price(0.4, 0.3)], NOW),
  })?.advice;
  // Four dollars an hour are uncovered: ten nodes.
  expect(advice?.map(({ component, units }) => [component, units])).toEqual([
    ["a", 8],
    ["b", 2],
  ]);
});

test("a policy that does not ask gets no advice", () => {
  expect(
    commitmentAdvice({ uses: [], changes: [], policy: { minMonthlySavingUsd: 50 }, costs: NOTHING_BOUGHT, commitments: undefined }),
  ).toBeUndefined();
});

test("all policies start from the numbers that these cases are about", () => {
  expect(DEFAULT_LIMITS.commitments).toEqual(POLICY.commitments);
});

test("the report names what to reserve, from when on it pays, and what AWS would do without knowing of the plan", () => {
  const costs: KnownCosts = {
    ...NOTHING_BOUGHT,
    advice: [
      {
        kind: "reserved-instances",
        of: "elasticache",
        lookBackDays: 30,
        termYears: 1,
        payment: "No Upfront",
        monthlySavingUsd: 700,
        items: [{ what: "20 × cache.r6g.xlarge in us-east-1", monthlySavingUsd: 700 }],
      },
    ],
  };
  const commitments = advised({ costs });
  expect(commitmentLines(commitments === undefined ? {} : { commitments })).toEqual([
    "cache in us-east-1: 8 of 10 × cache.r6g.xlarge for a year, no upfront, saves $584.00 a month; they run 100 % of the hours, and it pays from 75 % on",
    "AWS's own advice (elasticache: 20 × cache.r6g.xlarge in us-east-1) knows nothing of what is about to be turned down.",
  ]);
});

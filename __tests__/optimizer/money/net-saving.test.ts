import { commitmentsOf, netSaving, withSavings } from "../../../optimizer/money";
import type { Cost, Recommendation, Recommendations } from "../../../optimizer/plan/recommendation";
import type { CostBook } from "../../../optimizer/telemetry/costs";
import type { Price } from "../../../optimizer/telemetry/snapshot/types";

const NOW = 1_800_000_000;
const PRICE: Price = {
  key: "ec2:c6i.8xlarge",
  region: "us-east-1",
  usd: 1.36,
  unit: "hour",
  sku: "S",
  rateCode: "R",
  effectiveDate: "2026-07-01",
};
const cost = (count: number): Cost => {
  const monthlyUsd = Math.round(count * 730 * 1.36 * 100) / 100;
  return {
    priced: true,
    monthlyUsd,
    lines: [{ item: "instances", quantity: count * 730, unit: "hour", usdPerUnit: 1.36, monthlyUsd, sku: "S" }],
  };
};
const UNPRICED: Cost = { priced: false, reasons: ["two SKUs match"] };

/** 20 instances run; 15 of them are reserved. */
const COSTS: CostBook = {
  known: true,
  readAtEpoch: NOW,
  months: [],
  reservations: [{ id: "ri", service: "ec2", region: "us-east-1", instanceType: "c6i.large", sizeFlexible: true, engine: "", endEpoch: NOW + 86_400 * 365, purchasedUnits: 15 * 64, usedUnits: 15 * 64 }],
  running: [{ service: "ec2", region: "us-east-1", instanceType: "c6i.8xlarge", engine: "", reservedUnits: 15 * 64, onDemandUnits: 5 * 64 }],
  savingsPlans: [],
  eligible: [],
  advice: [],
}; // biome-ignore format: a table

const recommendation = (component: string, before: Cost, after: Cost, effect = "rolling"): Recommendation => ({
  id: component,
  component,
  kind: "auto-scaling-group",
  rule: "group-size",
  direction: "down",
  changes: [],
  reason: "",
  findings: [],
  verdicts: [],
  phase: { number: 1, name: "compute" },
  slo: { objective: "", limit: 10, unit: "milliseconds", before: null, after: null, grade: "seen" },
  risk: null,
  confidence: 1,
  before,
  after,
  disruption: { effect, minutes: 60 },
  rollback: { how: "", precondition: null, rtoMinutes: 1, rpoMinutes: 0 },
});
const decided = (...recommendations: readonly Recommendation[]): Recommendations => ({
  version: 1,
  deployment: "trading",
  snapshot: { hash: "h", source: "csv", startEpoch: 0, endEpoch: NOW },
  model: "m",
  scaleUp: [],
  recommendations,
  rejected: [],
  unchanged: [],
  totals: {
    monthlyBeforeUsd: recommendations.reduce((sum, { before }) => sum + (before.priced ? before.monthlyUsd : 0), 0),
    monthlyAfterUsd: recommendations.reduce((sum, { after }) => sum + (after.priced ? after.monthlyUsd : 0), 0),
    unpriced: [],
  },
  phases: [],
});

describe("a net saving", () => {
  const commitments = commitmentsOf(COSTS, [PRICE], NOW);
  test.each([
    ["of what runs on demand is the gross one", 20, 15, 4964],
    ["beyond that is nothing: the rest is paid for anyway", 20, 10, 4964],
    ["of more is none", 10, 20, -9928],
  ])("%s", (_case, from, to, net) => {
    expect(netSaving(cost(from), cost(to), commitments)).toBe(net);
  });

  test("without known commitments is the list price's, and of something unpriced not known", () => {
    expect(netSaving(cost(20), cost(10), undefined)).toBe(9928);
    expect(netSaving(cost(20), UNPRICED, commitments)).toBeUndefined();
  });
});

describe("recommendations", () => {
  const [api, web] = [recommendation("api", cost(10), cost(6)), recommendation("web", cost(10), cost(7))];

  test("that nobody asked costs for stay as they are", () => {
    const plain = decided(api, web);
    expect(withSavings(plain, undefined, [PRICE])).toBe(plain);
  });

  test("share commitments: parts add up to the whole, in their order", () => {
    const { recommendations, totals } = withSavings(decided(api, web), COSTS, [PRICE]);
    expect(recommendations.map(({ saving }) => saving)).toEqual([
      { grossMonthlyUsd: 3971.2, strandedMonthlyUsd: 0, netMonthlyUsd: 3971.2, stranded: [], oneOff: [] },
      {
        grossMonthlyUsd: 2978.4,
        strandedMonthlyUsd: 1985.6,
        netMonthlyUsd: 992.8,
        stranded: [expect.objectContaining({ commitment: "reserved ec2 c6i in us-east-1", monthlyUsd: 1985.6 })],
        oneOff: [],
      },
    ]);
    expect(totals.savings).toEqual({ grossMonthlyUsd: 6949.6, strandedMonthlyUsd: 1985.6, netMonthlyUsd: 4964 });
  });

  test("say so where commitments are not known: no net is claimed", () => {
    const { recommendations, totals } = withSavings(decided(api), { known: false, reason: "the role may not read costs" }, [PRICE]);
    const unknown = { grossMonthlyUsd: 3971.2, strandedMonthlyUsd: null, netMonthlyUsd: null, unknown: "the role may not read costs" };
    expect(totals.savings).toEqual(unknown);
    expect(recommendations[0]?.saving).toMatchObject(unknown);
  });

  test("name what is paid once", () => {
    const { recommendations } = withSavings(decided(recommendation("cache", cost(6), cost(3), "replace")), COSTS, [PRICE]);
    expect(recommendations[0]?.saving?.oneOff).toEqual([{ what: "old and new run side by side for about 60 minutes", usd: 4.08 }]);
  });

  test("state no dollars of what is unpriced", () => {
    expect(withSavings(decided(recommendation("x", cost(1), UNPRICED)), COSTS, [PRICE]).recommendations[0]).not.toHaveProperty("saving");
  });
});

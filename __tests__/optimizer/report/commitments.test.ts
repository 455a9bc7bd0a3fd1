import type { Recommendation, Recommendations } from "../../../optimizer/plan/recommendation";
import { netLine, savingLines } from "../../../optimizer/report/commitments";

type Savings = Recommendations["totals"]["savings"];

const recommendation: Recommendation = {
  id: "1",
  component: "api",
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
  before: { priced: false, reasons: [] },
  after: { priced: false, reasons: [] },
  saving: {
    grossMonthlyUsd: 9928,
    strandedMonthlyUsd: 4964,
    netMonthlyUsd: 4964,
    stranded: [{ commitment: "reserved ec2 c6i in us-east-1", monthlyUsd: 4964, untilEpoch: 1_800_000_000, totalUsd: 29_784 }],
    oneOff: [{ what: "old and new run side by side for about 60 minutes", usd: 4.08 }],
  },
  disruption: { effect: "replace", minutes: 60 },
  rollback: { how: "", precondition: null, rtoMinutes: 1, rpoMinutes: 0 },
};

const decided = (savings: Savings, recommendations = [recommendation]): Recommendations => ({
  version: 1,
  deployment: "trading",
  snapshot: { hash: "h", source: "csv", startEpoch: 0, endEpoch: 0 },
  model: "m",
  scaleUp: [],
  recommendations,
  rejected: [],
  unchanged: [],
  totals: { monthlyBeforeUsd: 1, monthlyAfterUsd: 0, unpriced: [], ...(savings === undefined ? {} : { savings }) },
  phases: [],
});

describe("the line on commitments", () => {
  test.each<readonly [string, Savings, readonly string[]]>([
    ["says nothing where nobody asked", undefined, []],
    ["says what is stranded and what is left", { grossMonthlyUsd: 9928, strandedMonthlyUsd: 4964, netMonthlyUsd: 4964 }, ["Commitments stranded: $4,964.00 a month; net $4,964.00 less."]],
    ["says that nothing is stranded", { grossMonthlyUsd: 9928, strandedMonthlyUsd: 0, netMonthlyUsd: 9928 }, ["No commitment of the payer's is stranded."]],
    ["says why they are not known", { grossMonthlyUsd: 9928, strandedMonthlyUsd: null, netMonthlyUsd: null, unknown: "the role may not read costs" }, ["Commitments are not known, so nothing is taken off for them: the role may not read costs."]],
  ])("%s", (_case, savings, lines) => {
    expect(netLine(decided(savings))).toEqual(lines);
  }); // biome-ignore format: a table

  test("says nothing where nothing is recommended", () => {
    expect(netLine(decided({ grossMonthlyUsd: 0, strandedMonthlyUsd: 0, netMonthlyUsd: 0 }, []))).toEqual([]);
  });
});

test("a recommendation names each commitment with its end, and what is paid once", () => {
  expect(savingLines(recommendation)).toEqual([
    "Stranded: reserved ec2 c6i in us-east-1, $4,964.00 a month until 2027-01-15, $29,784.00 in all",
    "Net saving: $4,964.00 of $9,928.00 a month",
    "Paid once: old and new run side by side for about 60 minutes, $4.08",
  ]);
});

import type { Recommendation } from "../../optimizer/plan/recommendation";

/** A recommendation of which only what is given matters. */
export const recommendation = (given: Partial<Recommendation>): Recommendation => ({
  id: "0",
  component: "cache",
  kind: "redis",
  rule: "test",
  changes: [],
  reason: "",
  findings: [],
  verdicts: [],
  direction: "down",
  phase: { number: 1, name: "" },
  slo: { objective: "p99", limit: 10, unit: "milliseconds", before: null, after: null, grade: "fitted" },
  risk: 0,
  confidence: 1,
  before: { priced: false, reasons: [] },
  after: { priced: false, reasons: [] },
  disruption: { effect: "online", minutes: 1 },
  rollback: { how: "", precondition: null, rtoMinutes: 0, rpoMinutes: 0 },
  ...given,
});

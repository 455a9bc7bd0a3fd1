import type { Recommendation, Recommendations, Rejection } from "../../../optimizer/plan/recommendation";
import { componentsText } from "../../../optimizer/report/components";
import { explain } from "../../../optimizer/report/explain";
import { explanationOf, explanationSchema, explanationsOf, explanationsSchema } from "../../../optimizer/report/explanation";
import { changesText } from "../../../optimizer/report/format";

const accepted: Recommendation = {
  id: "0123456789abcdef",
  component: "order_service",
  kind: "auto-scaling-group",
  rule: "group-size",
  direction: "down",
  changes: [{ variable: "order_service_min_size", from: 15, to: 9 }],
  reason: "p95 CPU is 14 %, under 40 %",
  findings: [
    { metric: "cpu", statistic: "60-second averages", value: 0.14, unit: "fraction", window: "2026-08-21 to 2026-11-19", coverage: 0.987 },
  ],
  verdicts: [{ guard: "headroom", pass: true, reason: "CPU 31 % ≤ 60 %", numbers: {} }],
  phase: { number: 2, name: "compute" },
  slo: { objective: "order latency p99", limit: 10, unit: "milliseconds", before: 4, after: 4.25, grade: "fitted" },
  risk: 0.0123,
  confidence: 0.8,
  before: { priced: true, monthlyUsd: 14_892, lines: [] },
  after: { priced: true, monthlyUsd: 8935.2, lines: [] },
  disruption: { effect: "rolling", minutes: 20 },
  rollback: { how: "Raise the minimum again.", precondition: null, rtoMinutes: 8, rpoMinutes: 0 },
};
const rejectedWith = (to: number): Rejection => ({
  component: "order_service",
  kind: "auto-scaling-group",
  rule: "group-size",
  changes: [{ variable: "order_service_min_size", from: 15, to }],
  reason: "",
  findings: [],
  verdicts: [
    { guard: "headroom", pass: true, reason: "enough", numbers: {} },
    { guard: "after-failure", pass: false, reason: `two zones of ${to} would be 95 % busy`, numbers: {} },
  ],
  rejectedBy: "after-failure",
});

const decided = (more: Partial<Recommendations>): Recommendations => ({
  version: 1,
  deployment: "trading",
  snapshot: { hash: "0".repeat(64), source: "simulator", startEpoch: 0, endEpoch: 90 * 86_400 },
  model: "prior",
  scaleUp: [],
  recommendations: [],
  rejected: [],
  unchanged: [],
  totals: { monthlyBeforeUsd: null, monthlyAfterUsd: null, unpriced: [] },
  phases: [],
  ...more,
});

describe("of a component that is turned", () => {
  const text = explain(decided({ recommendations: [accepted], rejected: [3, 6].map(rejectedWith) }), "order_service");
  test.each([
    ["from what to what", "min_size 15 → 9"],
    ["by which rule and why", "group-size: p95 CPU is 14 %, under 40 %"],
    ["what was measured, and how completely", "coverage 98.7 %"],
    ["what it costs", "$14,892.00 → $8,935.20"],
    ["how likely it is to hurt", "1.23 %"],
    ["how strong the evidence is", "0.80"],
    ["latency before and after, with its grade", "4.00 → 4.25 milliseconds (limit 10, fitted)"],
    ["in which phase, how disruptive", "Phase 2 (compute), rolling, about 20 min"],
    ["the way back", "RTO 8 min, RPO 0 min"],
    ["what each guard said", "headroom: CPU 31 % ≤ 60 %"],
    ["why it goes no further", "2 cheaper candidates (after-failure 2)"],
  ])("it says %s", (_name, part) => {
    expect(text).toContain(part);
  });

  test("the nearest rejection stands first, with the guard that turned it down and no other", () => {
    const [nearest, further] = ["two zones of 6 would be", "two zones of 3 would be"].map((part) => text.indexOf(part));
    expect(nearest).toBeGreaterThan(0);
    expect(further).toBeGreaterThan(nearest ?? 0);
    expect(text).not.toContain("headroom: enough");
  });
});

test("variables that turn alike are told together", () => {
  const turn = (variable: string, to: string) => ({ variable: `database_${variable}`, from: "db.r6g.8xlarge", to });
  const changes = [
    turn("writer_class", "db.r6g.4xlarge"),
    turn("reader_class", "db.r6g.2xlarge"),
    turn("failover_class", "db.r6g.4xlarge"),
  ];
  expect(changesText("database", { changes })).toBe(
    "writer_class, failover_class db.r6g.8xlarge → db.r6g.4xlarge, reader_class db.r6g.8xlarge → db.r6g.2xlarge",
  );
});

describe("a screenful", () => {
  const long = "a reason of many words that goes on and on, with numbers such as 12.5 % and 3,600 s, until it no longer fits on a line";
  const many: Recommendation = {
    ...accepted,
    findings: Array.from({ length: 12 }, () => accepted.findings).flat(),
    verdicts: Array.from({ length: 13 }, (_, i) => ({ guard: `guard-${i}`, pass: true, reason: long, numbers: {} })),
  };
  const all = decided({ recommendations: [many], rejected: Array.from({ length: 60 }, (_, i) => rejectedWith(i)) });

  test("is at most 40 lines of at most 100 columns, however much was judged", () => {
    const lines = explain(all, "order_service").split("\n");
    expect(lines.length).toBeLessThanOrEqual(40);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  test("tells the nearest rejection in full, three by name and how many more there are", () => {
    const text = explain(all, "order_service");
    expect(text).toContain("NO  after-failure: two zones of 59 would be 95 % busy");
    for (const to of [58, 57, 56]) expect(text).toContain(`min_size 15 → ${to}: NO after-failure: two zones of ${to} would be 95 % busy`);
    expect(text).not.toContain("min_size 15 → 55");
    expect(text).toContain("and 56 more");
  });

  test("cuts no sentence in a pipe", () => {
    const text = explain(all, "order_service", { cuts: false });
    expect(text).not.toContain("…");
    expect(text.replace(/\s+/g, " ").split(long)).toHaveLength(14);
  });

  test("leaves nothing out where details are asked for", () => {
    const text = explain(all, "order_service", { detail: true });
    expect(text.replace(/\s+/g, " ").split(long)).toHaveLength(14);
    expect(text).toContain("min_size 15 → 0");
  });
});

test("as JSON it is all that was decided of the component, in a shape that is published", () => {
  const explanation = explanationOf(decided({ recommendations: [accepted], rejected: [rejectedWith(6)] }), "order_service");
  expect(explanationSchema.parse(JSON.parse(JSON.stringify(explanation)))).toEqual(explanation);
  expect(explanation).toMatchObject({ version: 1, deployment: "trading", component: "order_service", recommendations: [accepted] });
});

test("of all components as JSON it is the same of each, by name, in a shape that is published", () => {
  const all = decided({ recommendations: [accepted], unchanged: [{ component: "cache", reason: "no change" }] });
  const explanations = explanationsOf(all);
  expect(explanationsSchema.parse(JSON.parse(JSON.stringify(explanations)))).toEqual(explanations);
  expect(explanations).toEqual({
    version: 1,
    deployment: "trading",
    components: [explanationOf(all, "cache"), explanationOf(all, "order_service")],
  });
});

describe("of a component that stays", () => {
  const unchanged = [{ component: "order_service", reason: "no change: only one candidate was left, and it was turned down" }];
  test("it says why, and what was turned down by whom", () => {
    const text = explain(decided({ unchanged, rejected: [rejectedWith(6)] }), "order_service");
    expect(text).toContain("no change: only one candidate was left, and it was turned down");
    expect(text).toMatch(/Turned down: 1 .*candidate \(after-failure 1\)/);
    expect(text).toContain("two zones of 6 would be 95 % busy");
  });
  test("what a guard said of the nearest candidate is told once", () => {
    const said = "two zones of 6 would be 95 % busy";
    const many = [{ component: "order_service", reason: `no change: all 2 candidates were turned down; of the smallest change: ${said}` }];
    const text = explain(decided({ unchanged: many, rejected: [3, 6].map(rejectedWith) }), "order_service");
    expect(text.split(said)).toHaveLength(2);
    expect(text).toContain("no change: all 2 candidates were turned down\n");
  });
  test("under a scale-up trigger it says which, at what value", () => {
    const scaleUp = [{ trigger: "queue depth", atEpoch: 0, value: 5000, limit: 1000 }];
    expect(explain(decided({ unchanged, scaleUp }), "order_service")).toMatch(/queue depth.*5,?000.*1,?000/);
  });
});

test("without a price there is no dollar, only the word", () => {
  const unpriced = { priced: false, reasons: ["ec2:c6i.8xlarge in us-east-1: no SKU matches"] } as const;
  const text = explain(decided({ recommendations: [{ ...accepted, before: unpriced, after: unpriced }] }), "order_service");
  expect(text).toContain("unpriced → unpriced");
  expect(text).not.toContain("$");
});

test("what is not known is said to be not known", () => {
  const slo = { ...accepted.slo, before: null, after: null };
  const text = explain(decided({ recommendations: [{ ...accepted, risk: null, slo }] }), "order_service");
  expect(text).toContain("Risk: not known");
  expect(text).toContain("order latency p99: not known");
});

describe("without a component, or with one that nobody knows", () => {
  const stays = { component: "orders", reason: "no change: used to 38.9 % on a day", monthlyUsd: 12_811.5 };
  const other = { component: "order_queue", reason: "no change: no rule" };
  const all = decided({ recommendations: [accepted], unchanged: [stays, other] });

  test("each is told in a line: what is turned first, with its phase and its dollars, then what stays and why", () => {
    expect(componentsText(all, { width: 100, cuts: true }).split("\n").slice(1)).toEqual([
      "  order_service  phase 2: $14,892.00 → $8,935.20 a month, min_size 15 → 9",
      "  orders         stays at $12,811.50 a month: used to 38.9 % on a day",
      "  order_queue    stays: no rule",
      "All of one: trimtab explain trading COMPONENT",
    ]);
  });

  test("of a deployment without components that is told", () => {
    expect(
      componentsText(decided({ recommendations: [], unchanged: [] }), { width: 100, cuts: true })
        .split("\n")
        .slice(1),
    ).toEqual(["trading has no component."]);
  });

  test("a line keeps its column where it is wrapped, and is one line where it may be cut", () => {
    expect(componentsText(all, { width: 60, cuts: false })).toContain(
      "  orders         stays at $12,811.50 a month: used to 38.9 %\n                 on a day\n",
    );
    expect(componentsText(all, { width: 60, cuts: true })).toContain("  orders         stays at $12,811.50 a month …\n");
  });

  test.each([
    ["one that was mistyped", "order_servic", "Did you mean order_service? Its components are order_queue, order_service, orders."],
    ["several that it is a part of", "order", "Did you mean orders or order_queue or order_service? Its components are"],
    ["none that is near", "cache", "Its components are order_queue, order_service, orders."],
  ])("the nearest are named: %s", (_name, component, hint) => {
    expect(() => explain(all, component)).toThrow(
      expect.objectContaining({ message: `trading has no component ${component}`, hint: expect.stringContaining(hint) }),
    );
  });
});

import { NO_OBJECTIVE, type Recommendation, type Recommendations } from "../../../optimizer/plan/recommendation";
import { explain } from "../../../optimizer/report/explain";
import { explanationOf } from "../../../optimizer/report/explanation";
import { summaryMarkdown, summaryText } from "../../../optimizer/report/summary";
import { recommending } from "../../support/rollout-world";

test("what other people wrote in a tag or a pin is text in a pull request, and one line", () => {
  const reason = "no change: pinned: see [this](http://x)\n## All is well <img src=x> `rm`";
  const page = summaryMarkdown(recommending([], { unchanged: [{ component: "cache", reason }] }));
  expect(page).toContain("- **cache**: no change: pinned: see \\[this\\](http://x) ## All is well \\<img src=x> \\`rm\\`\n");
});

const shrunk: Recommendation = {
  id: "0123456789abcdef",
  component: "cache",
  kind: "redis",
  rule: "redis-topology",
  direction: "down",
  changes: [
    { variable: "cache_replicas_per_shard", from: 2, to: 1 },
    { variable: "cache_node_type", from: "cache.r6gd.8xlarge", to: "cache.r6gd.4xlarge" },
  ],
  reason: "",
  findings: [],
  verdicts: [],
  phase: { number: 1, name: "tables and cache" },
  slo: { objective: "order latency p99", limit: 10, unit: "milliseconds", before: 4, after: 4, grade: "seen" },
  risk: 0.02,
  confidence: 1,
  before: { priced: true, monthlyUsd: 204_984, lines: [] },
  after: { priced: true, monthlyUsd: 136_656, lines: [] },
  disruption: { effect: "online", minutes: 15 },
  rollback: { how: "", precondition: null, rtoMinutes: 30, rpoMinutes: 0 },
};
const totals: Recommendations["totals"] = { monthlyBeforeUsd: 204_984, monthlyAfterUsd: 136_656, unpriced: [] };

test("a what-if is named as one before anything else, on the terminal, in the page and by explain; what decides by the policy is not", () => {
  const whatIf = { minConfidence: { policy: 0.5, run: 0.7 } };
  const unchanged = [{ component: "cache", reason: "no change" }];
  const some = recommending([], { whatIf, unchanged });
  const line = "What-if: confidence 0.7 in place of the policy's 0.5.";
  expect(summaryText(some).split("\n")[0]).toBe(line);
  expect(explain(some, "cache").split("\n")[0]).toBe(line);
  expect(summaryMarkdown(some)).toMatch(/^# trading: what to turn\n\n\*\*What-if:\*\* confidence 0\.7 in place of the policy's 0\.5\.\n/);
  expect(explanationOf(some, "cache")).toMatchObject({ whatIf });
  const plain = recommending([], { unchanged });
  expect(summaryText(plain) + summaryMarkdown(plain) + explain(plain, "cache")).not.toMatch(/what-if/i);
});

describe("on a terminal", () => {
  const text = summaryText(recommending([], { recommendations: [shrunk], totals }), { width: 120, cuts: true });

  test("the source of the measurements stands first, with their window", () => {
    const snapshot = { hash: "a", source: "csv", startEpoch: 0, endEpoch: 90 * 86_400 } as const;
    expect(summaryText(recommending([], { snapshot })).split("\n")[0]).toBe(
      "Measurements: csv, 1970-01-01 00:00 to 1970-04-01 00:00 UTC (90 days)",
    );
  });

  test("a table says what is turned, and a line what it saves", () => {
    expect(text).toMatch(/^\| cache +\| replicas_per_shard 2 → 1 +\| \$204,984\.00 \| \$136,656\.00 \| 2\.00 % \| +1 \|$/m);
    expect(text).toMatch(/\$204,984\.00 → \$136,656\.00 a month at list prices, \$68,328\.00 less\./);
  });

  test.each([80, 100, 120])("at a width of %s no line is longer, and nothing is left out", (width) => {
    const unchanged = [{ component: "database", reason: `no change: ${"no measurements of database; ".repeat(20)}` }];
    const narrow = summaryText(recommending([], { recommendations: [shrunk], totals, unchanged }), { width, cuts: true });
    for (const line of narrow.split("\n")) expect(line.length).toBeLessThanOrEqual(width);
    for (const said of ["replicas_per_shard 2 → 1", "node_type cache.r6gd.8xlarge → cache.r6gd.4xlarge", "$136,656.00", "2.00 %"]) {
      expect(narrow).toContain(said);
    }
  });

  test("a reason that is too long is cut on a terminal, where explain has all of it, and told in full in a pipe", () => {
    const reason = `${Array.from({ length: 30 }, (_, i) => `clause ${i}`).join("; ")} and its end`;
    const some = recommending([], { unchanged: [{ component: "database", reason }] });
    const inFull = (text: string) => text.replace(/\s+/g, " ").includes(`database: ${reason}`);
    expect(inFull(summaryText(some, { width: 100, cuts: true }))).toBe(false);
    expect(inFull(summaryText(some))).toBe(true);
    expect(summaryText(some)).not.toContain("…");
  });

  test("growth costs more, and the line says so", () => {
    const dearer = { monthlyBeforeUsd: 100, monthlyAfterUsd: 150.5, unpriced: [] };
    expect(summaryText(recommending([], { recommendations: [shrunk], totals: dearer }))).toContain("$50.50 more.");
  });

  test("where nothing is recommended there is neither an empty table nor a saving of nothing", () => {
    const nothing = summaryText(recommending([], { totals: { monthlyBeforeUsd: 100, monthlyAfterUsd: 100, unpriced: [] } }));
    expect(nothing).toContain("No change is recommended.\nSized components: $100.00 a month at list prices.");
    expect(nothing).not.toMatch(/\+---|less|→/);
  });

  test("what is not counted is a line for each component; all of it stands in the page", () => {
    const unpriced = ["orders: reads: the quantity is not known", "orders: writes: the quantity is not known", "cache: no SKU matches"];
    const some = recommending([], { totals: { ...totals, unpriced } });
    expect(summaryText(some)).toContain("Not counted:\n  orders: reads: the quantity is not known; and 1 more\n  cache: no SKU matches");
    for (const entry of unpriced) expect(summaryMarkdown(some)).toContain(`- ${entry}\n`);
  });

  test("what stays says why in a line, without saying again that it stays", () => {
    const unchanged = [{ component: "trades", reason: "no change: coverage 86.6 % < 95 %" }];
    expect(summaryText(recommending([], { unchanged }))).toContain("\n  trades: coverage 86.6 % < 95 %");
  });
});

test("what the former values alone do not bring back is told with its way back, on the terminal and in the page", () => {
  const rollback = { how: "Restore from a snapshot: <b>it is another cluster.", precondition: null, rtoMinutes: 270, rpoMinutes: 1440 };
  const oneWay = { ...shrunk, disruption: { effect: "one-way", minutes: 5 }, rollback };
  const some = recommending([], { recommendations: [oneWay], totals });
  expect(summaryText(some)).toContain("\n  cache: Restore from a snapshot: <b>it is another cluster. RTO 270 min, RPO 1440 min.\n");
  expect(summaryMarkdown(some)).toMatch(/## One-way\n\n.*\n\n- cache: Restore from a snapshot: \\<b>it .* RPO 1440 min\.\n/);
  const plain = recommending([], { recommendations: [shrunk], totals });
  expect(summaryText(plain) + summaryMarkdown(plain)).not.toMatch(/one-way/i);
});

describe("what the rows add up to", () => {
  const unchanged = [
    { component: "database", reason: "no change: short", monthlyUsd: 40_000 },
    { component: "accelerator", reason: "no change: no rule", monthlyUsd: 6_821.47 },
    { component: "queue", reason: "no change: cannot be sized yet" },
  ];
  const all = { monthlyBeforeUsd: 251_805.47, monthlyAfterUsd: 183_477.47, unpriced: [] };
  const some = recommending([], { recommendations: [shrunk], totals: all, unchanged });

  test("components that stay have a row, and the last one is the total", () => {
    expect(summaryText(some)).toMatch(/unchanged +\| 2 components +\| +\$46,821\.47 \| +\$46,821\.47 /);
    expect(summaryText(some)).toMatch(/total +\| +\| \$251,805\.47 \| \$183,477\.47 /);
    expect(summaryMarkdown(some)).toContain("| unchanged | 2 components | $46,821.47 | $46,821.47 |");
  });

  test("each that stays says what it costs", () => {
    expect(summaryText(some)).toContain("database ($40,000.00): short");
  });
});

test.each(["seen", "unproven"] as const)("evidence that is %s is called so", (grade) => {
  const some = recommending([], { recommendations: [{ ...shrunk, slo: { ...shrunk.slo, grade } }], totals });
  expect(summaryText(some)).toMatch(new RegExp(`Evidence for the SLO: ${grade} \\(.*`));
  expect(summaryMarkdown(some)).toContain(`| 1 | ${grade} |`);
});

test("what no request waits for has no grade, and is called not applicable", () => {
  const slo = { ...shrunk.slo, grade: "not-applicable" } as const;
  const some = recommending([], { recommendations: [{ ...shrunk, slo }], totals });
  expect(summaryText(some)).toMatch(/Evidence for the SLO: not applicable \(no request queues for it\): \w+\./);
  expect(summaryMarkdown(some)).toContain("| 1 | not applicable |");
});

test("a policy without an objective of latency has no evidence for one, of no grade", () => {
  const some = recommending([], { recommendations: [{ ...shrunk, slo: NO_OBJECTIVE }], totals });
  expect(summaryText(some)).toContain("Evidence for the SLO: none, for the policy has no objective of latency.");
  expect(summaryMarkdown(some)).toContain("| 1 | no objective |");
  expect(summaryMarkdown(some)).not.toContain("unproven");
});

test("a value of a contract stays within its cell", () => {
  const some = recommending([], { recommendations: [{ ...shrunk, changes: [{ variable: "a", from: "x|<b>", to: "y" }] }], totals });
  expect(summaryMarkdown(some)).toContain("| a x\\|\\<b> → y |");
});

import type { Component } from "../../../contract";
import { analyze } from "../../../optimizer/analyze";
import { ASSESSORS } from "../../../optimizer/assessments";
import { dynamodbConsolidation } from "../../../optimizer/assessments/dynamodb-consolidation";
import type { Evidence } from "../../../optimizer/evidence";
import type { Assessment } from "../../../optimizer/plan/recommendation";
import { assessmentsMarkdown, assessmentsText } from "../../../optimizer/report/assessments";
import { explain } from "../../../optimizer/report/explain";
import { explanationOf } from "../../../optimizer/report/explanation";
import type { TableStream } from "../../../optimizer/telemetry";
import { tableResources } from "../../../stacks/inventory";
import { saasPolicy } from "../../../stacks/saas/policy";
import { consolidatedResources, TABLE_LAYOUTS, TABLES, type TableName } from "../../../stacks/saas/table-layouts";
import { saasContract } from "../../../stacks/saas/tunables";
import { evidence } from "../../support/evidence";
import { DAY, type Measure, type Measures, NOW, snapshotOf } from "../../support/snapshot";

const { tenants, users, audit_logs } = saasContract.components;
const components = { tenants, users };
const DAYS = 21;
const parameters = saasPolicy.rules["dynamodb-consolidation"];
type Layout = NonNullable<TableStream["layout"]>;
type Tables = Readonly<Record<string, Component>>;

const indexesOf = (name: string) => TABLES.flatMap((table) => (table === name ? [TABLE_LAYOUTS[table].indexes] : []))[0] ?? {};

const inventoryOf = (tables: Tables, consolidated = false) =>
  Object.fromEntries(
    Object.keys(tables).map((name) => [
      name,
      {
        region: "us-east-1",
        resources: [
          ...tableResources(name, Object.keys(indexesOf(name))),
          ...(consolidated && name === "users" ? consolidatedResources("accounts") : []),
        ],
      },
    ]),
  );
const busy = (reads: Measure | number, writes: Measure | number): Measures[string] => ({
  consumed_reads: reads,
  consumed_writes: writes,
  read_throttles: 0,
  write_throttles: 0,
});
const strings = (names: readonly string[]) => names.map((name) => ({ name, type: "S" as const }));
const layoutOf = (table: TableName, items = 1_000, bytes = 600_000): Layout => {
  const { hashKey, rangeKey, indexes } = TABLE_LAYOUTS[table];
  return {
    key: strings([hashKey, rangeKey]),
    indexes: Object.fromEntries(Object.entries(indexes).map(([name, key]) => [name, strings([key.hashKey, key.rangeKey])])),
    items,
    bytes,
  };
};
const activity = { fromEpoch: NOW - DAYS * DAY, toEpoch: NOW, calls: 0, records: 0, bytes: 0 };
const streamOf = (table: TableName, more: Partial<TableStream> = {}): TableStream => ({
  table,
  region: "us-east-1",
  stream: "arn:s",
  consumers: [],
  activity,
  layout: layoutOf(table),
  unknown: [],
  ...more,
});

interface World {
  readonly measures?: Measures;
  readonly tenants?: Partial<TableStream>;
  readonly users?: Partial<TableStream>;
  /** Tables that nobody described. */
  readonly undescribed?: readonly string[];
  readonly settings?: { readonly users?: Evidence["current"] };
}

function assessed({ measures = {}, settings, undescribed = [], ...streams }: World): Assessment {
  const options = {
    measures: { tenants: busy(90, 10), users: busy(80, 20), ...measures },
    components,
    inventory: inventoryOf(components),
    policy: saasPolicy,
    days: DAYS,
    minuteDays: 1,
  };
  const of = (name: "tenants" | "users"): Evidence => {
    const e = evidence(name, options);
    const { layout: described, ...stream } = streamOf(name, streams[name]);
    const told = described === undefined || undescribed.includes(name) ? stream : { ...stream, layout: described };
    return { ...e, stream: told, current: { ...e.current, ...(name === "users" ? settings?.users : {}) } };
  };
  const [found] = dynamodbConsolidation.assess([of("tenants"), of("users")], parameters);
  if (found === undefined) throw new Error("nothing was answered");
  return found;
}
const verdictOf = (world: World, check: string) => {
  const { verdict, checks } = assessed(world);
  return [verdict, checks.find((each) => each.check === check)?.pass];
};

describe("one table in place of two", () => {
  test("is possible where keys, access patterns and item sizes permit it, and says what it takes", () => {
    const {
      verdict,
      checks,
      next,
      components: pair,
      reason,
    } = assessed({
      tenants: { consumers: [{ type: "lambda", name: "tenant-events", arn: "arn:l", state: "Enabled" }] },
    });
    expect(verdict).toBe("yes");
    expect(checks.map(({ check, pass }) => `${check} ${pass}`)).toEqual(
      ["keys", "indexes", "access patterns", "item sizes", "throughput", "billing", "streams"].map((check) => `${check} true`),
    );
    expect(pair).toEqual(["tenants", "users"]);
    expect(reason).toContain("no dollars that are counted");
    expect(next.join("\n")).toMatch(/users_consolidated = true[\s\S]*lambda tenant-events[\s\S]*after 14 days without a read or a write/);
  });

  test.each<[string, World, string, Assessment["verdict"], boolean | null]>([
    [
      "accepts shares of reads that lie 25 % apart",
      { measures: { tenants: busy(75, 25), users: busy(50, 50) } },
      "access patterns",
      "yes",
      true,
    ],
    [
      "rejects shares that lie further apart",
      { measures: { tenants: busy(75.1, 24.9), users: busy(50, 50) } },
      "access patterns",
      "no",
      false,
    ],
    [
      "does not know it of a table whose reads are not known",
      { measures: { users: busy(Number.NaN, 20) } },
      "access patterns",
      "unknown",
      null,
    ],
    ["accepts items of 4,096 bytes", { users: { layout: layoutOf("users", 1_000, 4_096_000) } }, "item sizes", "yes", true],
    ["rejects items of one byte more on average", { users: { layout: layoutOf("users", 1_000, 4_097_000) } }, "item sizes", "no", false],
    ["accepts a table without items", { users: { layout: layoutOf("users", 0, 0) } }, "item sizes", "yes", true],
    [
      "accepts 36,000 units a second together",
      { measures: { tenants: busy(18_000, 10), users: busy(18_000, 20) } },
      "throughput",
      "yes",
      true,
    ],
    ["rejects one unit more", { measures: { tenants: busy(18_000, 10), users: busy(18_001, 20) } }, "throughput", "no", false],
    ["rejects another billing mode", { settings: { users: { billing_mode: "PROVISIONED" } } }, "billing", "no", false],
    ["does not know it where a table was not described", { undescribed: ["users"] }, "keys", "unknown", null],
    ["does not know it where readers of the stream are not known", { users: { unknown: ["pipes: denied"] } }, "streams", "unknown", null],
    ["rejects readers that nobody can name", { users: { activity: { ...activity, calls: 9 } } }, "streams", "no", false],
  ])("%s", (_name, world, check, verdict, pass) => {
    expect(verdictOf(world, check)).toEqual([verdict, pass]);
  });

  const withKey = (key: Layout): World => ({ users: { layout: key } });
  const layout = layoutOf("users");
  test.each<[string, World, boolean]>([
    ["a partition key that is a number", withKey({ ...layout, key: [{ name: "user_id", type: "N" }] }), false],
    [
      "a partition key of an index that is a number",
      withKey({ ...layout, indexes: { ...layout.indexes, ByEmail: [{ name: "email", type: "N" }] } }),
      false,
    ],
    ["sort keys of two types", withKey({ ...layout, key: [...strings(["user_id"]), { name: "at", type: "N" }] }), false],
    ["no sort key in one of them", withKey({ ...layout, key: strings(["user_id"]) }), true],
    [
      "a number in an index that is to go",
      {
        ...withKey({ ...layout, indexes: { ...layout.indexes, ByRole: [{ name: "role", type: "N" }] } }),
        settings: { users: { indexes: ["ByEmail", "ByTenant", "ByStatus"] } },
      },
      true,
    ],
  ])("keys: %s", (_name, world, pass) => {
    expect(verdictOf(world, "keys")).toEqual([pass ? "yes" : "no", pass]);
  });

  const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`i${i}`, strings(["user_id"])]));
  test.each([
    [20, true],
    [21, false],
  ])("%d indexes in one of them: %s", (count, pass) => {
    const indexes = many(count);
    const world = { users: { layout: { ...layout, indexes } }, settings: { users: { indexes: Object.keys(indexes) } } };
    expect(verdictOf(world, "indexes")).toEqual([pass ? "yes" : "no", pass]);
  });
});

/** Used until so many days before the end; a multiple of the tiers' periods. */
const until =
  (daysBefore: number, value = 5): Measure =>
  ({ epoch }) =>
    epoch < NOW - daysBefore * DAY ? value : 0;

describe("a former table, once the shared one stands", () => {
  const removal = (measures: Measures[string], tables: Tables = { users }) =>
    dynamodbConsolidation.assess(
      Object.keys(tables).map((name) =>
        evidence(name, {
          measures: { users: measures, tenants: busy(0, 0), audit_logs: busy(1, 1) },
          components: tables,
          inventory: inventoryOf(tables, true),
          policy: saasPolicy,
          values: { users_consolidated: true },
          days: DAYS,
          minuteDays: 1,
        }),
      ),
      parameters,
    );
  const own =
    (measure: Measure | number): Measure =>
    (point, resource) =>
      resource.dimensions.TableName === "accounts" ? 100 : typeof measure === "number" ? measure : measure(point, resource);

  test.each<[string, Measure | number, Measure | number, Assessment["verdict"], number]>([
    ["may go after 14 days without a read or a write", until(14), until(14), "yes", 14],
    ["stays after 13 days", until(13), until(13), "no", 13],
    ["stays a minute before the fourteenth day is over", until(14 - 1 / 288), until(20), "no", 13],
    ["stays where one write came 13 days ago", until(20), until(13), "no", 13],
    ["stays while it is used", 5, 5, "no", 0],
    ["may go where the whole window is silent", 0, 0, "yes", DAYS],
    ["is not known where the last 13 days alone are measured", ({ epoch }) => (epoch < NOW - 13 * DAY ? Number.NaN : 0), 0, "unknown", 13],
  ])("%s", (_name, reads, writes, verdict, quietDays) => {
    const [found] = removal(busy(own(reads), own(writes)));
    expect([found?.verdict, found?.checks[0]?.numbers]).toEqual([verdict, { quietDays, needed: 14 }]);
  });

  test("stays where an index of it is still asked", () => {
    const [found] = removal(busy((_point, { name }) => (name === "ByEmail" ? 1 : 0), 0));
    expect(found?.verdict).toBe("no");
  });

  test("is asked of every table that has fallen silent, and of none that is in use", () => {
    expect(removal(busy(own(0), own(0)), { tenants, users, audit_logs }).map(({ components: [name] }) => name)).toEqual([
      "tenants",
      "users",
    ]);
  });
});

describe("in reports", () => {
  const decided = analyze(
    snapshotOf({
      measures: { tenants: busy(90, 10), users: busy(80, 20), audit_logs: busy(10, 90) },
      components: { tenants, users, audit_logs },
      inventory: inventoryOf({ tenants, users, audit_logs }),
      policy: { ...saasPolicy, slos: [], scaleUpTriggers: [] },
      days: DAYS,
      minuteDays: 1,
    }),
  );

  test("every two tables are told of, in the summary, in Markdown and as data", () => {
    expect(decided.assessments?.map(({ components: pair, verdict }) => [...pair, verdict])).toEqual([
      ["audit_logs", "tenants", "no"],
      ["audit_logs", "users", "no"],
      ["tenants", "users", "unknown"],
    ]);
    expect(assessmentsText(decided, { width: 100, cuts: true })[3]).toContain(
      "one table in place of tenants and users: not known: keys and contents of tenants and users",
    );
    expect(assessmentsMarkdown(decided)).toContain(
      `**one table in place of tenants and users: not known.** ${decided.assessments?.[2]?.reason}`,
    );
    expect(explanationOf(decided, "users").assessments).toHaveLength(2);
  });

  test("explain names the checks, and says all of each in detail", () => {
    const [short, long] = [explain(decided, "users"), explain(decided, "users", { detail: true })];
    expect(short).toContain("?? keys, ?? indexes, NO access patterns, ?? item sizes, ok throughput, ok billing, ?? streams");
    expect(long).toContain("NO  access patterns: 10.0 % of audit_logs's units and 80.0 % of users's are reads");
    expect(short.split("\n").length).toBeLessThanOrEqual(40);
  });

  test("nothing is said where the policy does not ask", () => {
    expect(assessmentsText({ ...decided, assessments: [] }, { width: 100, cuts: true })).toEqual([]);
    expect(ASSESSORS.map(({ name }) => name)).toEqual(["dynamodb-consolidation"]);
  });
});

import type { Delta } from "../../../optimizer/plan/recommendation";
import type { Agreed } from "../../../optimizer/rollout";
import {
  agreed,
  type ChangeJson,
  constant,
  type PlanJson,
  problemsOf,
  type ResourceJson,
  refs,
  type Tree,
} from "../../support/plan-check/plan-json";

const TABLE = "aws_dynamodb_table.orders";
const TARGET = "aws_appautoscaling_target.orders";
const GROUP = "aws_autoscaling_group.web";
const CLUSTER = "aws_elasticache_replication_group.cache";

const table: ResourceJson = { address: TABLE, expressions: { billing_mode: refs("var.orders_billing_mode") } };
const repeated: ResourceJson = { address: TARGET, for_each_expression: refs("var.orders_billing_mode", `${TABLE}.name`) };
const fixed: ResourceJson = { address: TARGET, expressions: { mode: refs("var.orders_billing_mode") } };
const made = (address: string): ChangeJson => ({ address, actions: ["create"], after: {} });
const destroyed = (address: string): ChangeJson => ({ address, actions: ["delete"], before: {} });

/** A step of one delta; nothing is overridden but that. */
const turning = (delta: Delta): Partial<Agreed> => ({ deltas: [delta], values: {}, overrideBytes: null, receipt: null });

describe("what is made", () => {
  test.each<[string, PlanJson, string | undefined]>([
    ["may be, by a for_each of a turned variable", { resources: [repeated], changes: [made(`${TARGET}["table/read"]`)] }, undefined],
    [
      "may be, by a count of one",
      { resources: [{ address: TARGET, count_expression: refs("var.web_min_size") }], changes: [made(`${TARGET}[0]`)] },
      undefined,
    ],
    [
      "may not be, where only an argument is made of one",
      { resources: [fixed], changes: [made(TARGET)] },
      "count or for_each would have to",
    ],
    [
      "may not be, by a for_each of other variables",
      { resources: [{ address: TARGET, for_each_expression: refs("var.cache_shards") }], changes: [made(`${TARGET}["a"]`)] },
      "depends on nothing",
    ],
    [
      "may not be, by a constant count",
      { resources: [{ address: TARGET, count_expression: constant(1) }], changes: [made(`${TARGET}[0]`)] },
      "depends on nothing",
    ],
  ])("%s", (_name, plan, problem) => {
    expect(problemsOf(plan)).toEqual(problem === undefined ? [] : [expect.stringContaining(problem)]);
  });
});

describe("what is destroyed", () => {
  test.each<[string, PlanJson, string | undefined]>([
    [
      "may be, where the change table announces it for the for_each's variable",
      { resources: [repeated], changes: [destroyed(`${TARGET}["table/read"]`)] },
      undefined,
    ],
    [
      "may not be, where it announces no such thing",
      { resources: [{ address: GROUP, count_expression: refs("var.web_min_size") }], changes: [destroyed(`${GROUP}[0]`)] },
      "announces no such thing for web_min_size",
    ],
    [
      "may not be, where the type is announced but no turned variable decides on it",
      { resources: [fixed], changes: [destroyed(TARGET)] },
      "depends on nothing",
    ],
    [
      "may not be, where the code no longer has it",
      { resources: [], changes: [destroyed(`${TARGET}["table/read"]`)] },
      "depends on nothing",
    ],
    ["may not be forgotten either", { resources: [table], changes: [{ ...destroyed(TABLE), actions: ["forget"] }] }, "forget"],
  ])("%s", (_name, plan, problem) => {
    expect(problemsOf(plan)).toEqual(problem === undefined ? [] : [expect.stringContaining(problem)]);
  });

  test("changes what refers to it", () => {
    const list: ResourceJson = { address: "aws_ssm_parameter.targets", expressions: { value: refs(TARGET) } };
    const changes = [{ address: "aws_ssm_parameter.targets", before: { value: "two" }, after: { value: "none" } }];
    expect(problemsOf({ resources: [repeated, list], changes: [destroyed(`${TARGET}["table/read"]`), ...changes] })).toEqual([]);
    expect(problemsOf({ resources: [repeated, list], changes })).toHaveLength(1);
  });
});

describe("what is replaced", () => {
  const other = { variable: "cache_node_type", from: "cache.r6gd.2xlarge", to: "cache.r6g.large" } as const;
  const cluster: ResourceJson = { address: CLUSTER, expressions: { node_type: refs("var.cache_node_type"), port: constant(6379) } };
  const replaced = (before: Tree, after: Tree): ChangeJson => ({
    address: CLUSTER,
    actions: ["delete", "create"],
    before: { node_type: "a", port: 6379, arn: "x", ...before },
    after: { node_type: "b", port: 6379, ...after },
    unknown: { arn: true },
  });
  const variables = { cache_node_type: other.from };

  test("may be where the change table announces it", () => {
    expect(problemsOf({ resources: [cluster], changes: [replaced({}, {})], variables }, turning(other))).toEqual([]);
  });

  test("may not be where it does not", () => {
    const resized = turning({ ...other, to: "cache.r6gd.xlarge" });
    expect(problemsOf({ resources: [cluster], changes: [replaced({}, {})], variables }, resized)).toEqual([
      expect.stringContaining("announces no such thing"),
    ]);
  });

  test("may not be for another argument as well", () => {
    const both = replaced({ port: 6380 }, {});
    expect(problemsOf({ resources: [cluster], changes: [both], variables }, turning(other))).toEqual([
      expect.stringContaining(`replace ${CLUSTER}: port 6380 → 6379`),
    ]);
  });

  test("may be made in a second run, after the first died between destroying and making it", () => {
    expect(problemsOf({ resources: [cluster], changes: [made(CLUSTER)], variables }, turning(other))).toEqual([]);
    const resized = turning({ ...other, to: "cache.r6gd.xlarge" });
    expect(problemsOf({ resources: [cluster], changes: [made(CLUSTER)], variables }, resized)).toHaveLength(1);
  });

  test("gives new ids to what refers to it", () => {
    const policy: ResourceJson = { address: "aws_iam_policy.p", expressions: { policy: refs(`${CLUSTER}.arn`) } };
    const change = { address: "aws_iam_policy.p", before: { policy: "x" }, after: {}, unknown: { policy: true } };
    expect(problemsOf({ resources: [cluster, policy], changes: [replaced({}, {}), change], variables }, turning(other))).toEqual([]);
    expect(problemsOf({ resources: [cluster, policy], changes: [change], variables }, turning(other))).toHaveLength(1);
  });
});

test("a change that an API call has to come before, and did not, is refused", () => {
  const back = turning({ variable: "orders_billing_mode", from: "PAY_PER_REQUEST", to: "PROVISIONED" });
  const [onDemand, capacity] = [{ billing_mode: "PAY_PER_REQUEST" }, { billing_mode: "PROVISIONED" }];
  const update = (before: Tree, after: Tree): PlanJson => ({
    resources: [table],
    changes: [{ address: TABLE, before, after }],
    variables: {},
  });
  expect(problemsOf(update(onDemand, capacity), back)).toEqual([expect.stringContaining("needs an API call before")]);
  expect(problemsOf(update(capacity, capacity), back)).toEqual([]);
  expect(problemsOf({ ...update(capacity, onDemand), variables: agreed.values })).toEqual([]);
});

describe("inside a module", () => {
  const inner = { address: GROUP, expressions: { min_size: refs("var.size"), note: constant("b"), zone: refs("each.value") } };
  const called = (expressions: Tree, more: Tree = {}): Tree => ({
    module_calls: {
      fleet: { expressions, module: { resources: [inner], outputs: { name: { expression: refs(`${GROUP}.min_size`) } } }, ...more },
    },
  });
  const address = `module.fleet["a.b"].${GROUP}["c]d"]`;
  const change = (before: Tree, after: Tree): ChangeJson => ({
    address,
    before: { min_size: 15, ...before },
    after: { min_size: 6, ...after },
  });

  test("its variables are what the call gives them", () => {
    expect(problemsOf({ root: called({ size: refs("var.web_min_size") }), changes: [change({}, {})] })).toEqual([]);
    expect(problemsOf({ root: called({ size: refs("var.web_max_size") }), changes: [change({}, {})] })).toEqual([
      expect.stringContaining(`${address}: min_size 15 → 6`),
    ]);
    expect(problemsOf({ root: called({}), changes: [change({}, {})] })).toHaveLength(1);
  });

  test("each argument is judged for itself", () => {
    const root = called({ size: refs("var.web_min_size"), other: refs("var.web_min_size") });
    expect(problemsOf({ root, changes: [change({ note: "a" }, { note: "b" })] })).toEqual([expect.stringContaining('note "a" → "b"')]);
  });

  test("its outputs carry a change on", () => {
    const reader: ResourceJson = { address: "aws_ssm_parameter.size", expressions: { value: refs("module.fleet.name") } };
    const read = { address: "aws_ssm_parameter.size", before: { value: "15" }, after: { value: "6" } };
    const root = { ...called({ size: refs("var.web_min_size") }), resources: [reader] };
    expect(problemsOf({ root, changes: [change({}, {}), read] })).toEqual([]);
    expect(problemsOf({ root, changes: [read] })).toHaveLength(1);
  });

  test("the count of its call makes and destroys as its resources' own does", () => {
    const [creation] = [{ address, actions: ["create"], after: {} }];
    expect(problemsOf({ root: called({}, { count_expression: refs("var.web_min_size") }), changes: [creation] })).toEqual([]);
    expect(problemsOf({ root: called({}, { count_expression: constant(2) }), changes: [creation] })).toHaveLength(1);
  });
});

import {
  type ChangeJson,
  checked,
  constant,
  type PlanJson,
  problemsOf,
  type ResourceJson,
  refs,
  type Tree,
  TURNED,
} from "../../support/plan-check/plan-json";

const TEMPLATE = "aws_launch_template.web";
const GROUP = "aws_autoscaling_group.web";

/** A group and its template; the step turns `web_min_size`. */
const group = (expressions: ResourceJson["expressions"], more: Partial<ResourceJson> = {}): ResourceJson => ({
  address: GROUP,
  expressions: { min_size: refs("var.web_min_size"), ...expressions },
  ...more,
});
const turning = (before: Tree, after: Tree, more: Partial<ChangeJson> = {}): ChangeJson => ({
  address: GROUP,
  before: { min_size: 15, ...before },
  after: { min_size: 6, ...after },
  ...more,
});
const other = (text: string) => [expect.stringContaining(`update ${GROUP}: ${text}`)];

describe("beside an agreed change, one of another argument is", () => {
  test.each<[string, ResourceJson, ChangeJson, unknown[]]>([
    ["accepted where a turned variable makes it as well", group({ size: refs("var.web_min_size") }), turning({ size: 1 }, { size: 2 }), []],
    [
      "accepted where it is made of a turned variable among others",
      group({ size: refs("var.web_max_size", "var.web_min_size") }),
      turning({ size: 1 }, { size: 2 }),
      [],
    ],
    ["refused where the code has a constant", group({ size: constant(2) }), turning({ size: 1 }, { size: 2 }), other("size 1 → 2 comes")],
    [
      "refused where it is made of what is not turned",
      group({ size: refs("var.web_max_size") }),
      turning({ size: 1 }, { size: 2 }),
      other("size 1 → 2"),
    ],
    ["refused where the code computes it from nothing", group({ size: {} }), turning({ size: 1 }, { size: 2 }), other("size 1 → 2")],
    [
      "refused where the code does not set it and it was set by hand",
      group({}),
      turning({ note: "by hand" }, { note: null }),
      other('note "by hand" → null'),
    ],
    [
      "refused where the code leaves it at the provider's default",
      group({}),
      turning({ protected: true }, { protected: false }),
      other("protected true → false"),
    ],
    ["accepted where only the provider computes it anew", group({}), turning({ version: 1 }, {}, { unknown: { version: true } }), []],
    [
      "accepted where an empty value becomes none",
      group({}),
      turning({ note: "", list: [{ a: "" }] }, { note: null, list: [{ a: null }] }),
      [],
    ],
  ])("%s", (_name, resource, change, expected) => {
    expect(problemsOf({ resources: [resource], changes: [change] })).toEqual(expected);
  });
});

test("what only the provider computes speaks for no change", () => {
  const change: ChangeJson = { address: GROUP, before: { version: 1 }, after: {}, unknown: { version: true } };
  expect(problemsOf({ resources: [group({})], changes: [change] })).toEqual(other("depends on nothing that this step turns"));
});

test("an update in which a plan shows no difference rests on what the resource is made of", () => {
  const bare = { address: GROUP, before: { min_size: 6 }, after: { min_size: 6 } };
  expect(problemsOf({ resources: [group({})], changes: [bare] })).toEqual([]);
  expect(problemsOf({ resources: [{ address: GROUP, expressions: {} }], changes: [bare] })).toEqual(other("depends on nothing"));
});

describe("an argument made of another resource's", () => {
  const template = (expressions: Tree): ResourceJson => ({ address: TEMPLATE, expressions });
  const launched = group({ launch_template: [{ version: refs(`${TEMPLATE}.latest_version`) }] }, {});
  const versions = {
    address: GROUP,
    before: { launch_template: [{ version: "1" }] },
    after: { launch_template: [{}] },
    unknown: { launch_template: [{ version: true }] },
  };
  const newVersion = (before: Tree, after: Tree): ChangeJson => ({
    address: TEMPLATE,
    before: { latest_version: 1, ...before },
    after,
    unknown: { latest_version: true },
  });

  test("follows a change of it that was agreed", () => {
    const plan = {
      resources: [template({ type: refs("var.web_min_size") }), launched],
      changes: [newVersion({ type: 1 }, { type: 2 }), versions],
    };
    expect(problemsOf(plan)).toEqual([]);
  });

  test("is refused with a change of it that was not", () => {
    const plan = { resources: [template({ type: constant(2) }), launched], changes: [newVersion({ type: 1 }, { type: 2 }), versions] };
    expect(problemsOf(plan)).toEqual([
      expect.stringContaining(`${TEMPLATE}: type 1 → 2`),
      expect.stringContaining(`${GROUP}: launch_template[0].version "1" → (known after apply)`),
    ]);
  });

  test("is refused where that one does not change, or not in this argument", () => {
    const named = group({ label: refs(`${TEMPLATE}.name`) });
    const change = turning({ label: "a" }, { label: "b" });
    const resources = [template({ type: refs("var.web_min_size"), name: constant("b") }), named];
    expect(problemsOf({ resources, changes: [change] })).toEqual(other('label "a" → "b"'));
    expect(problemsOf({ resources, changes: [newVersion({ type: 1 }, { type: 2 }), change] })).toEqual(other('label "a" → "b"'));
  });

  test("follows through a data source that is read from it", () => {
    const data: ResourceJson = {
      address: "data.aws_iam_policy_document.p",
      expressions: { statement: [{ resources: refs(`${TEMPLATE}.latest_version`) }] },
    };
    const policy = { address: "aws_iam_policy.p", expressions: { policy: refs("data.aws_iam_policy_document.p.json") } };
    const change = { address: "aws_iam_policy.p", before: { policy: "old" }, after: {}, unknown: { policy: true } };
    const resources = [data, policy, template({ type: refs("var.web_min_size") })];
    expect(problemsOf({ resources, changes: [newVersion({ type: 1 }, { type: 2 }), change] })).toEqual([]);
    expect(problemsOf({ resources, changes: [change] })).toEqual([
      expect.stringContaining('aws_iam_policy.p: policy "old" → (known after apply)'),
    ]);
  });
});

describe("in nested blocks", () => {
  const volumes = group({
    volume: [
      { device: constant("a"), iops: refs("var.web_min_size") },
      { device: constant("b"), iops: constant(100) },
    ],
  });
  const devices = (a: number, b: number) => [
    { device: "a", iops: a, computed: null },
    { device: "b", iops: b, computed: null },
  ];

  test("the argument of the one block that a turned variable sizes may change, in whatever order Terraform lists blocks", () => {
    expect(problemsOf({ resources: [volumes], changes: [turning({ volume: devices(1, 100) }, { volume: devices(2, 100) })] })).toEqual([]);
    expect(
      problemsOf({ resources: [volumes], changes: [turning({ volume: devices(1, 100) }, { volume: devices(2, 100).reverse() })] }),
    ).toEqual([]);
  });

  test("the same argument of another block may not", () => {
    const change = turning({ volume: devices(1, 90) }, { volume: devices(2, 100) });
    expect(problemsOf({ resources: [volumes], changes: [change] })).toEqual(other("volume[1].iops 90 → 100"));
  });

  test.each([
    ["added", devices(1, 100).slice(0, 1), devices(1, 100), 'volume[1] null → {"device":"b","iops":100,"computed":null}'],
    ["taken away", [...devices(1, 100), { device: "c", iops: 1 }], devices(1, 100), 'volume[2] {"device":"c","iops":1} → null'],
  ])("a block may not be %s", (_name, before, after, text) => {
    expect(problemsOf({ resources: [volumes], changes: [turning({ volume: before }, { volume: after })] })).toEqual(other(text));
  });

  test("what a dynamic block may have made goes with an agreed change, and is noted: the plan's JSON leaves dynamic blocks out", () => {
    const change = turning({ interface: [{ srd: true }] }, { interface: [] });
    const { problems, notes } = checked({ resources: [group({})], changes: [change] });
    expect({ problems, notes }).toEqual({ problems: [], notes: [expect.stringContaining(`${GROUP}: interface [{"srd":true}] → []`)] });
    const alone = { address: GROUP, before: { interface: [{ srd: true }] }, after: { interface: [] } };
    expect(problemsOf({ resources: [group({})], changes: [alone] })).toEqual(other("depends on nothing"));
  });
});

describe("indexes of a table, which DynamoDB takes away one at a time", () => {
  const INDEXES = ["by_day", "by_user"];
  const without = (from: readonly string[], to: readonly string[]) => ({ variable: "orders_indexes", from, to });
  const table = (names: readonly string[]): Tree => ({
    global_secondary_index: names.map((name) => ({ name, hash_key: "day" })),
    tags_all: { Component: "orders" },
  });
  const resources = [{ address: "aws_dynamodb_table.orders", expressions: { name: constant("orders") } }];
  const taking = (before: readonly string[], after: readonly string[]): PlanJson => ({
    resources,
    changes: [{ address: "aws_dynamodb_table.orders", before: table(before), after: table(after) }],
  });

  test.each<[string, readonly string[], readonly string[], readonly ReturnType<typeof without>[]]>([
    ["one goes", INDEXES, ["by_user"], [without(INDEXES, ["by_user"])]],
    ["one is left to go of an override that took both", ["by_user"], [], [without(INDEXES, [])]],
    ["two come", [], INDEXES, [without([], INDEXES)]],
    ["a whole phase is reviewed, whose steps take one each", INDEXES, [], [without(INDEXES, ["by_user"]), without(["by_user"], [])]],
  ])("accepted where %s", (_name, before, after, deltas) => {
    expect(problemsOf(taking(before, after), { deltas })).toEqual([]);
  });

  test("refused where two go together", () => {
    expect(problemsOf(taking(INDEXES, []), { deltas: [without(INDEXES, [])] })).toEqual([
      "update aws_dynamodb_table.orders: takes away by_day and by_user; one apply may take one global_secondary_index",
    ]);
  });
});

describe("tags", () => {
  const provider = (expressions: Tree) => ({ aws: { expressions: { default_tags: [{ tags: expressions }] } } });
  const all = (tags: Tree, more: Tree = {}) => ({ tags, tags_all: { Stack: "trading", ...tags, ...more } });
  const tagged = (tags: Tree) => group({ tags }, { provider_config_key: "aws" });

  test("of the resource change tags_all with them, which needs no word of its own", () => {
    const change = turning(all({ Size: "15" }), all({ Size: "6" }));
    expect(problemsOf({ resources: [tagged(refs("var.web_min_size"))], changes: [change] })).toEqual([]);
    expect(problemsOf({ resources: [tagged(constant({ Size: "6" }))], changes: [change] })).toEqual(
      other('tags {"Size":"15"} → {"Size":"6"}'),
    );
  });

  test("of the provider are edited in code", () => {
    const change = turning(all({}, { Phase: "one" }), all({}, { Phase: "two" }));
    expect(problemsOf({ resources: [tagged({})], changes: [change], providers: provider(constant({})) })).toEqual(other("tags_all"));
    expect(problemsOf({ resources: [tagged({})], changes: [change], providers: provider(refs("var.web_min_size")) })).toEqual([]);
  });
});

describe("of a local value the plan does not say what it is made of: it counts as made of its component's sizes", () => {
  const local = { address: TEMPLATE, expressions: { user_data: refs("local.everything") } };
  const change = (component: string | undefined): ChangeJson => {
    const tags = component === undefined ? {} : { tags_all: { Component: component } };
    return { address: TEMPLATE, before: { user_data: "a", ...tags }, after: { user_data: "b", ...tags } };
  };
  test.each<[string, string | undefined, boolean]>([
    ["of a component that is turned", "web", true],
    ["of one that is not", "cache", false],
    ["of none that a tag names", undefined, false],
  ])("%s", (_name, component, passes) => {
    expect(problemsOf({ resources: [local], changes: [change(component)] })).toHaveLength(passes ? 0 : 1);
  });
});

test("a resource whose tag names a component that is not turned stays out of it", () => {
  const tags = { tags_all: { Component: "cache" } };
  expect(problemsOf({ resources: [group({})], changes: [turning(tags, tags)] })).toEqual(
    other("belongs to cache, which this step does not turn"),
  );
});

describe("a problem says", () => {
  const sized = group({ size: refs("var.ami_id"), secret: constant("b"), policy: constant("b") });

  test("that somebody changed it outside Terraform, where the refresh found that", () => {
    const drift = [{ address: GROUP, before: { size: 2 }, after: { size: 1 } }];
    expect(problemsOf({ resources: [sized], changes: [turning({ size: 1 }, { size: 2 })], drift })).toEqual(
      other("size 1 → 2 undoes what was changed outside Terraform"),
    );
  });

  test("which variable outside the override it comes from", () => {
    const plan: PlanJson = {
      resources: [sized],
      changes: [turning({ size: 1 }, { size: 2 })],
      variables: { ...TURNED, ami_id: 2 },
      root: { variables: { ami_id: { default: 1 } } },
    };
    expect(problemsOf({ ...plan, root: { ...plan.root, resources: [sized] } })).toEqual(
      other("size 1 → 2 comes from ami_id, set outside the override"),
    );
  });

  test.each<[string, Partial<ChangeJson>]>([
    ["before", { beforeSensitive: { secret: true } }],
    ["after", { afterSensitive: { secret: true } }],
  ])("no secret, even one that is only secret %s", (_name, marks) => {
    const [problem] = problemsOf({ resources: [sized], changes: [turning({ secret: "hunter1" }, { secret: "hunter2" }, marks)] });
    expect(problem).toContain("secret (sensitive) → (sensitive)");
    expect(problem).not.toMatch(/hunter/);
  });

  test("no more of a long value than a line holds", () => {
    const [problem = ""] = problemsOf({ resources: [sized], changes: [turning({ policy: "x".repeat(5_000) }, { policy: "b" })] });
    expect(problem.length).toBeLessThan(250);
    expect(problem).toContain("…");
  });
});

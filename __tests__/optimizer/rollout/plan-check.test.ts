import { canonicalJson, InputError, type Receipt, type Values } from "../../../contract";
import { sha256 } from "../../../optimizer/overrides";
import type { Delta } from "../../../optimizer/plan/recommendation";
import { type Agreed, checkPlan, parsePlan } from "../../../optimizer/rollout";
import { smallContract } from "../../support/small-contract";

const contract = smallContract();
const values: Values = { web_min_size: 6, orders_billing_mode: "PAY_PER_REQUEST" };
const deltas: readonly Delta[] = [
  { variable: "web_min_size", from: 15, to: 6 },
  { variable: "orders_billing_mode", from: "PROVISIONED", to: "PAY_PER_REQUEST" },
];
const override = canonicalJson(values);
const receipt: Receipt = {
  version: 1,
  deployment: "trading",
  source: "aws",
  snapshot: { hash: "abc", startEpoch: 0, endEpoch: 1 },
  model: "1",
  overrideSha256: sha256(override),
  phase: 1,
  recommendations: [],
  defaults: {},
};
const agreed: Agreed = { contract, deltas, values, overrideBytes: override, receipt, loopback: false };

const variable = (name: string) => ({ references: [`var.${name}`] });
const configuration = {
  root_module: {
    resources: [
      { address: "aws_autoscaling_group.web", expressions: { min_size: variable("web_min_size") } },
      {
        address: "aws_autoscaling_policy.web",
        expressions: { group: { references: ["aws_autoscaling_group.web.name", "aws_autoscaling_group.web"] } },
      },
      { address: "aws_dynamodb_table.orders", expressions: { billing_mode: variable("orders_billing_mode") } },
      { address: "aws_appautoscaling_target.orders", expressions: {}, count_expression: variable("orders_billing_mode") },
      { address: "aws_elasticache_replication_group.cache", expressions: { num_node_groups: variable("cache_shards") } },
      { address: "aws_vpc.main", expressions: {} },
      { address: "aws_launch_template.web", expressions: { user_data: { references: ["local.everything"] } } },
    ],
  },
};

type Change = readonly [address: string, actions: readonly string[], component?: string];

const planWith = (changes: readonly Change[], variables: Values = values, more: object = {}) =>
  parsePlan(
    JSON.stringify({
      format_version: "1.2",
      variables: Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, { value }])),
      resource_changes: changes.map(([address, actions, component]) => ({
        address,
        mode: address.startsWith("data.") ? "data" : "managed",
        type: address.split(".")[0],
        change: { actions, before: null, after: component === undefined ? {} : { tags_all: { Component: component } } },
      })),
      configuration,
      ...more,
    }),
    "plan.json",
  );

const problems = (changes: readonly Change[], variables?: Values, more: Partial<Agreed> = {}) =>
  checkPlan(planWith(changes, variables), { ...agreed, ...more }).problems;

describe("a plan may hold", () => {
  test.each<[string, readonly Change[]]>([
    ["nothing", []],
    ["an update of what a turned variable sizes", [["aws_autoscaling_group.web", ["update"]]]],
    ["an update of what depends on that, two steps away", [["aws_autoscaling_policy.web", ["update"]]]],
    ["resources of a loop, by their keys", [['aws_autoscaling_group.web["us-east-1a"]', ["update"]]]],
    ["a destroy that the change table announces", [["aws_appautoscaling_target.orders[0]", ["delete"]]]],
    ["a creation that follows from a turned variable", [["aws_appautoscaling_target.orders[0]", ["create"]]]],
    [
      "reads and untouched resources",
      [
        ["data.aws_ami.x", ["read"]],
        ["aws_vpc.main", ["no-op"]],
      ],
    ],
    ["a change through locals, where its tag names a turned component", [["aws_launch_template.web", ["update"], "web"]]],
  ])("%s", (_name, changes) => {
    expect(problems(changes)).toEqual([]);
  });
});

describe("a plan may not hold", () => {
  test.each<[string, readonly Change[], string]>([
    ["a change that no turned variable explains", [["aws_vpc.main", ["update"]]], "depends on nothing that this step turns"],
    ["a change of a component that is not turned", [["aws_elasticache_replication_group.cache", ["update"]]], "depends on nothing"],
    ["a change whose tag names a component that is not turned", [["aws_autoscaling_group.web", ["update"], "cache"]], "belongs to cache"],
    ["a replacement that is not announced", [["aws_autoscaling_group.web", ["delete", "create"]]], "replace aws_autoscaling_group.web"],
    ["a destroy that is not announced", [["aws_dynamodb_table.orders", ["delete"]]], "destroy aws_dynamodb_table.orders"],
    ["a resource that is only forgotten", [["aws_dynamodb_table.orders", ["forget"]]], "forget aws_dynamodb_table.orders"],
    ["a change through locals without a tag", [["aws_launch_template.web", ["update"]]], "depends on nothing"],
  ])("%s", (_name, changes, problem) => {
    expect(problems(changes)).toEqual([expect.stringContaining(problem)]);
  });

  test("other values than the override's, or than the defaults of what is not overridden", () => {
    expect(problems([], { ...values, web_min_size: 9, cache_shards: 4 })).toEqual([
      "variable web_min_size is 9 in the plan and 6 by contract and override",
      "variable cache_shards is 4 in the plan and 15 by contract and override",
    ]);
  });

  test("nothing of a variable that the override sets", () => {
    expect(problems([], { web_min_size: 6 })).toEqual(["the plan knows no variable orders_billing_mode, which the override sets"]);
  });

  test("everything wrong at once: all of it is named", () => {
    const all: readonly Change[] = [
      ["aws_vpc.main", ["update"]],
      ["aws_dynamodb_table.orders", ["delete"]],
    ];
    expect(problems(all, { ...values, web_min_size: 9 }, { receipt: { ...receipt, deployment: "ml" } })).toHaveLength(4);
  });

  test("a change that an API call has to come before, and did not", () => {
    const back: Delta = { variable: "orders_billing_mode", from: "PAY_PER_REQUEST", to: "PROVISIONED" };
    const provisioned = { ...agreed, deltas: [back], values: {}, overrideBytes: null, receipt: null };
    const update = (before: object, after: object) =>
      parsePlan(
        JSON.stringify({
          format_version: "1.2",
          resource_changes: [
            {
              address: "aws_dynamodb_table.orders",
              mode: "managed",
              type: "aws_dynamodb_table",
              change: { actions: ["update"], before, after },
            },
          ],
          configuration,
        }),
        "plan.json",
      );
    const [onDemand, capacity] = [{ billing_mode: "PAY_PER_REQUEST" }, { billing_mode: "PROVISIONED" }];
    expect(checkPlan(update(onDemand, capacity), provisioned).problems).toEqual([expect.stringContaining("needs an API call before")]);
    expect(checkPlan(update(capacity, capacity), provisioned).problems).toEqual([]);
    expect(checkPlan(update(capacity, onDemand), agreed).problems).toEqual([
      expect.stringContaining("knows no variable"),
      expect.stringContaining("knows no variable"),
    ]);
  });

  test("less than everything", () => {
    expect(checkPlan(planWith([], values, { complete: false }), agreed).problems).toEqual([expect.stringContaining("-target")]);
    expect(checkPlan(planWith([], values, { complete: true }), agreed).problems).toEqual([]);
  });

  test("half a plan", () => {
    expect(checkPlan(planWith([], values, { errored: true }), agreed).problems).toEqual(["the plan ended with errors and is incomplete"]);
  });
});

describe("a receipt", () => {
  const simulated = { receipt: { ...receipt, source: "simulator" } } as const;
  test.each<[string, Partial<Agreed>, boolean]>([
    ["from measurements in AWS", {}, true],
    ["from the simulator, towards AWS", simulated, false],
    ["from the simulator, towards loopback", { ...simulated, loopback: true }, true],
    ["of another deployment", { receipt: { ...receipt, deployment: "ml" } }, false],
    ["from the simulator, of an override that was edited since", { receipt: { ...simulated.receipt, overrideSha256: "other" } }, false],
  ])("%s", (_name, more, fits) => {
    expect(problems([], more.values ?? values, more)).toHaveLength(fits ? 0 : 1);
  });
});

test.each<[string, Partial<Agreed>, string]>([
  ["edited after its receipt was written", { receipt: { ...receipt, overrideSha256: "other" } }, "edited by hand"],
  ["without a receipt", { receipt: null }, "no receipt"],
])("an override %s is a person's right, and is noted", (_name, more, note) => {
  expect(checkPlan(planWith([]), { ...agreed, ...more })).toMatchObject({ problems: [], notes: [expect.stringContaining(note)] });
});

test.each([["text"], ["{}"], ['{"format_version":"0.2","configuration":{"root_module":{}}}']])("%s is no plan", (text) => {
  expect(() => parsePlan(text, "plan.json")).toThrow(InputError);
});

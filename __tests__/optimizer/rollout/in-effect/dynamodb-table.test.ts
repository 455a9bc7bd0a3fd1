import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { changeOf, type Resource, type TunableValue } from "../../../../contract";
import { askedOf, tableOutstanding } from "../../../../optimizer/rollout/live/in-effect/dynamodb-table";
import { tableResources } from "../../../../stacks/inventory";
import { clientOf } from "../../../support/wire";

const account = clientOf(DynamoDBClient, { maxAttempts: 1 });

const index = (IndexName: string, IndexStatus = "ACTIVE") => ({ IndexName, IndexStatus });
const TABLE = {
  TableName: "saas-users",
  TableStatus: "ACTIVE",
  BillingModeSummary: { BillingMode: "PAY_PER_REQUEST" },
  GlobalSecondaryIndexes: [index("ByEmail"), index("ByTenant")],
};
const ON = { StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" }, LatestStreamArn: "arn" };
const BOTH = ["ByEmail", "ByTenant"];

/** What a table still lacks, as it is described; undefined where there is none. */
function outstanding(tunable: string, from: TunableValue, to: TunableValue, table: object | undefined = {}) {
  const described = table === undefined ? { failure: "ResourceNotFoundException" } : { Table: { ...TABLE, ...table } };
  return tableOutstanding(account({ DescribeTable: described }), { table: "saas-users", turned: { tunable, from, to } });
}

test.each<[string, string, TunableValue, TunableValue, object]>([
  ["an index that is gone", "indexes", ["ByEmail", "ByTenant", "ByRole"], BOTH, {}],
  ["an index that is there", "indexes", ["ByEmail"], BOTH, {}],
  ["the last index that is gone", "indexes", ["ByEmail"], [], { GlobalSecondaryIndexes: undefined }],
  ["a stream that is off, and no longer described", "stream", true, false, {}],
  ["a stream that is off, and described as off", "stream", true, false, { StreamSpecification: { StreamEnabled: false } }],
  ["a stream that is on", "stream", false, true, ON],
  ["a table that is on demand", "billing_mode", "PROVISIONED", "PAY_PER_REQUEST", {}],
  ["a table that was never on demand", "billing_mode", "PAY_PER_REQUEST", "PROVISIONED", { BillingModeSummary: undefined }],
])("in effect: %s", async (_name, tunable, from, to, table) => {
  expect(await outstanding(tunable, from, to, table)).toEqual([]);
});

test.each<[string, string, TunableValue, TunableValue, object, readonly string[]]>([
  [
    "an index that is being deleted",
    "indexes",
    BOTH,
    ["ByEmail"],
    { GlobalSecondaryIndexes: [index("ByEmail"), index("ByTenant", "DELETING")] },
    ["its index ByTenant is DELETING", "its index ByTenant is still there"],
  ],
  ["an index that nobody has begun to delete", "indexes", BOTH, ["ByEmail"], {}, ["its index ByTenant is still there"]],
  [
    "an index that is being filled",
    "indexes",
    ["ByEmail"],
    BOTH,
    { GlobalSecondaryIndexes: [index("ByEmail"), index("ByTenant", "CREATING")] },
    ["its index ByTenant is CREATING"],
  ],
  ["an index that nobody has begun to make", "indexes", BOTH, [...BOTH, "ByRole"], {}, ["it has no index ByRole yet"]],
  ["a stream that is still on", "stream", true, false, ON, ["its stream is still on"]],
  ["a stream that is still off", "stream", false, true, {}, ["its stream is not on yet"]],
  ["a table at work", "stream", true, false, { TableStatus: "UPDATING" }, ["it is UPDATING"]],
  ["the old billing mode", "billing_mode", "PAY_PER_REQUEST", "PROVISIONED", {}, ["it is PAY_PER_REQUEST, not PROVISIONED yet"]],
])("not yet: %s", async (_name, tunable, from, to, table, problems) => {
  expect(await outstanding(tunable, from, to, table)).toEqual(problems.map((problem) => `saas-users: ${problem}`));
});

test("a table that nobody has made yet is not in effect, and one that is to go is in effect once it is gone", async () => {
  const client = account({ DescribeTable: { failure: "ResourceNotFoundException" } });
  expect(await tableOutstanding(client, { table: "saas-accounts" })).toEqual(["there is no table saas-accounts"]);
  expect(await tableOutstanding(client, { table: "saas-accounts", stays: false })).toEqual([]);
  account({ DescribeTable: { Table: { ...TABLE, TableStatus: "DELETING" } } });
  expect(await tableOutstanding(client, { table: "saas-accounts", stays: false })).toEqual(["saas-accounts: it still exists: DELETING"]);
});

describe("what a turn shows on, of a component with a second table that has an index of the same name", () => {
  const resources: readonly Resource[] = [
    ...tableResources("saas-users", BOTH),
    { scope: "table", name: "accounts", dimensions: { TableName: "saas-accounts" } },
    { scope: "index", name: "accounts_ByTenant", dimensions: { TableName: "saas-accounts", GlobalSecondaryIndexName: "ByTenant" } },
  ];
  const shown = (tunable: string, from: TunableValue, to: TunableValue) => {
    const delta = { variable: `users_${tunable}`, from, to };
    const change = changeOf("dynamodb-table", tunable, from, to);
    return askedOf({ turn: { delta, component: "users", kind: "dynamodb-table", tunable, change }, resources });
  };

  test.each<[string, TunableValue, TunableValue]>([
    ["indexes", BOTH, ["ByEmail"]],
    ["stream", true, false],
  ])("%s: on the component's own", (tunable, from, to) => {
    expect(shown(tunable, from, to)).toEqual([{ table: "saas-users", turned: { tunable, from, to } }, { table: "saas-accounts" }]);
  });

  test.each([true, false])("consolidated = %s: on the other", (to) => {
    expect(shown("consolidated", !to, to)).toEqual([{ table: "saas-users" }, { table: "saas-accounts", stays: to }]);
  });
});

import { createServer, type Server } from "node:http";
import { text } from "node:stream/consumers";
import { type DeploymentContract, defaultsOf, type Values } from "../../contract";
import { readControlPlane } from "../../simulator/configuration/control-plane";
import { saasInventory } from "../../stacks/saas/inventory";
import { saasPolicy } from "../../stacks/saas/policy";
import { saasContract } from "../../stacks/saas/tunables";

/** What stands behind the address: DynamoDB's tables by name, and nothing that scales by itself. */
let tables: Readonly<Record<string, object>> = {};
let server: Server;
let url = "";

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const body: { readonly TableName?: string } = JSON.parse(await text(request));
    const isTable = request.headers["x-amz-target"] === "DynamoDB_20120810.DescribeTable";
    const Table = tables[body.TableName ?? ""];
    const missing = { __type: "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException" };
    response.statusCode = isTable && Table === undefined ? 400 : 200;
    response.end(JSON.stringify(isTable ? (Table === undefined ? missing : { Table }) : { ScalableTargets: [] }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new RangeError("a port");
  url = `http://127.0.0.1:${address.port}`;
});
afterAll(async () => {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
});

const { users } = saasContract.components;
const contractAt = (values: Values): DeploymentContract => ({
  version: 1,
  deployment: "saas",
  stack: "saas",
  environment: "prod",
  account: "123456789012",
  regions: ["us-east-1"],
  components: { users },
  inventory: saasInventory({ name: "saas", region: "us-east-1" }, { ...defaultsOf(saasContract.components), ...values }),
  policy: saasPolicy,
});
const applied = (of: Readonly<Record<string, object>>, values: Values = {}): Promise<Values> => {
  tables = of;
  return readControlPlane(url, contractAt(values));
};

const index = (IndexName: string, IndexStatus = "ACTIVE") => ({ IndexName, IndexStatus });
const OWN = {
  BillingModeSummary: { BillingMode: "PAY_PER_REQUEST" },
  GlobalSecondaryIndexes: [index("ByTenant"), index("ByEmail"), index("ByRole", "DELETING")],
  StreamSpecification: { StreamEnabled: true },
};
const NAMED = { users_consolidated: true };

describe("what is applied of a table is read from the control plane", () => {
  test.each<[string, Readonly<Record<string, object>>, Values, Values]>([
    ["nothing of one that is not there yet: defaults count", {}, {}, {}],
    [
      "its indexes but those on their way out, and its stream",
      { "saas-users": OWN },
      {},
      { users_billing_mode: "PAY_PER_REQUEST", users_indexes: ["ByEmail", "ByTenant"], users_stream: true },
    ],
    [
      "that it has neither index nor stream",
      { "saas-users": { BillingModeSummary: OWN.BillingModeSummary } },
      {},
      { users_billing_mode: "PAY_PER_REQUEST", users_indexes: [], users_stream: false },
    ],
    [
      "that the table which several share is there, where the inventory names it",
      { "saas-users": OWN, "saas-accounts": {} },
      NAMED,
      { users_billing_mode: "PAY_PER_REQUEST", users_indexes: ["ByEmail", "ByTenant"], users_stream: true, users_consolidated: true },
    ],
    [
      "that it is not",
      { "saas-users": OWN },
      NAMED,
      { users_billing_mode: "PAY_PER_REQUEST", users_indexes: ["ByEmail", "ByTenant"], users_stream: true, users_consolidated: false },
    ],
  ])("%s", async (_case, of, values, expected) => {
    expect(await applied(of, values)).toEqual(expected);
  });

  test("an index that the contract does not know is said", async () => {
    await expect(applied({ "saas-users": { ...OWN, GlobalSecondaryIndexes: [index("ByMoon")] } })).rejects.toMatchObject({
      problems: [expect.stringMatching(/ByMoon/)],
    });
  });
});

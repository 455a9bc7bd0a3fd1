import { createServer, type Server } from "node:http";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { recordCapacity, refuseUnrecorded, restoreCapacity, tableIsActive } from "../../../optimizer/rollout/live/capacities";

type Json = Readonly<Record<string, unknown>>;
const units = (read: number, write: number) => ({ ReadCapacityUnits: read, WriteCapacityUnits: write });

/** A table as DynamoDB describes it, over its wire protocol; what it is asked to become is kept. */
let table: Json = {};
let updates: Json[] = [];
let server: Server;
let client: DynamoDBClient;

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += String(chunk);
    });
    request.on("end", () => {
      if (String(request.headers["x-amz-target"]).endsWith("UpdateTable")) updates.push(JSON.parse(body));
      response.setHeader("content-type", "application/x-amz-json-1.0");
      response.end(JSON.stringify({ Table: table, TableDescription: table }));
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
});
afterAll(() => {
  client.destroy();
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  updates = [];
});

const provisioned = {
  TableName: "orders",
  TableStatus: "ACTIVE",
  ProvisionedThroughput: units(4000, 2000),
  GlobalSecondaryIndexes: [{ IndexName: "by_day", IndexStatus: "ACTIVE", ProvisionedThroughput: units(500, 2000) }],
};
const onDemand = {
  ...provisioned,
  BillingModeSummary: { BillingMode: "PAY_PER_REQUEST" },
  ProvisionedThroughput: units(0, 0),
  GlobalSecondaryIndexes: [{ IndexName: "by_day", IndexStatus: "ACTIVE", ProvisionedThroughput: units(0, 0) }],
};
const recorded = { table: "orders", capacity: { read: 4000, write: 2000 }, indexes: { by_day: { read: 500, write: 2000 } } };

test("capacities of a table and of each index are recorded before it goes on demand", async () => {
  table = provisioned;
  expect(await recordCapacity(client, "orders")).toEqual(recorded);
});

test("nothing is recorded of a table that is on demand already: its zeros would be no way back", async () => {
  table = onDemand;
  expect(await recordCapacity(client, "orders")).toBeUndefined();
});

test("the way back gives the table and its indexes what was recorded, in one call", async () => {
  table = onDemand;
  expect(await restoreCapacity(client, recorded)).toBe(true);
  expect(updates).toEqual([
    {
      TableName: "orders",
      BillingMode: "PROVISIONED",
      ProvisionedThroughput: units(4000, 2000),
      GlobalSecondaryIndexUpdates: [{ Update: { IndexName: "by_day", ProvisionedThroughput: units(500, 2000) } }],
    },
  ]);
});

test("a table that is provisioned again already is left alone", async () => {
  table = provisioned;
  expect(await restoreCapacity(client, recorded)).toBe(false);
  expect(updates).toEqual([]);
});

test("an index without a record stops the way back before anything is changed", async () => {
  table = { ...onDemand, GlobalSecondaryIndexes: [{ IndexName: "by_user", IndexStatus: "ACTIVE" }] };
  await expect(restoreCapacity(client, recorded)).rejects.toThrow(/every index of table orders/);
  expect(updates).toEqual([]);
});

test.each<[string, Json, boolean]>([
  ["table and indexes active", provisioned, true],
  ["table updating", { ...provisioned, TableStatus: "UPDATING" }, false],
  ["an index updating", { ...provisioned, GlobalSecondaryIndexes: [{ IndexName: "by_day", IndexStatus: "UPDATING" }] }, false],
])("in effect: %s is %s", async (_name, description, active) => {
  table = description;
  expect(await tableIsActive(client, "orders")).toBe(active);
});

test("a table on demand of which nothing was recorded is not put back to 1 unit by Terraform", async () => {
  table = onDemand;
  await expect(refuseUnrecorded(client, ["orders"], [])).rejects.toThrow(/1 unit/);
  await expect(refuseUnrecorded(client, ["orders"], [recorded])).resolves.toBeUndefined();
  table = provisioned;
  await expect(refuseUnrecorded(client, ["orders"], [])).resolves.toBeUndefined();
});

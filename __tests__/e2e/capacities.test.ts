import { join } from "node:path";
import { DynamoDBClient, UpdateTableCommand } from "@aws-sdk/client-dynamodb";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { DynamodbTable } from "../../modules/dynamodb-table";
import { type RecordedCapacity, recordCapacity, restoreCapacity, tableIsActive } from "../../optimizer/rollout/live/capacities";
import { Emulator } from "../support/emulator";
import { ModuleStack } from "../support/module-plan";
import { pythonAvailable } from "../support/python-environment";
import { describeWith } from "../support/requirement";
import { initOffline, scratch, stackFolder, synthTo, terraformAvailable } from "../support/terraform";
import { overrideProviders } from "../support/terraform/provider-override";
import { DeployedStack } from "./bed/deployed-stack";
import { providerAgainst, shellAgainst } from "./bed/environment";

const TABLE = "trades";
const units = (read: number, write: number) => ({ ReadCapacityUnits: read, WriteCapacityUnits: write });

/** Where autoscaling had taken the table: neither Terraform nor the override knows these numbers. */
const SCALED = { table: TABLE, capacity: { read: 737, write: 211 }, indexes: { ByAccount: { read: 53, write: 211 } } };

describeWith(
  [terraformAvailable(), pythonAvailable()],
  "a provisioned table goes on demand and back, between Terraform and rollout",
  () => {
    const root = scratch("capacities");
    let emulator: Emulator;
    let client: DynamoDBClient;
    let stack: DeployedStack;
    let recorded: RecordedCapacity | undefined;

    beforeAll(async () => {
      emulator = await Emulator.start();
      const { url } = emulator;
      client = new DynamoDBClient({ endpoint: url, region: "us-east-1", credentials: { accessKeyId: "test", secretAccessKey: "test" } });
      const outdir = synthTo(join(root, "out"), (app) => {
        const tables = new ModuleStack(app, "tables");
        new AwsProvider(tables, "aws", { region: "us-east-1" });
        new DynamodbTable(tables, TABLE, {
          name: TABLE,
          hashKey: "id",
          indexes: { ByAccount: { hashKey: "account" } },
          billingMode: tables.string("billing_mode", "PROVISIONED"),
          capacity: { read: { min: 100, max: 4000 }, write: { min: 50, max: 2000 }, indexRead: { min: 20, max: 500 } },
          kmsKeyArn: new KmsKey(tables, "key", {}).arn,
          protection: false,
        });
      });
      const folder = stackFolder(outdir, "tables");
      await initOffline(folder);
      overrideProviders(folder, providerAgainst(url));
      stack = new DeployedStack(folder, shellAgainst(url), () => emulator.logTail());
      await stack.init();
      await stack.apply();
      await client.send(
        new UpdateTableCommand({
          TableName: TABLE,
          ProvisionedThroughput: units(SCALED.capacity.read, SCALED.capacity.write),
          GlobalSecondaryIndexUpdates: Object.entries(SCALED.indexes).map(([IndexName, { read, write }]) => ({
            Update: { IndexName, ProvisionedThroughput: units(read, write) },
          })),
        }),
      );
    });

    afterAll(async () => {
      client?.destroy();
      await emulator?.stop();
      expect(emulator?.problems).toEqual([]);
    });

    test("Terraform leaves the capacities to autoscaling, and the rollout records them", async () => {
      expect(await stack.pending()).toEqual([]);
      recorded = await recordCapacity(client, TABLE);
      expect(recorded).toEqual(SCALED);
    });

    test("on demand: changed in place, and an empty plan", async () => {
      stack.writeTfvars({ billing_mode: "PAY_PER_REQUEST" });
      expect((await stack.plan()).replaced).toEqual([]);
      await stack.applyPlanned();
      expect(await tableIsActive(client, TABLE)).toBe(true);
      expect(await recordCapacity(client, TABLE)).toBeUndefined();
      expect(await stack.pending()).toEqual([]);
    });

    test("back: the table has the capacities that were recorded, Terraform only its scaling to add, and then an empty plan", async () => {
      if (recorded === undefined) throw new Error("nothing was recorded");
      expect(await restoreCapacity(client, recorded)).toBe(true);
      stack.writeTfvars({ billing_mode: "PROVISIONED" });
      const plan = await stack.plan();
      expect([...new Set(plan.changes.map(({ type }) => type))].sort()).toEqual(["aws_appautoscaling_policy", "aws_appautoscaling_target"]);
      await stack.applyPlanned();
      expect(await recordCapacity(client, TABLE)).toEqual(SCALED);
      expect(await stack.pending()).toEqual([]);
    });
  },
);

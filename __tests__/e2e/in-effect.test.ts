import { CreateClusterCommand, DAXClient, DecreaseReplicationFactorCommand } from "@aws-sdk/client-dax";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { CreateReplicationGroupCommand, ElastiCacheClient } from "@aws-sdk/client-elasticache";
import {
  CreateAliasCommand,
  CreateFunctionCommand,
  LambdaClient,
  PutFunctionConcurrencyCommand,
  PutProvisionedConcurrencyConfigCommand,
} from "@aws-sdk/client-lambda";
import {
  CreateDBClusterCommand,
  CreateDBInstanceCommand,
  CreateDBInstanceReadReplicaCommand,
  DeleteDBInstanceCommand,
  ModifyDBInstanceCommand,
  RDSClient,
} from "@aws-sdk/client-rds";
import { type Inventory, variablesOf } from "../../contract";
import type { Delta } from "../../optimizer/plan/recommendation";
import { type LiveAccount, liveAccount } from "../../optimizer/rollout";
import { functionResources, rdsResources, tableResources } from "../../stacks/inventory";
import { saasContract } from "../../stacks/saas/tunables";
import { stagingContract } from "../../stacks/staging/tunables";
import { tradingContract } from "../../stacks/trading/tunables";
import { Emulator } from "../support/emulator";
import { pythonAvailable } from "../support/python-environment";
import { describeWith } from "../support/requirement";
import { smallContract } from "../support/small-contract";

const node = (name: string, dimensions: Readonly<Record<string, string>>) => ({ scope: "node", name, dimensions });
const instance = (name: string, role: "writer" | "reader") => ({
  scope: "instance",
  name,
  dimensions: { DBInstanceIdentifier: `database-${name.replaceAll("_", "-")}` },
  role,
});
const inventory: Inventory = {
  database: {
    region: "us-east-1",
    resources: [
      { scope: "cluster", name: "cluster", dimensions: { DBClusterIdentifier: "database" } },
      instance("writer", "writer"),
      instance("failover_reader", "reader"),
    ],
  },
  plain: { region: "us-east-1", resources: rdsResources({ engine: "postgresql", primary: "plain", replicas: ["plain-replica-1"] }) },
  cache: { region: "us-east-1", resources: [node("0001-001", { CacheClusterId: "cache-0001-001" })] },
  accelerator: { region: "us-east-1", resources: [node("a", { ClusterId: "accelerator", NodeId: "accelerator-a" })] },
  seed: { region: "us-east-1", resources: functionResources("staging-seed", "live") },
  tenants: { region: "us-east-1", resources: tableResources("tenants", ["ByStatus", "ByPlan", "ByDomain", "ByOwner"]) },
};
const components = {
  ...tradingContract.components,
  plain: stagingContract.components.database,
  seed: stagingContract.components.seed,
  tenants: saasContract.components.tenants,
};
/** The emulator's DAX cluster is available after four looks. */
const MOST_POLLS = 5;
const LARGE = "db.r6g.8xlarge";

/** 1,408 MB behind its alias, 11 environments of 18 reserved runs kept warm. */
async function makeFunction(url: string, FunctionName: string, alias: string): Promise<void> {
  const trust = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } }],
  });
  const role = new URLSearchParams({ Action: "CreateRole", Version: "2010-05-08", RoleName: "seed", AssumeRolePolicyDocument: trust });
  const authorization = "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=0";
  await fetch(url, { method: "POST", body: role, headers: { authorization } });
  const lambda = new LambdaClient({ region: "us-east-1" });
  const made = await lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Role: "arn:aws:iam::123456789012:role/seed",
      Code: { ZipFile: new TextEncoder().encode("not run") },
      MemorySize: 1_408,
      Timeout: 900,
      Publish: true,
    }),
  );
  await lambda.send(new CreateAliasCommand({ FunctionName, Name: alias, FunctionVersion: made.Version }));
  await lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 18 }));
  await lambda.send(new PutProvisionedConcurrencyConfigCommand({ FunctionName, Qualifier: alias, ProvisionedConcurrentExecutions: 11 }));
}

/** On demand, with two indexes of the four and with its stream. */
async function makeTable(TableName: string): Promise<void> {
  const key = (AttributeName: string) => [{ AttributeName, KeyType: "HASH" as const }];
  await new DynamoDBClient({ region: "us-east-1" }).send(
    new CreateTableCommand({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: ["tenant_id", "status", "domain"].map((AttributeName) => ({ AttributeName, AttributeType: "S" as const })),
      KeySchema: key("tenant_id"),
      GlobalSecondaryIndexes: [
        { IndexName: "ByStatus", KeySchema: key("status"), Projection: { ProjectionType: "ALL" } },
        { IndexName: "ByDomain", KeySchema: key("domain"), Projection: { ProjectionType: "ALL" } },
      ],
      StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
    }),
  );
}

/** From the default of the code. */
function turned(variable: string, to: Delta["to"]): Delta {
  const from = variablesOf(components).get(variable)?.definition.default;
  if (from === undefined) throw new Error(`no variable ${variable}`);
  return { variable, from, to };
}

describeWith([pythonAvailable()], "a rollout sees in the account whether a change is in effect", () => {
  let emulator: Emulator;
  let live: LiveAccount;
  let rds: RDSClient;
  let dax: DAXClient;
  const before = process.env;
  let polls = 0;
  beforeEach(() => {
    polls = 0;
  });

  beforeAll(async () => {
    emulator = await Emulator.start();
    process.env = { ...before, AWS_ENDPOINT_URL: emulator.url, AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" };
    const contract = { ...smallContract(), components, inventory };
    const sleep = async () => {
      if (++polls > MOST_POLLS) throw new Error("not in effect yet");
    };
    live = liveAccount({ contract, progress: () => undefined, sleep });
    rds = new RDSClient({ region: "us-east-1" });
    dax = new DAXClient({ region: "us-east-1" });
    await rds.send(
      new CreateDBClusterCommand({
        DBClusterIdentifier: "database",
        Engine: "aurora-postgresql",
        MasterUsername: "trimtab",
        MasterUserPassword: "not-a-secret",
        BackupRetentionPeriod: 14,
      }),
    );
    for (const DBInstanceIdentifier of ["database-writer", "database-failover-reader", "database-reader-2"]) {
      const member = { DBInstanceIdentifier, DBClusterIdentifier: "database", DBInstanceClass: LARGE, Engine: "aurora-postgresql" };
      await rds.send(new CreateDBInstanceCommand(member));
    }
    await rds.send(
      new CreateDBInstanceCommand({
        DBInstanceIdentifier: "plain",
        DBInstanceClass: "db.r6g.xlarge",
        Engine: "postgres",
        MasterUsername: "trimtab",
        MasterUserPassword: "not-a-secret",
        AllocatedStorage: 1_000,
        StorageType: "gp3",
        Iops: 12_000,
        MultiAZ: true,
        BackupRetentionPeriod: 7,
      }),
    );
    await rds.send(
      new CreateDBInstanceReadReplicaCommand({
        DBInstanceIdentifier: "plain-replica-1",
        SourceDBInstanceIdentifier: "plain",
        DBInstanceClass: "db.r6g.2xlarge",
      }),
    );
    await new ElastiCacheClient({ region: "us-east-1" }).send(
      new CreateReplicationGroupCommand({
        ReplicationGroupId: "cache",
        ReplicationGroupDescription: "cache",
        Engine: "redis",
        CacheNodeType: "cache.r6gd.4xlarge",
        DataTieringEnabled: true,
        NumNodeGroups: 3,
        ReplicasPerNodeGroup: 1,
        AutomaticFailoverEnabled: true,
      }),
    );
    const cluster = { ClusterName: "accelerator", NodeType: "dax.r5.large", ReplicationFactor: 5 };
    await dax.send(new CreateClusterCommand({ ...cluster, IamRoleArn: "arn:aws:iam::123456789012:role/dax" }));
    await dax.send(new DecreaseReplicationFactorCommand({ ClusterName: "accelerator", NewReplicationFactor: 4 }));
    await makeFunction(emulator.url, "staging-seed", "live");
    await makeTable("tenants");
  });

  afterAll(async () => {
    process.env = before;
    await emulator?.stop();
    expect(emulator?.problems).toEqual([]);
  });

  test.each<[string, Delta["to"], Delta["to"]]>([
    ["database_readers", 2, 3],
    ["database_writer_class", LARGE, "db.r6g.4xlarge"],
    ["database_failover_reader_class", LARGE, "db.r6g.4xlarge"],
    ["database_reader_class", LARGE, "db.r6g.4xlarge"],
    ["database_backup_retention_days", 14, 7],
    ["plain_instance_class", "db.r6g.xlarge", "db.r6g.2xlarge"],
    ["plain_replica_class", "db.r6g.2xlarge", "db.r6g.xlarge"],
    ["plain_read_replicas", 1, 0],
    ["plain_multi_az", true, false],
    ["plain_iops", 12_000, 14_000],
    ["plain_allocated_storage_gib", 1_000, 1_200],
    ["plain_backup_retention_days", 7, 14],
    ["cache_shards", 3, 2],
    ["cache_replicas_per_shard", 1, 2],
    ["cache_node_type", "cache.r6gd.4xlarge", "cache.r6gd.2xlarge"],
    ["accelerator_nodes", 4, 5],
    ["accelerator_node_type", "dax.r5.large", "dax.r5.xlarge"],
    ["seed_memory_mb", 1_408, 2_048],
    ["seed_timeout_seconds", 900, 600],
    ["seed_reserved_concurrency", 18, 10],
    ["seed_provisioned_concurrency", 11, 0],
    ["tenants_indexes", ["ByStatus", "ByDomain"], ["ByStatus"]],
    ["tenants_stream", true, false],
  ])("%s is %s, and not %s", async (variable, is, isNot) => {
    await expect(live.untilEffective([turned(variable, is)], {})).resolves.toBeUndefined();
    await expect(live.untilEffective([turned(variable, isNot)], {})).rejects.toThrow("not in effect yet");
  });

  test("a replica that is gone is in effect, though the inventory still names it", async () => {
    await rds.send(new DeleteDBInstanceCommand({ DBInstanceIdentifier: "plain-replica-1", SkipFinalSnapshot: true }));
    await expect(live.untilEffective([turned("plain_read_replicas", 0)], {})).resolves.toBeUndefined();
    await expect(live.untilEffective([turned("plain_read_replicas", 1)], {})).rejects.toThrow("not in effect yet");
  });

  test("one reader's new class does not make another reader's", async () => {
    const small = "db.r6g.2xlarge";
    const modified = { DBInstanceIdentifier: "database-reader-2", DBInstanceClass: small, ApplyImmediately: true };
    await rds.send(new ModifyDBInstanceCommand(modified));
    await expect(live.untilEffective([turned("database_reader_class", small)], {})).resolves.toBeUndefined();
    await expect(live.untilEffective([turned("database_failover_reader_class", small)], {})).rejects.toThrow("not in effect yet");
  });
});

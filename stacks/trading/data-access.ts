import { useKeyThrough } from "../../modules/iam";
import type { ServiceRuntime } from "../../modules/service-runtime";
import type { TradingAccelerator } from "./accelerator";
import type { TradingCache } from "./cache";
import type { TradingContext } from "./context";
import type { TradingDatabase } from "./database";
import { TABLES } from "./names";
import type { TradingTables } from "./tables";

/** Name under which the order service logs in to the database, by IAM; somebody creates it once (README). */
const DATABASE_USER = "order_service";

const READ = ["GetItem", "BatchGetItem", "Query", "ConditionCheckItem"];
const WRITE = ["PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem"];
const on = (service: string, actions: readonly string[]): readonly string[] => actions.map((action) => `${service}:${action}`);

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html#dynamodb-kms-authz */
const TABLE_KEY_ACTIONS = ["Decrypt", "DescribeKey", "Encrypt", "GenerateDataKey", "ReEncryptFrom", "ReEncryptTo"];

/**
 * How the order service finds its data stores: their names, which never change, and not their endpoints, which a replaced cluster
 * changes. It asks for the endpoint by `Describe…`, which {@link allowDataStores} lets it do.
 */
export const dataStoreEnvironment = ({ deployment, names }: TradingContext): Readonly<Record<string, string>> => ({
  DATABASE_CLUSTER: names.cluster,
  DATABASE_NAME: deployment.stack,
  DATABASE_USER,
  CACHE_CLUSTER: names.cache,
  ACCELERATOR_CLUSTER: names.accelerator,
  ...Object.fromEntries(TABLES.map((table) => [`${table.toUpperCase()}_TABLE`, names.table(table)])),
});

export interface DataStores {
  readonly database: TradingDatabase;
  readonly cache: TradingCache;
  readonly accelerator: TradingAccelerator;
  readonly tables: TradingTables;
}

/** What the order service may do with the data stores: find them, log in by IAM, read and write items. No scans, no administration. */
export function allowDataStores(runtime: ServiceRuntime, { deployment, dataKeyArn }: TradingContext, stores: DataStores): void {
  const { database, cache, accelerator, tables } = stores;
  const { region } = deployment;
  const tableArns = TABLES.map((table) => tables.tables[table].tableArn);
  runtime.allow("data_stores", [
    {
      sid: "DatabaseLogin",
      actions: ["rds-db:connect"],
      resources: [`arn:aws:rds-db:${region}:${deployment.account}:dbuser:${database.cluster.clusterResourceId}/${DATABASE_USER}`],
    },
    {
      sid: "CacheLogin",
      actions: ["elasticache:Connect"],
      resources: [cache.cluster.replicationGroupArn, cache.cluster.userArn],
    },
    { sid: "Accelerator", actions: on("dax", [...READ, ...WRITE]), resources: [accelerator.cluster.clusterArn] },
    { sid: "Tables", actions: on("dynamodb", [...READ, ...WRITE]), resources: tableArns },
    { sid: "Indexes", actions: ["dynamodb:Query"], resources: tableArns.map((arn) => `${arn}/index/*`) },
    useKeyThrough({ sid: "TablesKey", keyArn: dataKeyArn, service: "dynamodb", region, actions: on("kms", TABLE_KEY_ACTIONS) }),
    { sid: "DatabaseEndpoints", actions: ["rds:DescribeDBClusters"], resources: [database.cluster.clusterArn] },
    { sid: "CacheEndpoints", actions: ["elasticache:DescribeReplicationGroups"], resources: [cache.cluster.replicationGroupArn] },
    { sid: "AcceleratorEndpoints", actions: ["dax:DescribeClusters"], resources: [accelerator.cluster.clusterArn] },
  ]);
}

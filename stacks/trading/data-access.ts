import type { ServiceRuntime } from "../../modules/service-runtime";
import type { TradingAccelerator } from "./accelerator";
import type { TradingCache } from "./cache";
import type { TradingContext } from "./context";
import type { TradingDatabase } from "./database";
import { TABLES } from "./names";
import type { TradingTables } from "./tables";

/** Name under which the order service logs in to the database, by IAM. */
const DATABASE_USER = "order_service";

const READ = ["GetItem", "BatchGetItem", "Query", "ConditionCheckItem"];
const WRITE = ["PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem"];
const on = (service: string, actions: readonly string[]): readonly string[] => actions.map((action) => `${service}:${action}`);

export interface DataStores {
  readonly database: TradingDatabase;
  readonly cache: TradingCache;
  readonly accelerator: TradingAccelerator;
  readonly tables: TradingTables;
}

/** What the order service may do with the data stores: log in by IAM, read and write items. No scans, no administration. */
export function allowDataStores(runtime: ServiceRuntime, { deployment }: TradingContext, stores: DataStores): void {
  const { database, cache, accelerator, tables } = stores;
  const tableArns = TABLES.map((table) => tables.tables[table].tableArn);
  runtime.allow("data_stores", [
    {
      sid: "DatabaseLogin",
      actions: ["rds-db:connect"],
      resources: [
        `arn:aws:rds-db:${deployment.region}:${deployment.account}:dbuser:${database.cluster.clusterResourceId}/${DATABASE_USER}`,
      ],
    },
    {
      sid: "CacheLogin",
      actions: ["elasticache:Connect"],
      resources: [cache.cluster.replicationGroupArn, cache.cluster.userArn],
    },
    { sid: "Accelerator", actions: on("dax", [...READ, ...WRITE]), resources: [accelerator.cluster.clusterArn] },
    {
      sid: "Tables",
      actions: on("dynamodb", [...READ, ...WRITE]),
      resources: tableArns.flatMap((arn) => [arn, `${arn}/index/*`]),
    },
  ]);
}

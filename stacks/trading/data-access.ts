import type { Dax } from "../../modules/dax";
import type { ServiceRuntime } from "../../modules/service-runtime";
import { type Cache, itemActions, logInToDatabase, useCache, useTables } from "../parts";
import type { TradingContext } from "./context";
import type { TradingDatabase } from "./database";
import { TABLES } from "./names";
import type { TradingTables } from "./tables";

/** Name under which the order service logs in to the database, by IAM; somebody creates it once (README). */
const DATABASE_USER = "order_service";

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
  readonly cache: Cache;
  readonly accelerator: { readonly cluster: Dax };
  readonly tables: TradingTables;
}

/** What the order service may do with the data stores: find them, log in by IAM, read and write items. No scans, no administration. */
export function allowDataStores(runtime: ServiceRuntime, context: TradingContext, stores: DataStores): void {
  const { database, cache, accelerator, tables } = stores;
  const { login, endpoints } = useCache(cache.cluster);
  const tableArns = TABLES.map((table) => tables.tables[table].tableArn);
  runtime.allow("data_stores", [
    logInToDatabase(context.deployment, database.cluster.clusterResourceId, DATABASE_USER),
    login,
    { sid: "Accelerator", actions: itemActions("dax"), resources: [accelerator.cluster.clusterArn] },
    ...useTables(tableArns, context),
    { sid: "DatabaseEndpoints", actions: ["rds:DescribeDBClusters"], resources: [database.cluster.clusterArn] },
    endpoints,
    { sid: "AcceleratorEndpoints", actions: ["dax:DescribeClusters"], resources: [accelerator.cluster.clusterArn] },
  ]);
}

import type { ServiceRuntime } from "../../modules/service-runtime";
import { type Cache, logInToDatabase, useCache, useKeyedTables, useTables } from "../parts";
import type { SaasContext } from "./context";
import type { SaasDatabase } from "./database";
import { TABLES } from "./table-layouts";
import type { SaasTables } from "./tables";
import type { DedicatedTenants } from "./tenants";

/** Name under which the application servers log in to the database, by IAM; somebody creates it once (README). */
const DATABASE_USER = "app_service";

/**
 * How the application servers find their data stores: by names, which never change, and not by endpoints, which a replaced cluster
 * changes. They ask for the endpoint by `Describe…`, which {@link allowDataStores} lets them do.
 */
export const dataStoreEnvironment = ({ deployment, names }: SaasContext): Readonly<Record<string, string>> => ({
  DATABASE_CLUSTER: names.cluster,
  DATABASE_NAME: deployment.stack,
  DATABASE_USER,
  CACHE_CLUSTER: names.cache,
  ...Object.fromEntries(TABLES.map((table) => [`${table.toUpperCase()}_TABLE`, names.table(table)])),
  CONSOLIDATED_TABLE: names.consolidatedTable,
  DEDICATED_TABLE_PREFIX: names.dedicated(""),
});

export interface DataStores {
  readonly database: SaasDatabase;
  readonly cache: Cache;
  readonly tables: SaasTables;
  readonly tenants: DedicatedTenants;
}

/** What the application servers may do with the data stores: find them, log in by IAM, read and write items. No scans, no administration. */
export function allowDataStores(runtime: ServiceRuntime, context: SaasContext, stores: DataStores): void {
  const { deployment, region, names } = context;
  const { primary } = stores.database.database;
  const { login, endpoints } = useCache(stores.cache.cluster);
  // By its name: the table is there only while a flag says so.
  const consolidated = `arn:aws:dynamodb:${region}:${deployment.account}:table/${names.consolidatedTable}`;
  runtime.allow("data_stores", [
    logInToDatabase(deployment, primary.clusterResourceId, DATABASE_USER),
    login,
    ...useTables([...TABLES.map((table) => stores.tables.tables[table].tableArn), consolidated], context),
    { sid: "DatabaseEndpoints", actions: ["rds:DescribeDBClusters"], resources: [primary.clusterArn] },
    endpoints,
  ]);
  if (stores.tenants.length > 0) runtime.allow("dedicated_tenants", useKeyedTables(stores.tenants, region));
}

import type { ServiceRuntime } from "../../modules/service-runtime";
import { type Cache, logInToDatabase, useCache } from "../parts";
import type { StagingContext } from "./context";
import type { StagingDatabase } from "./database";

/** Name under which the service logs in to the database, by IAM; somebody creates it once (README). */
export const DATABASE_USER = "service";

/** How the service finds its data stores: their names, which never change. It asks for the endpoint of a name by `Describe…`. */
export const dataStoreEnvironment = ({ deployment, names }: StagingContext): Readonly<Record<string, string>> => ({
  DATABASE_INSTANCE: names.database,
  DATABASE_NAME: deployment.stack,
  DATABASE_USER,
  CACHE_CLUSTER: names.cache,
});

export interface DataStores {
  readonly database: StagingDatabase;
  readonly cache: Cache;
}

/** What the service may do with the data stores: find them, and log in by IAM. */
export function allowDataStores(runtime: ServiceRuntime, context: StagingContext, { database, cache }: DataStores): void {
  const { deployment, settings } = context;
  const { login, endpoints } = useCache(cache.cluster);
  const { instance } = database;
  runtime.allow("data_stores", [
    // A blue/green deployment ends with an instance of another resource id, which Terraform learns of with the next apply only.
    logInToDatabase(deployment, settings.blueGreen ? "*" : instance.resourceId, DATABASE_USER),
    login,
    {
      sid: "DatabaseEndpoints",
      actions: ["rds:DescribeDBInstances"],
      resources: [instance.instanceArn, `${instance.instanceArn}-replica-*`],
    },
    endpoints,
  ]);
}

import type { Inventory, Resource, Values } from "../../contract";
import type { Deployment } from "../foundation";
import {
  auroraGlobalResources,
  cacheResources,
  countOf,
  groupResource,
  inRegion,
  range,
  serviceResource,
  setOf,
  tableResources,
} from "../inventory";
import { TABLE_LAYOUTS, TABLES } from "./table-layouts";

/** Where CloudWatch keeps the metrics of each component, from names alone. */
export function saasInventory({ name, region }: Pick<Deployment, "name" | "region">, values: Values): Inventory {
  const service = "app-service";
  return {
    database: inRegion(region, databaseResources(`${name}-database`, values)),
    app_service: inRegion(region, [groupResource("all", `${name}-${service}`), serviceResource(name, service)]),
    cache: inRegion(region, cacheResources(`${name}-cache`, countOf(values, "cache_shards"), countOf(values, "cache_replicas_per_shard"))),
    ...Object.fromEntries(
      TABLES.map((table) => [
        table,
        inRegion(region, tableResources(`${name}-${table.replaceAll("_", "-")}`, Object.keys(TABLE_LAYOUTS[table].indexes))),
      ]),
    ),
  };
}

/** One instance in each further region: it holds a copy and waits for nobody. */
function databaseResources(cluster: string, values: Values): readonly Resource[] {
  const primary = {
    engine: "mysql",
    cluster,
    writer: `${cluster}-writer`,
    failoverReader: `${cluster}-failover-reader`,
    furtherReaders: range(2, countOf(values, "database_readers")).map((number) => `${cluster}-reader-${number}`),
  } as const;
  const secondaries = setOf(values, "database_secondary_regions").map((region) => ({
    region,
    cluster: `${cluster}-${region}`,
    instances: [`${cluster}-${region}-1`],
  }));
  return auroraGlobalResources(primary, secondaries);
}

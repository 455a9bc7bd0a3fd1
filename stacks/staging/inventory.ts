import type { Inventory, Values } from "../../contract";
import type { Deployment } from "../foundation";
import { cacheResources, countOf, functionResources, groupResource, inRegion, range, rdsResources, serviceResource } from "../inventory";
import { FUNCTIONS } from "./functions";
import { metricNames } from "./names";

/** The alias that callers name and that provisioned concurrency belongs to. */
const ALIAS = "live";

/** Where CloudWatch keeps the metrics of each component of one region, from names alone. */
export function stagingInventory({ name, region }: Pick<Deployment, "name" | "region">, values: Values): Inventory {
  const names = metricNames(name);
  const replicas = range(1, countOf(values, "database_read_replicas")).map((number) => `${names.database}-replica-${number}`);
  return {
    database: inRegion(region, rdsResources({ engine: "postgresql", primary: names.database, replicas })),
    service: inRegion(region, [groupResource("all", names.group), serviceResource(name, names.service)]),
    cache: inRegion(region, cacheResources(names.cache, countOf(values, "cache_shards"), countOf(values, "cache_replicas_per_shard"))),
    ...Object.fromEntries(FUNCTIONS.map((fn) => [fn, inRegion(region, functionResources(names.function(fn), ALIAS))])),
  };
}

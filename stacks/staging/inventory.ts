import type { Inventory, Values } from "../../contract";
import type { Deployment } from "../foundation";
import { cacheResources, countOf, groupResource, inRegion, serviceResource } from "../inventory";

/** Where CloudWatch keeps the metrics of each component, from names alone. */
export function stagingInventory({ name, region }: Pick<Deployment, "name" | "region">, values: Values): Inventory {
  const service = "service";
  return {
    service: inRegion(region, [groupResource("all", `${name}-${service}`), serviceResource(name, service)]),
    cache: inRegion(region, cacheResources(`${name}-cache`, countOf(values, "cache_shards"), countOf(values, "cache_replicas_per_shard"))),
  };
}

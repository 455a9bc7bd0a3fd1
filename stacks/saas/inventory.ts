import type { Inventory, Values } from "../../contract";
import type { Deployment } from "../foundation";
import { cacheResources, countOf, groupResource, inRegion, serviceResource, tableResources } from "../inventory";
import { TABLE_LAYOUTS, TABLES } from "./table-layouts";

/** Where CloudWatch keeps the metrics of each component, from names alone. */
export function saasInventory({ name, region }: Pick<Deployment, "name" | "region">, values: Values): Inventory {
  const service = "app-service";
  return {
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

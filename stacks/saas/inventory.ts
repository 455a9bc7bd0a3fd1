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
import { type SaasNames, saasNames } from "./names";
import { consolidatedResources, TABLE_LAYOUTS, type TableName } from "./table-layouts";

/** Where CloudWatch keeps the metrics of each component, from names alone. */
export function saasInventory({ name, region }: Pick<Deployment, "name" | "region">, values: Values): Inventory {
  const names = saasNames(name);
  const tableOf = (table: TableName) => tableResources(names.table(table), Object.keys(TABLE_LAYOUTS[table].indexes));
  return {
    database: inRegion(region, databaseResources(names, values)),
    app_service: inRegion(region, [groupResource("all", names.groups), serviceResource(name, names.service)]),
    cache: inRegion(region, cacheResources(names.cache, countOf(values, "cache_shards"), countOf(values, "cache_replicas_per_shard"))),
    tenants: inRegion(region, tableOf("tenants")),
    users: inRegion(region, [
      ...tableOf("users"),
      ...(values.users_consolidated === true ? consolidatedResources(names.consolidatedTable) : []),
    ]),
    audit_logs: inRegion(region, tableOf("audit_logs")),
  };
}

/** One instance in each further region: it holds a copy and waits for nobody. */
function databaseResources(names: SaasNames, values: Values): readonly Resource[] {
  const primary = {
    engine: "mysql",
    cluster: names.cluster,
    writer: names.writer,
    failoverReader: names.failoverReader,
    furtherReaders: range(2, countOf(values, "database_readers")).map(names.reader),
  } as const;
  const secondaries = setOf(values, "database_secondary_regions").map((region) => ({
    region,
    cluster: names.secondaryCluster(region),
    instances: [names.secondaryInstance(region)],
  }));
  return auroraGlobalResources(primary, secondaries);
}

import type { Inventory, Resource, Values } from "../../contract";
import type { Placement } from "../../modules/auto-scaling-group";
import type { Deployment } from "../foundation";
import {
  auroraResources,
  cacheResources,
  countOf,
  daxResources,
  groupResource,
  inRegion,
  queueResources,
  range,
  serviceResource,
  tableResources,
} from "../inventory";
import { ZONES } from "../parts/context";
import { TABLES, type TradingNames, tradingNames } from "./names";
import { tradingSettings } from "./settings";
import { TABLE_LAYOUTS } from "./table-indexes";

/** Where CloudWatch keeps the metrics of each trading component, from names alone. */
export function tradingInventory(deployment: Pick<Deployment, "name" | "region" | "settings">, values: Values): Inventory {
  const { name, region } = deployment;
  const names = tradingNames(name);
  const { placement } = tradingSettings(deployment);
  const component = (resources: readonly Resource[]) => inRegion(region, resources);
  return {
    database: component(databaseResources(names, countOf(values, "database_readers"))),
    order_service: component([
      ...groupResources(names, placement),
      serviceResource(name, names.service),
      ...queueResources("orders", names.queue, names.deadLetterQueue),
    ]),
    cache: component(cacheResources(names.cache, countOf(values, "cache_shards"), countOf(values, "cache_replicas_per_shard"))),
    ...Object.fromEntries(
      TABLES.map((table) => [table, component(tableResources(names.table(table), Object.keys(TABLE_LAYOUTS[table].indexes)))]),
    ),
    accelerator: component(daxResources(names.accelerator, range(1, countOf(values, "accelerator_nodes")).map(names.acceleratorNode))),
  };
}

const databaseResources = (names: TradingNames, readers: number): readonly Resource[] =>
  auroraResources({
    engine: "postgresql",
    cluster: names.cluster,
    writer: names.writer,
    failoverReader: names.failoverReader,
    furtherReaders: range(2, readers).map(names.reader),
  });

const groupResources = (names: TradingNames, placement: Placement): readonly Resource[] =>
  placement === "partition" ? [groupResource("all", names.groups)] : ZONES.map((zone) => groupResource(zone, names.group(zone), zone));

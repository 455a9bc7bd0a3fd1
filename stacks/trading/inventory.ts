import type { Inventory, Resource, Values } from "../../contract";
import type { Placement } from "../../modules/auto-scaling-group";
import type { Deployment } from "../foundation";
import { cacheResources, countOf, groupResource, inRegion, range, serviceResource, tableResources } from "../inventory";
import { TABLES, type TradingNames, tradingNames, ZONES } from "./names";
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
    order_service: component(orderServiceResources(name, names, placement)),
    cache: component(cacheResources(names.cache, countOf(values, "cache_shards"), countOf(values, "cache_replicas_per_shard"))),
    ...Object.fromEntries(
      TABLES.map((table) => [table, component(tableResources(names.table(table), Object.keys(TABLE_LAYOUTS[table].indexes)))]),
    ),
    accelerator: component(acceleratorResources(names, countOf(values, "accelerator_nodes"))),
  };
}

function databaseResources(names: TradingNames, readers: number): readonly Resource[] {
  const instance = (name: string, id: string, role: "writer" | "reader"): Resource => ({
    scope: "instance",
    name,
    dimensions: { DBInstanceIdentifier: id },
    role,
  });
  return [
    { scope: "cluster", name: "cluster", dimensions: { DBClusterIdentifier: names.cluster } },
    instance("writer", names.writer, "writer"),
    instance("failover_reader", names.failoverReader, "reader"),
    ...range(2, readers).map((number) => instance(`reader_${number}`, names.reader(number), "reader")),
  ];
}

function orderServiceResources(deployment: string, names: TradingNames, placement: Placement): readonly Resource[] {
  return [
    ...groupResources(names, placement),
    serviceResource(deployment, names.service),
    { scope: "queue", name: "orders", dimensions: { QueueName: names.queue } },
    { scope: "dead_letter_queue", name: "dead_letters", dimensions: { QueueName: names.deadLetterQueue } },
  ];
}

function groupResources(names: TradingNames, placement: Placement): readonly Resource[] {
  return placement === "partition"
    ? [groupResource("all", names.groups)]
    : ZONES.map((zone) => ({ ...groupResource(zone, names.group(zone)), group: zone }));
}

function acceleratorResources(names: TradingNames, nodes: number): readonly Resource[] {
  return range(1, nodes).map((number) => {
    const node = names.acceleratorNode(number);
    return {
      scope: "node",
      name: node,
      dimensions: { ClusterId: names.accelerator, NodeId: `${names.accelerator}-${node}` },
      role: number === 1 ? "primary" : "replica",
    };
  });
}

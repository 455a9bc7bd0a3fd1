import type { Inventory, Resource, Values } from "../../contract";
import type { Placement } from "../../modules/auto-scaling-group";
import type { Deployment } from "../foundation";
import { TABLES, type TableName, type TradingNames, tradingNames, ZONES } from "./names";
import { tradingSettings } from "./settings";
import { TABLE_LAYOUTS } from "./table-indexes";

const FIRST = 1;

/** Where CloudWatch keeps the metrics of each trading component, from names alone. */
export function tradingInventory(deployment: Pick<Deployment, "name" | "region" | "settings">, values: Values): Inventory {
  const { name, region } = deployment;
  const names = tradingNames(name);
  const { placement } = tradingSettings(deployment);
  const component = (resources: readonly Resource[]) => ({ region, resources });
  return {
    database: component(databaseResources(names, countOf(values, "database_readers"))),
    order_service: component(serviceResources(name, names, placement)),
    cache: component(cacheResources(names, countOf(values, "cache_shards"), countOf(values, "cache_replicas_per_shard"))),
    ...Object.fromEntries(TABLES.map((table) => [table, component(tableResources(names, table))])),
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

function serviceResources(deployment: string, names: TradingNames, placement: Placement): readonly Resource[] {
  return [
    ...groupResources(names, placement),
    { scope: "service", name: "service", dimensions: { Deployment: deployment, Service: names.service } },
    { scope: "queue", name: "orders", dimensions: { QueueName: names.queue } },
    { scope: "dead_letter_queue", name: "dead_letters", dimensions: { QueueName: names.deadLetterQueue } },
  ];
}

function groupResources(names: TradingNames, placement: Placement): readonly Resource[] {
  const group = (name: string, groupName: string) => ({ scope: "group", name, dimensions: { AutoScalingGroupName: groupName } });
  return placement === "partition"
    ? [group("all", names.groups)]
    : ZONES.map((zone) => ({ ...group(zone, names.group(zone)), group: zone }));
}

function cacheResources(names: TradingNames, shards: number, replicas: number): readonly Resource[] {
  return range(FIRST, shards).flatMap((shard) =>
    range(FIRST, replicas + 1).map((node) => ({
      scope: "node",
      name: names.cacheNode(shard, node),
      dimensions: { CacheClusterId: `${names.cache}-${names.cacheNode(shard, node)}` },
      role: node === FIRST ? "primary" : "replica",
      group: names.shard(shard),
    })),
  );
}

function tableResources(names: TradingNames, table: TableName): readonly Resource[] {
  const TableName = names.table(table);
  return [
    { scope: "table", name: "table", dimensions: { TableName } },
    ...Object.keys(TABLE_LAYOUTS[table].indexes).map((index) => ({
      scope: "index",
      name: index,
      dimensions: { TableName, GlobalSecondaryIndexName: index },
    })),
  ];
}

function acceleratorResources(names: TradingNames, nodes: number): readonly Resource[] {
  return range(FIRST, nodes).map((number) => {
    const node = names.acceleratorNode(number);
    return {
      scope: "node",
      name: node,
      dimensions: { ClusterId: names.accelerator, NodeId: `${names.accelerator}-${node}` },
      role: number === FIRST ? "primary" : "replica",
    };
  });
}

const range = (from: number, to: number): readonly number[] => Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);

function countOf(values: Values, name: string): number {
  const value = values[name];
  if (typeof value !== "number") throw new TypeError(`${name} is no count`);
  return value;
}

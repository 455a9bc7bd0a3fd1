import type { ComponentInventory, Resource, Values } from "../../contract";

/** Whole numbers from one to another, both included; none where the second is smaller. */
export const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);

/** @throws TypeError where the contract declares no such count: a mistake in the stack's code */
export function countOf(values: Values, name: string): number {
  const value = values[name];
  if (typeof value !== "number") throw new TypeError(`${name} is no count`);
  return value;
}

export const inRegion = (region: string, resources: readonly Resource[]): ComponentInventory => ({ region, resources });

/** A table and its global secondary indexes: CloudWatch counts them apart. */
export function tableResources(tableName: string, indexes: readonly string[]): readonly Resource[] {
  return [
    { scope: "table", name: "table", dimensions: { TableName: tableName } },
    ...indexes.map((index) => ({ scope: "index", name: index, dimensions: { TableName: tableName, GlobalSecondaryIndexName: index } })),
  ];
}

/** ElastiCache's own numbering: shards and nodes count from 1, and node 1 is the primary until a failover. */
export const shardName = (shard: number): string => String(shard).padStart(4, "0");
export const cacheNodeName = (shard: number, node: number): string => `${shardName(shard)}-${String(node).padStart(3, "0")}`;

export function cacheResources(replicationGroupId: string, shards: number, replicasPerShard: number): readonly Resource[] {
  return range(1, shards).flatMap((shard) =>
    range(1, replicasPerShard + 1).map((node) => ({
      scope: "node",
      name: cacheNodeName(shard, node),
      dimensions: { CacheClusterId: `${replicationGroupId}-${cacheNodeName(shard, node)}` },
      role: node === 1 ? "primary" : "replica",
      group: shardName(shard),
    })),
  );
}

export const groupResource = (name: string, groupName: string): Resource => ({
  scope: "group",
  name,
  dimensions: { AutoScalingGroupName: groupName },
});

/** What a service emits of itself, whatever it runs on. */
export const serviceResource = (deployment: string, service: string): Resource => ({
  scope: "service",
  name: "service",
  dimensions: { Deployment: deployment, Service: service },
});

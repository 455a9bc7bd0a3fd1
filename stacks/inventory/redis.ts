import type { Resource } from "../../contract";
import { range } from "./common";

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

import { DAXClient } from "@aws-sdk/client-dax";
import { ElastiCacheClient } from "@aws-sdk/client-elasticache";
import type { TunableValue } from "../../../../contract";
import { daxOutstanding } from "../../../../optimizer/rollout/live/in-effect/dax";
import { redisOutstanding, replicationGroupOf } from "../../../../optimizer/rollout/live/in-effect/redis";
import { clientOf } from "../../../support/wire";

describe("Redis", () => {
  const account = clientOf(ElastiCacheClient);
  const shard = (NodeGroupId: string, replicas: number, Status = "available") => ({
    NodeGroupId,
    Status,
    NodeGroupMembers: Array.from({ length: replicas + 1 }, (_, i) => ({ CacheClusterId: `orders-${NodeGroupId}-00${i + 1}` })),
  });
  const GROUP = {
    ReplicationGroupId: "orders",
    Status: "available",
    CacheNodeType: "cache.r6gd.4xlarge",
    DataTiering: "enabled",
    PendingModifiedValues: {},
    NodeGroups: [shard("0001", 2), shard("0002", 2)],
  };
  const outstanding = (tunable: string, to: TunableValue, group: object = {}) => {
    const client = account({ DescribeReplicationGroups: { ReplicationGroups: [{ ...GROUP, ...group }] } });
    return redisOutstanding(client, "orders", tunable, to);
  };

  test.each<[string, TunableValue, object]>([
    ["node_type", "cache.r6gd.4xlarge", {}],
    ["node_type", "cache.r6g.4xlarge", { CacheNodeType: "cache.r6g.4xlarge", DataTiering: "disabled" }],
    ["shards", 2, {}],
    ["replicas_per_shard", 2, {}],
  ])("%s = %s is in effect", async (tunable, to, group) => {
    expect(await outstanding(tunable, to, group)).toEqual([]);
  });

  test.each<[string, string, TunableValue, object, string]>([
    ["the old node type", "node_type", "cache.r6gd.2xlarge", {}, "its nodes are cache.r6gd.4xlarge, not cache.r6gd.2xlarge yet"],
    [
      "tiering that the type is not made for",
      "node_type",
      "cache.r6gd.4xlarge",
      { DataTiering: "disabled" },
      "its data tiering is disabled, which cache.r6gd.4xlarge is not made for",
    ],
    ["a shard too many", "shards", 1, {}, "it has 2 shards, not 1 yet"],
    [
      "one shard with its old replicas",
      "replicas_per_shard",
      2,
      { NodeGroups: [shard("0001", 2), shard("0002", 3)] },
      "shard 0002 has 3 replicas, not 2 yet",
    ],
    ["a group at work", "shards", 2, { Status: "modifying" }, "it is modifying"],
    ["a shard at work", "shards", 2, { NodeGroups: [shard("0001", 2), shard("0002", 2, "modifying")] }, "shard 0002 is modifying"],
    [
      "slots on the move",
      "shards",
      2,
      { PendingModifiedValues: { Resharding: { SlotMigration: { ProgressPercentage: 40 } } } },
      "it has Resharding pending",
    ],
  ])("not yet: %s", async (_name, tunable, to, group, problem) => {
    expect(await outstanding(tunable, to, group)).toEqual([`orders: ${problem}`]);
  });

  test.each([
    ["trading-cache-0015-003", "trading-cache"],
    ["trading-cache-001", "trading-cache"],
    ["cache-2024-0001-001", "cache-2024"],
  ])("node %s belongs to group %s", (node, group) => {
    expect(replicationGroupOf(node)).toBe(group);
  });
});

describe("DAX", () => {
  const account = clientOf(DAXClient);
  const CLUSTER = { ClusterName: "orders", Status: "available", NodeType: "dax.r5.large", TotalNodes: 3, ActiveNodes: 3 };
  const outstanding = (tunable: string, to: TunableValue, cluster: object = {}) => {
    return daxOutstanding(account({ DescribeClusters: { Clusters: [{ ...CLUSTER, ...cluster }] } }), "orders", tunable, to);
  };

  test.each<[string, TunableValue]>([
    ["nodes", 3],
    ["node_type", "dax.r5.large"],
  ])("%s = %s is in effect", async (tunable, to) => {
    expect(await outstanding(tunable, to)).toEqual([]);
  });

  test.each<[string, string, TunableValue, object, string]>([
    ["a cluster at work", "nodes", 3, { Status: "modifying" }, "it is modifying"],
    ["a node that does not serve", "nodes", 3, { ActiveNodes: 2 }, "2 of its 3 nodes serve"],
    ["a node too few", "nodes", 4, {}, "it has 3 nodes, not 4 yet"],
    ["the old node type", "node_type", "dax.r5.xlarge", {}, "its nodes are dax.r5.large, not dax.r5.xlarge yet"],
  ])("not yet: %s", async (_name, tunable, to, cluster, problem) => {
    expect(await outstanding(tunable, to, cluster)).toEqual([`orders: ${problem}`]);
  });
});

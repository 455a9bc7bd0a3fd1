import { DescribeReplicationGroupsCommand, ElastiCacheClient, type ReplicationGroup } from "@aws-sdk/client-elasticache";
import { hasDataTiering, type TunableValue } from "../../../../contract";
import { clientOptions, DEFAULT_PATIENCE } from "../../../telemetry/aws/client";
import { allOf, identifiersIn, pendingNames, type Watch } from "./subject";

/** Whether the replication groups have what a turn gave them. */
export const watchRedis: Watch = (subject) => {
  const { turn, region } = subject;
  const client = new ElastiCacheClient(clientOptions(region, DEFAULT_PATIENCE));
  const groups = [...new Set(identifiersIn(subject, "node", "CacheClusterId").map(replicationGroupOf))];
  return () => allOf(groups.map((group) => redisOutstanding(client, group, turn.tunable, turn.delta.to)));
};

type Check = (group: ReplicationGroup, to: TunableValue) => readonly string[];

const CHECKS: ReadonlyMap<string, Check> = new Map<string, Check>([
  [
    "node_type",
    ({ CacheNodeType, DataTiering }, to) => [
      ...(CacheNodeType === to ? [] : [`its nodes are ${CacheNodeType}, not ${to} yet`]),
      ...((DataTiering === "enabled") === hasDataTiering(to) ? [] : [`its data tiering is ${DataTiering}, which ${to} is not made for`]),
    ],
  ],
  ["shards", ({ NodeGroups = [] }, to) => (NodeGroups.length === to ? [] : [`it has ${NodeGroups.length} shards, not ${to} yet`])],
  ["engine", ({ Engine }, to) => (Engine === to ? [] : [`its engine is ${Engine}, not ${to} yet`])],
  [
    "replicas_per_shard",
    ({ NodeGroups = [] }, to) =>
      NodeGroups.flatMap(({ NodeGroupId, NodeGroupMembers = [] }) =>
        NodeGroupMembers.length - 1 === to ? [] : [`shard ${NodeGroupId} has ${NodeGroupMembers.length - 1} replicas, not ${to} yet`],
      ),
  ],
]);

/**
 * In effect when the group and all its shards are available with nothing pending, and the turned size is what they have.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_ReplicationGroup.html
 */
export async function redisOutstanding(
  client: ElastiCacheClient,
  groupId: string,
  tunable: string,
  to: TunableValue,
): Promise<readonly string[]> {
  const { ReplicationGroups = [] } = await client.send(new DescribeReplicationGroupsCommand({ ReplicationGroupId: groupId }));
  const [group] = ReplicationGroups;
  if (group === undefined) return [`there is no replication group ${groupId}`];
  const problems = [
    ...(group.Status === "available" ? [] : [`it is ${group.Status}`]),
    ...pendingNames(group.PendingModifiedValues).map((name) => `it has ${name} pending`),
    ...(group.NodeGroups ?? []).flatMap(({ NodeGroupId, Status }) => (Status === "available" ? [] : [`shard ${NodeGroupId} is ${Status}`])),
    ...(CHECKS.get(tunable)?.(group, to) ?? []),
  ];
  return problems.map((problem) => `${groupId}: ${problem}`);
}

/**
 * ElastiCache names a node after its replication group: `<group>-<shard>-<node>`, without the shard where cluster mode is off.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Replication.Endpoints.html
 */
export const replicationGroupOf = (cacheClusterId: string): string => cacheClusterId.replace(/(-\d{4})?-\d{3}$/, "");

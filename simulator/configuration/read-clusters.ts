import { z } from "zod";
import type { Resource } from "../../contract";
import type { Applied } from "./applied";
import { type ControlPlane, leaf, leaves } from "./aws-calls";

/** Classes by role; a reader that is gone is not counted. */
export async function readAurora(plane: ControlPlane, resources: readonly Resource[]): Promise<Applied> {
  const instances = await Promise.all(
    resources
      .filter(({ scope }) => scope === "instance")
      .map(async ({ role, dimensions }) => {
        const DBInstanceIdentifier = dimensions.DBInstanceIdentifier ?? "";
        const found = await plane.query("rds", "DescribeDBInstances", { DBInstanceIdentifier });
        return { role, instanceClass: leaf(found, "DBInstanceClass") };
      }),
  );
  const classes = (isWriter: boolean): readonly (string | undefined)[] =>
    instances.filter(({ role }) => (role === "writer") === isWriter).map(({ instanceClass }) => instanceClass);
  const [writer] = classes(true);
  const [failover, ...others] = classes(false);
  if (writer === undefined || failover === undefined) return {};
  const cluster = resources.find(({ scope }) => scope === "cluster")?.dimensions.DBClusterIdentifier ?? "";
  const described = await plane.query("rds", "DescribeDBClusters", { DBClusterIdentifier: cluster });
  const retention = leaf(described, "BackupRetentionPeriod");
  return {
    writer_class: writer,
    failover_reader_class: failover,
    reader_class: others.find((instanceClass) => instanceClass !== undefined),
    readers: classes(false).filter((instanceClass) => instanceClass !== undefined).length,
    backup_retention_days: retention === undefined ? undefined : Number(retention),
  };
}

/** The replication group's id is what comes before a node's own name in its cache cluster id. */
export async function readRedis(plane: ControlPlane, resources: readonly Resource[]): Promise<Applied> {
  const [node] = resources;
  const ReplicationGroupId = node?.dimensions.CacheClusterId?.slice(0, -node.name.length - 1) ?? "";
  const group = await plane.query("elasticache", "DescribeReplicationGroups", { ReplicationGroupId });
  const nodeType = leaf(group, "CacheNodeType");
  const shards = new Set(leaves(group, "NodeGroupId")).size;
  if (nodeType === undefined || shards === 0) return {};
  const nodes = (group?.match(/<NodeGroupMember>/g) ?? []).length;
  return { node_type: nodeType, shards, replicas_per_shard: Math.round(nodes / shards) - 1, engine: leaf(group, "Engine") };
}

const daxSchema = z.object({ Clusters: z.array(z.object({ NodeType: z.string(), TotalNodes: z.number() })) });

export async function readDax(plane: ControlPlane, resources: readonly Resource[]): Promise<Applied> {
  const ClusterNames = [resources[0]?.dimensions.ClusterId ?? ""];
  const [cluster] = daxSchema.safeParse(await plane.json("dax", "AmazonDAXV3.DescribeClusters", { ClusterNames })).data?.Clusters ?? [];
  return { node_type: cluster?.NodeType, nodes: cluster?.TotalNodes };
}

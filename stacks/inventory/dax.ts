import type { Resource } from "../../contract";

/** @param nodes names as DAX gives them: the cluster's with a letter; the first is the primary until a failover */
export const daxResources = (cluster: string, nodes: readonly string[]): readonly Resource[] =>
  nodes.map((node, index) => ({
    scope: "node",
    name: node,
    dimensions: { ClusterId: cluster, NodeId: `${cluster}-${node}` },
    role: index === 0 ? "primary" : "replica",
  }));

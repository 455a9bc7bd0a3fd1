import { type Cluster, DAXClient, DescribeClustersCommand } from "@aws-sdk/client-dax";
import type { TunableValue } from "../../../../contract";
import { clientOptions, DEFAULT_PATIENCE } from "../../../telemetry/aws/client";
import { allOf, identifiersIn, type Watch } from "./subject";

/** Whether the clusters have what a turn gave them. */
export const watchDax: Watch = (subject) => {
  const { turn, region } = subject;
  const client = new DAXClient(clientOptions(region, DEFAULT_PATIENCE));
  const clusters = identifiersIn(subject, "node", "ClusterId");
  return () => allOf(clusters.map((cluster) => daxOutstanding(client, cluster, turn.tunable, turn.delta.to)));
};

type Check = (cluster: Cluster, to: TunableValue) => readonly string[];

const CHECKS: ReadonlyMap<string, Check> = new Map<string, Check>([
  ["node_type", ({ NodeType }, to) => (NodeType === to ? [] : [`its nodes are ${NodeType}, not ${to} yet`])],
  ["nodes", ({ TotalNodes }, to) => (TotalNodes === to ? [] : [`it has ${TotalNodes} nodes, not ${to} yet`])],
]);

/**
 * In effect when the cluster is available, every node of it serves, and the turned size is what it has.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_dax_Cluster.html
 */
export async function daxOutstanding(client: DAXClient, name: string, tunable: string, to: TunableValue): Promise<readonly string[]> {
  const { Clusters = [] } = await client.send(new DescribeClustersCommand({ ClusterNames: [name] }));
  const [cluster] = Clusters;
  if (cluster === undefined) return [`there is no DAX cluster ${name}`];
  const { Status, ActiveNodes, TotalNodes } = cluster;
  const problems = [
    ...(Status === "available" ? [] : [`it is ${Status}`]),
    ...(ActiveNodes === TotalNodes ? [] : [`${ActiveNodes} of its ${TotalNodes} nodes serve`]),
    ...(CHECKS.get(tunable)?.(cluster, to) ?? []),
  ];
  return problems.map((problem) => `${name}: ${problem}`);
}

import { DAX } from "../../../contract";
import { choiceOf, countOf, familyLadder, type KindDraft, textIn } from "../drafted";

export const dax: KindDraft = {
  types: ["aws_dax_cluster"],
  draft(cluster) {
    const name = textIn(cluster.values.cluster_name);
    const type = cluster.argument("node_type");
    const nodes = Array.isArray(cluster.values.nodes) ? cluster.values.nodes : [];
    const ids = nodes.flatMap((node: unknown) => (typeof node === "object" && node !== null && "id" in node ? [String(node.id)] : []));
    return {
      kind: "dax",
      address: cluster.address,
      name: cluster.name,
      description: `DAX cluster ${name ?? cluster.name}`,
      tunables: {
        node_type: choiceOf(type, familyLadder(DAX, type.value), "Node type"),
        nodes: countOf(cluster.argument("replication_factor"), { unit: "node", min: 3, max: 11 }, "Nodes"),
      },
      resources: ids.map((id, index) => ({
        scope: "node",
        name: id,
        dimensions: { ClusterId: name ?? "", NodeId: id },
        role: index === 0 ? "primary" : "replica",
      })),
      ...(ids.length === 0 ? { unknown: "the nodes' names are known after the first apply only" } : {}),
    };
  },
};

import { CACHE, type Resource } from "../../../contract";
import { choiceOf, countOf, type DraftedTunable, familyLadder, type KindDraft, listIn, numberIn, textIn } from "../drafted";
import type { PlannedResource } from "../root-module";

export const redis: KindDraft = {
  types: ["aws_elasticache_replication_group"],
  draft(group) {
    const id = textIn(group.values.replication_group_id);
    const type = group.argument("node_type");
    const nodes = listIn(group.values.member_clusters);
    return {
      kind: "redis",
      address: group.address,
      name: group.name,
      description: `ElastiCache replication group ${id ?? group.name}`,
      tunables: {
        node_type: choiceOf(type, familyLadder(CACHE, type.value), "Node type"),
        shards: countOf(group.argument("num_node_groups"), { unit: "shard", min: 1, max: 0 }, "Shards"),
        replicas_per_shard: replicasOf(group),
      },
      resources: nodes.map((node) => nodeResource(node, id ?? "")),
      ...(nodes.length === 0 ? { unknown: "the nodes' names are known after the first apply only" } : {}),
    };
  },
};

const RANGE = { unit: "replica", min: 1, max: 0 } as const;

/** Without cluster mode the number of nodes is what is asked for: one of them is the primary. */
function replicasOf(group: PlannedResource): DraftedTunable {
  const replicas = group.argument("replicas_per_node_group");
  if (numberIn(replicas.value) !== undefined) return countOf(replicas, RANGE, "Replicas of each shard");
  const nodes = group.argument("num_cache_clusters");
  const count = numberIn(nodes.value);
  const why = nodes.variable === undefined ? nodes.why : `${nodes.variable.name} counts the primary too`;
  return countOf(
    { value: count === undefined ? undefined : count - 1, ...(why === undefined ? {} : { why }) },
    RANGE,
    "Replicas of each shard",
  );
}

/** `shop-0001-002` is node 2 of shard 1; `shop-002` node 2 of the only one. Node 1 is the primary until a failover. */
function nodeResource(node: string, id: string): Resource {
  const name = node.startsWith(`${id}-`) ? node.slice(id.length + 1) : node;
  const [shard, number] = name.includes("-") ? name.split("-") : ["0001", name];
  return {
    scope: "node",
    name,
    dimensions: { CacheClusterId: node },
    role: Number(number) === 1 ? "primary" : "replica",
    group: shard ?? "0001",
  };
}

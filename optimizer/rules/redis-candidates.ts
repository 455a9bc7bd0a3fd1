import { tunablesOf } from "../../contract";
import { countIn, type Evidence, type Settings, textIn } from "../evidence";
import { rangeOf, siblings } from "../kinds/ladder";

/**
 * Every cluster of fewer replicas, fewer shards, a smaller node type, or several of these. Never across families: between r6gd and r6g
 * data tiering changes, and the cluster is replaced.
 */
export function smallerClusters(e: Evidence): readonly Settings[] {
  const { node_type, shards, replicas_per_shard } = e.current;
  const type = textIn(e.current, "node_type");
  const definition = tunablesOf(e.definition).get("node_type");
  const family = siblings(definition?.type === "choice" ? definition.ladder : [], type);
  const types = e.turns("node_type") ? family.slice(0, family.indexOf(type) + 1) : [type];
  const shardCounts = e.turns("shards")
    ? mergedCounts(countIn(e.current, "shards"), rangeOf(e.definition, "shards")?.min ?? 1)
    : [countIn(e.current, "shards")];
  const least = rangeOf(e.definition, "replicas_per_shard")?.min ?? 1;
  const replicas = e.turns("replicas_per_shard")
    ? countsDownTo(countIn(e.current, "replicas_per_shard"), least)
    : [countIn(e.current, "replicas_per_shard")];
  return types
    .flatMap((smaller) =>
      replicas.flatMap((left) =>
        [...new Set([...shardCounts, ...(e.turns("shards") ? twiceAtMost(e, left) : [])])].map(
          (count): Settings => ({ ...e.current, node_type: smaller, shards: count, replicas_per_shard: left }),
        ),
      ),
    )
    .filter((to) => to.node_type !== node_type || to.shards !== shards || to.replicas_per_shard !== replicas_per_shard);
}

/** The least number of shards for each number that may be merged into one: any other holds as many together and costs more. */
function mergedCounts(shards: number, least: number): readonly number[] {
  const counts = Array.from({ length: shards }, (_, i) => Math.ceil(shards / (i + 1))).filter((count) => count >= least);
  return [...new Set(counts)];
}

/** The least number of shards with which, beside fewer replicas, no node gets more than twice as much to do: one step, all that is allowed while latency is unproven. */
function twiceAtMost({ current, definition }: Evidence, left: number): readonly number[] {
  const [shards, replicas] = [countIn(current, "shards"), countIn(current, "replicas_per_shard")];
  const count = Math.ceil((shards * (1 + replicas)) / (2 * (1 + left)));
  return count <= shards && count >= (rangeOf(definition, "shards")?.min ?? 1) ? [count] : [];
}

const countsDownTo = (from: number, least: number): readonly number[] =>
  Array.from({ length: Math.max(1, from - least + 1) }, (_, i) => from - i);

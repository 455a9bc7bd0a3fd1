import { z } from "zod";
import { tunablesOf } from "../../contract";
import { byDay, countIn, type Evidence, type Settings, textIn } from "../evidence";
import { rangeOf, siblings } from "../kinds/ladder";
import { proposal } from "../plan/proposal";
import { isMissing } from "../statistics/missing";
import { finding, percent, refsOf } from "./finding";
import { rule } from "./rule";

const parameters = z.strictObject({ hitRateAtLeast: z.number().min(0).max(1) });

interface Lookups {
  readonly hits: number;
  readonly misses: number;
}

/** Hits and misses over all nodes, of each day of which anything is known. */
function lookupsByDay(e: Evidence): readonly Lookups[] {
  const totals = new Map<number, { hits: number; misses: number }>();
  for (const resource of e.scoped("node")) {
    for (const metric of ["hits", "misses"] as const) {
      for (const { day, parts } of byDay(e.read({ resource, metric, statistic: "Sum" }), e.dayOf)) {
        for (const { grid, values } of parts) {
          for (const value of values) {
            if (isMissing(value)) continue;
            const total = totals.get(day) ?? { hits: 0, misses: 0 };
            total[metric] += value * grid.periodSeconds;
            totals.set(day, total);
          }
        }
      }
    }
  }
  return [...totals.values()];
}

/** The lowest hit rate of a day; NaN where no day had a lookup: nothing over nothing is no rate. */
function worstRate(days: readonly Lookups[]): number {
  const rates = days.filter(({ hits, misses }) => hits + misses > 0).map(({ hits, misses }) => hits / (hits + misses));
  return rates.length === 0 ? Number.NaN : Math.min(...rates);
}

/** Fewer replicas, fewer shards, a smaller node type, when the hit rate was high on every day; whether the data fits is for the guards. */
export const redisTopology = rule({
  name: "redis-topology",
  kinds: ["redis"],
  parameters,
  declines: (e, p) => {
    const days = lookupsByDay(e);
    const rate = worstRate(days);
    if (days.length > 0 && isMissing(rate)) return "nobody looked anything up on any day, so that there is no hit rate";
    return rate < p.hitRateAtLeast ? `the lowest daily hit rate is ${percent(rate)}, under ${percent(p.hitRateAtLeast)}` : undefined;
  },
  propose: (e, p) => {
    const rate = worstRate(lookupsByDay(e));
    const nodes = e.scoped("node");
    const findings = isMissing(rate)
      ? []
      : [
          finding(e, [...refsOf(nodes, "hits", ["Sum"]), ...refsOf(nodes, "misses", ["Sum"])], {
            metric: "hits per (hits + misses)",
            statistic: "lowest daily rate over all nodes",
            value: rate,
            unit: "fraction",
          }),
        ];
    const reason = `the hit rate was at least ${percent(p.hitRateAtLeast)} on every day`;
    return candidates(e).map((to) => proposal(e, { rule: "redis-topology", direction: "down", to, reason, findings }));
  },
});

/** Never across families: between r6gd and r6g data tiering changes, and the cluster is replaced. */
function candidates(e: Evidence): readonly Settings[] {
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
      shardCounts.flatMap((count) =>
        replicas.map((left): Settings => ({ ...e.current, node_type: smaller, shards: count, replicas_per_shard: left })),
      ),
    )
    .filter((to) => to.node_type !== node_type || to.shards !== shards || to.replicas_per_shard !== replicas_per_shard);
}

/** The least number of shards for each number that may be merged into one: any other holds as many together and costs more. */
function mergedCounts(shards: number, least: number): readonly number[] {
  const counts = Array.from({ length: shards }, (_, i) => Math.ceil(shards / (i + 1))).filter((count) => count >= least);
  return [...new Set(counts)];
}

const countsDownTo = (from: number, least: number): readonly number[] =>
  Array.from({ length: Math.max(1, from - least + 1) }, (_, i) => from - i);

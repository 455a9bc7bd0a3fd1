import { z } from "zod";
import { byDay, type Evidence } from "../evidence";
import { proposal } from "../plan/proposal";
import { isMissing } from "../statistics/missing";
import { finding, percent, refsOf } from "./finding";
import { smallerClusters } from "./redis-candidates";
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
        const counts = parts.flatMap(({ grid, values }) => knownCount(values, grid.periodSeconds) ?? []);
        if (counts.length === 0) continue;
        const total = totals.get(day) ?? { hits: 0, misses: 0 };
        for (const count of counts) total[metric] += count;
        totals.set(day, total);
      }
    }
  }
  return [...totals.values()];
}

/** What a rate amounts to over its known points; undefined where none is known. */
function knownCount(perSecond: Float64Array, periodSeconds: number): number | undefined {
  let sum = 0;
  let known = false;
  for (const value of perSecond) {
    if (isMissing(value)) continue;
    sum += value;
    known = true;
  }
  return known ? sum * periodSeconds : undefined;
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
    return smallerClusters(e).map((to) => proposal(e, { rule: "redis-topology", direction: "down", to, reason, findings }));
  },
});

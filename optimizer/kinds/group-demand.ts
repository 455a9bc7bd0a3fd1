import type { Resource } from "../../contract";
import type { ComponentHistory } from "../evidence/history";
import type { Settings } from "../evidence/settings";
import { mapTiers, maxTiers, productTiers, sumTiers, type Tiers, zip } from "../evidence/tiers";
import { memoFor } from "../memo";
import type { Change, Dimension } from "./model";

/** What a group (or one per zone) was asked for in all, read from group-level series: instances come and go, the group stays. */
export interface GroupDemand {
  /** Busy cores: minutes by their mean; older tiers as if all instances had peaked with the hottest, which is a bound. */
  readonly cores: Tiers;
  /** Busy cores by the mean in every tier: what autoscaling follows. */
  readonly meanCores: Tiers;
  /** By how many cores the hottest instance exceeds the mean of all: a hot key, session or zone does not spread. */
  readonly excessCores: Tiers;
  /** Sum over the instances of a metric that is a mean per instance. */
  total(metric: string): Tiers;
  /** By how much the instance with the most of a metric exceeds the mean of all, as {@link excessCores}. */
  excess(metric: string): Tiers;
}

/** A quantity of the whole group, and by how much its hottest instance exceeds the mean. */
export interface Spread {
  readonly total: Tiers;
  readonly excess: Tiers;
}

/** Instances in service at a candidate's settings. */
export interface InService {
  readonly units: Tiers;
  /** What autoscaling follows. */
  readonly follows: readonly Spread[];
  /** Instances in service if what autoscaling follows were changed. */
  after(change: Change): Tiers;
}

/** Need of the hottest instance along a dimension, of several quantities the greatest, with the demand behind it. @param capacity of one instance */
export const sharedNeed = (spreads: readonly Spread[], inUse: InService, capacity: number): Pick<Dimension, "need" | "scaled"> => ({
  need: hottestShare(spreads, inUse.units, capacity),
  scaled: {
    demand: askedFor(spreads),
    followed: askedFor(inUse.follows),
    grown: (change, followed) =>
      hottestShare(
        spreads.map(({ total, excess }) => ({ total: change(total), excess: change(excess) })),
        inUse.after(followed),
        capacity,
      ),
  },
});

/** What a group is asked for while it runs: with nothing in service it does nothing. */
const askedFor = memoFor(
  (spreads: readonly Spread[]): Tiers => mapTiers(maxTiers(spreads.map(({ total }) => total)), (value) => (value > 0 ? value : Number.NaN)),
);

/** Share of its capacity that the hottest instance needs, of several quantities the greatest. @param units instances in service */
export const hottestShare = (spreads: readonly Spread[], units: Tiers, capacity: number): Tiers =>
  maxTiers(spreads.map((spread) => shareOfHottest(spread, units, capacity)));

/** Its part of the whole, and what does not spread. */
function shareOfHottest({ total, excess }: Spread, units: Tiers, capacity: number): Tiers {
  return total.map(({ grid, values }, tier) => {
    const [counts, more] = [units[tier]?.values, excess[tier]?.values];
    const shares = new Float64Array(values.length).fill(Number.NaN);
    if (counts === undefined || more === undefined) return { grid, values: shares };
    for (let i = 0; i < shares.length; i++) {
      shares[i] = (values[i] ?? Number.NaN) / (counts[i] ?? Number.NaN) / capacity + (more[i] ?? Number.NaN) / capacity;
    }
    return { grid, values: shares };
  });
}

export function groupDemand(history: ComponentHistory, groups: readonly Resource[], vcpusOf: (settings: Settings) => number): GroupDemand {
  const vcpusThen = history.capacity.over(history.grids, vcpusOf);
  const counts = groups.map((resource) => history.read({ resource, metric: "in_service", statistic: "Average" }));
  const totalOf = (perInstance: readonly Tiers[]): Tiers =>
    sumTiers(
      perInstance.flatMap((tiers, i) => {
        const count = counts[i];
        return count === undefined ? [] : [zip(tiers, count, (value, instances) => (instances === 0 ? 0 : value * instances))];
      }),
    );
  const cores = (utilization: Tiers): Tiers => productTiers(utilization, vcpusThen);
  const read = (resource: Resource, metric: string, statistic: "Average" | "Maximum"): Tiers =>
    history.read({ resource, metric, statistic });

  const total = totalOf(groups.map((resource) => cores(history.judged(resource, "cpu", "Average", "Maximum"))));
  const allInstances = sumTiers(counts);
  const excessOver = (sum: Tiers, hottest: Tiers): Tiers => {
    const mean = zip(sum, allInstances, (value, instances) => (instances === 0 ? 0 : value / instances));
    return zip(hottest, mean, (greatest, average) => Math.max(0, greatest - average));
  };
  const hottestOf = (metric: string): Tiers => maxTiers(groups.map((resource) => read(resource, metric, "Maximum")));
  const totalOfMetric = (metric: string): Tiers =>
    totalOf(groups.map((resource) => history.judged(resource, metric, "Average", "Maximum")));
  return {
    cores: total,
    meanCores: totalOf(groups.map((resource) => cores(read(resource, "cpu", "Average")))),
    excessCores: excessOver(total, cores(hottestOf("cpu"))),
    total: totalOfMetric,
    excess: (metric) => excessOver(totalOfMetric(metric), hottestOf(metric)),
  };
}

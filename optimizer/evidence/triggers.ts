import {
  isPublishedBy,
  METRICS,
  type MetricEntry,
  perOther,
  plainShare,
  SECONDS_PER_DAY,
  type Share,
  type Statistic,
  shareOf,
  type Threshold,
  type Trigger,
} from "../../contract";
import { isMissing } from "../statistics/missing";
import type { Snapshot } from "../telemetry/snapshot/types";
import { type ComponentHistory, componentHistory } from "./history";
import { epochAt, MINUTE, mapTiers, maxTiers, minutesOf, sumTiers, type Tiers, zip } from "./tiers";

/** The last time that a trigger had N of M minutes over its limit. */
export interface Firing {
  readonly trigger: Trigger;
  readonly atEpoch: number;
  /** The greatest value among those minutes, in the trigger's unit. */
  readonly value: number;
  /** Whether M minutes with fewer than N over the limit have been seen since. */
  readonly resolved: boolean;
}

/** The last firing of each trigger within the finest tier. */
export function firings(snapshot: Snapshot, triggers: readonly Trigger[]): readonly Firing[] {
  return triggers.flatMap((trigger) => {
    if (snapshot.contract.components[trigger.component] === undefined) return [];
    const history = componentHistory(snapshot, trigger.component);
    return lastFiring(trigger, indicator(history, trigger, trigger.minRequestsPerSecond ?? 0, shareOf(trigger.limit))) ?? [];
  });
}

/** Met within the last day, or never seen to end. */
export const isCurrent = (firing: Firing, endEpoch: number): boolean => !firing.resolved || firing.atEpoch >= endEpoch - SECONDS_PER_DAY;

/**
 * A threshold's quantity: events summed and set in proportion, anything else by the worst of its resources.
 * @param share of events, as it is held against the limit
 */
export function indicator(
  history: ComponentHistory,
  threshold: Omit<Threshold, "limit" | "unit">,
  minPer = 0,
  share: Share = plainShare,
): Tiers {
  const { metric, statistic, per } = threshold;
  const read = (name: string, by: Statistic): readonly Tiers[] =>
    history.resources
      .map((resource) => ({ resource, metric: name, statistic: by }))
      .filter((ref) => history.series(ref) !== undefined)
      .map(history.read);
  const over = (name: string): Tiers => {
    const made = madeOf(history, name);
    if (made !== undefined)
      return zip(sumTiers(read(made.counter, "Sum")), sumTiers(read(made.units, "Average")), (count, units) =>
        units > 0 ? count / units : Number.NaN,
      );
    const parts = read(name, statistic);
    return statistic === "Sum" ? sumTiers(parts) : maxTiers(parts);
  };
  const values = over(metric);
  if (per === undefined) return values;
  const total = over(per);
  const ratio = perOther(history.definition.kind, threshold, share);
  return mapTiers(values, (value, i, tier) => {
    const { grid, values: totals } = total[tier] ?? NOTHING;
    const all = totals[i] ?? Number.NaN;
    return all > 0 && all >= minPer ? ratio(value, all, grid.periodSeconds) : Number.NaN;
  });
}

const NOTHING = { grid: { periodSeconds: MINUTE }, values: new Float64Array(0) };

/** The metrics that make one up of which no resource is named. */
export function madeOf({ definition, resources }: ComponentHistory, metric: string): MetricEntry["madeOf"] {
  const entries = METRICS[definition.kind].filter(({ name }) => name === metric);
  const isPublished = entries.some((entry) => resources.some((resource) => isPublishedBy(entry, resource)));
  return isPublished ? undefined : entries.find((entry) => entry.madeOf !== undefined)?.madeOf;
}

function lastFiring(trigger: Trigger, tiers: Tiers): Firing | undefined {
  const minutes = minutesOf(tiers);
  if (minutes === undefined) return undefined;
  const { values, grid } = minutes;
  let firing: { index: number; value: number } | undefined;
  let clear = true;
  for (let i = 0; i < values.length; i++) {
    let over = 0;
    let known = 0;
    let value = Number.NEGATIVE_INFINITY;
    for (let j = Math.max(0, i - trigger.outOf + 1); j <= i; j++) {
      const point = values[j] ?? Number.NaN;
      if (isMissing(point)) continue;
      known++;
      if (point > trigger.limit) {
        over++;
        value = Math.max(value, point);
      }
    }
    if (over >= trigger.points) {
      firing = { index: i, value };
      clear = false;
    } else if (known === trigger.outOf) {
      clear = true;
    }
  }
  return firing === undefined ? undefined : { trigger, atEpoch: epochAt(grid, firing.index), value: firing.value, resolved: clear };
}

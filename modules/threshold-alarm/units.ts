import type { MetricEntry, Threshold } from "../../contract";

/** Digits that survive a division in binary floating point. */
const SIGNIFICANT_DIGITS = 12;
const tidy = (value: number): number => Number(value.toPrecision(SIGNIFICANT_DIGITS));

/**
 * A limit in the unit that CloudWatch compares with: the inverse of what the collector does to the metric's points.
 * @param periodSeconds over which the alarm takes the statistic
 */
export function cloudWatchLimit({ limit, per, statistic }: Threshold, entry: MetricEntry, periodSeconds: number): number {
  if (per !== undefined) return limit;
  const seconds = statistic === "Sum" ? periodSeconds : entry.cadenceSeconds;
  return tidy((limit / entry.scale) * (entry.perInterval === true ? seconds : 1));
}

/** A limit in `fraction` on a counted metric is a share of what one unit can hold. */
export const isShareOfCapacity = ({ unit, per }: Threshold, entry: MetricEntry): boolean =>
  unit === "fraction" && entry.unit === "count" && per === undefined;

import { largest, type Slope, theilSen } from "../statistics";
import { byDay } from "./local-days";
import type { Tiers } from "./tiers";

export interface Trend extends Slope {
  /** Daily peaks behind the slope. */
  readonly days: number;
}

/** Slope of the daily peaks, per day (method §3); undefined for fewer than two days. */
export function trendOf(tiers: Tiers, dayOf: (epoch: number) => number): Trend | undefined {
  const peaks = byDay(tiers, dayOf).map(({ day, parts }) => [day, largest(parts.map(({ values }) => largest(values)))] as const);
  const slope = theilSen(peaks);
  return slope === undefined ? undefined : { ...slope, days: peaks.length };
}

/** How far ahead growth is carried: a size has to hold until the next look. */
export const TREND_HORIZON_DAYS = 30;

/** What growth adds within the horizon; decline takes nothing away. */
export const growthAhead = (trend: Trend | undefined): number => Math.max(0, trend?.slope ?? 0) * TREND_HORIZON_DAYS;

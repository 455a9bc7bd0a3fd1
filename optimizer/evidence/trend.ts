import { isMissing, largest, median, type Slope, theilSen } from "../statistics";
import { byDay } from "./local-days";
import { isFine, type Tiers } from "./tiers";

/**
 * Slope of the daily peaks, per day (method §3); undefined where no two days can be compared. Minutes are averages and older tiers
 * maxima: where one gives way to the other the peaks step down, which is no decline and must not hide growth.
 */
export function trendOf(tiers: Tiers, dayOf: (epoch: number) => number): Slope | undefined {
  return theilSen(...dailyPeaks(tiers, dayOf));
}

/** Day and its peak, of minutes and of older tiers. */
const dailyPeaks = (tiers: Tiers, dayOf: (epoch: number) => number) =>
  [true, false].map((fine) =>
    byDay(
      tiers.filter(({ grid }) => isFine(grid) === fine),
      dayOf,
    ).map(({ day, parts }) => [day, largest(parts.map(({ values }) => largest(values)))] as const),
  );

/** How far ahead growth is carried: a size has to hold until the next look. */
export const TREND_HORIZON_DAYS = 30;

/** What growth adds within the horizon; decline takes nothing away. */
export const growthAhead = (trend: Slope | undefined): number => Math.max(0, trend?.slope ?? 0) * TREND_HORIZON_DAYS;

/** By how many times a quantity has grown within the horizon, in proportion to its usual daily peak; 1 where it does not grow. */
export function trendFactor(tiers: Tiers, dayOf: (epoch: number) => number): number {
  const peaks = dailyPeaks(tiers, dayOf);
  const usual = median(peaks.flatMap((days) => days.map(([, peak]) => peak)).filter((peak) => !isMissing(peak)));
  return usual > 0 ? 1 + growthAhead(theilSen(...peaks)) / usual : 1;
}

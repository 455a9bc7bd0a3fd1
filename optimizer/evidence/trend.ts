import { largest, type Slope, theilSen } from "../statistics";
import { byDay } from "./local-days";
import { isFine, type Tiers } from "./tiers";

/**
 * Slope of the daily peaks, per day (method §3); undefined where no two days can be compared. Minutes are averages and older tiers
 * maxima: where one gives way to the other the peaks step down, which is no decline and must not hide growth.
 */
export function trendOf(tiers: Tiers, dayOf: (epoch: number) => number): Slope | undefined {
  const strata = [true, false].map((fine) =>
    byDay(
      tiers.filter(({ grid }) => isFine(grid) === fine),
      dayOf,
    ).map(({ day, parts }) => [day, largest(parts.map(({ values }) => largest(values)))] as const),
  );
  return theilSen(...strata);
}

/** How far ahead growth is carried: a size has to hold until the next look. */
export const TREND_HORIZON_DAYS = 30;

/** What growth adds within the horizon; decline takes nothing away. */
export const growthAhead = (trend: Slope | undefined): number => Math.max(0, trend?.slope ?? 0) * TREND_HORIZON_DAYS;

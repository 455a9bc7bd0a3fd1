import { isMissing } from "../statistics/missing";
import type { TierGrid } from "../telemetry/snapshot/types";
import { type LocalWeeks, MINUTES_PER_WEEK } from "./local-weeks";
import { epochAt, type Tiers } from "./tiers";

const QUARTER_MINUTES = 15;
const QUARTER_SECONDS = QUARTER_MINUTES * 60;
/** What is silent once was an outage; twice at the same time is a habit. */
const LEAST_TIMES = 2;

/** A time of the week at which a quantity is mostly not known, though it is at others. */
export interface RecurringGap {
  /** Of the quarter of an hour that is known least, since Monday, 00:00 on the wall clock. */
  readonly minuteOfWeek: number;
  /** Share of that quarter, over all weeks, that is known. */
  readonly known: number;
  /** Quarters of an hour of the week that are mostly not known. */
  readonly quarters: number;
}

/**
 * Where measurements fail at the same time of most weeks, however few points that costs: what makes them fail may be the very load that
 * nobody sees then. Tiers of hours know no quarters.
 * @param silent 1 for the intervals of a grid in which nothing is expected
 */
export function recurringGap(tiers: Tiers, weeks: LocalWeeks, silent?: (grid: TierGrid) => Uint8Array): RecurringGap | undefined {
  const fine = tiers
    .filter(({ grid }) => grid.periodSeconds <= QUARTER_SECONDS)
    .map(({ grid, values }) => ({ grid, values, off: silent?.(grid) }));
  const secondsOf = (isCounted: (value: number) => boolean): Float64Array => {
    const seconds = new Float64Array(MINUTES_PER_WEEK / QUARTER_MINUTES);
    for (const { grid, values, off } of fine) {
      for (let i = 0; i < values.length; i++) {
        if (!isCounted(values[i] ?? Number.NaN) || off?.[i] === 1) continue;
        const quarter = Math.floor(weeks.minuteOfWeek(epochAt(grid, i)) / QUARTER_MINUTES);
        seconds[quarter] = (seconds[quarter] ?? 0) + grid.periodSeconds;
      }
    }
    return seconds;
  };
  const missing = secondsOf(isMissing);
  // Few points are missing as a rule, and of nearly all there is nothing more to ask.
  if (!missing.some((seconds) => seconds >= LEAST_TIMES * QUARTER_SECONDS)) return undefined;
  const known = secondsOf((value) => !isMissing(value));
  const gaps = [...missing].flatMap((seconds, quarter) => {
    const there = known[quarter] ?? 0;
    return seconds >= LEAST_TIMES * QUARTER_SECONDS && seconds > there
      ? [{ minuteOfWeek: quarter * QUARTER_MINUTES, known: there / (there + seconds) }]
      : [];
  });
  const [first] = gaps;
  if (first === undefined) return undefined;
  return { ...gaps.reduce((least, gap) => (gap.known < least.known ? gap : least), first), quarters: gaps.length };
}

import { SECONDS_PER_DAY } from "../../contract";
import { isMissing } from "../statistics/missing";
import { type LocalWeeks, MINUTES_PER_WEEK } from "./local-weeks";
import type { Silence } from "./stopped";
import { epochAt, type Tiers } from "./tiers";

const QUARTER_MINUTES = 15;
const QUARTER_SECONDS = QUARTER_MINUTES * 60;
/** What is silent once was an outage; twice at the same time is a habit. */
const LEAST_TIMES = 2;
/** The fewest of which two are most: a habit of these is not outvoted by the weeks before it began. */
export const LATELY_WEEKS = 3;
const LATELY_SECONDS = LATELY_WEEKS * 7 * SECONDS_PER_DAY;

/** A time of the week at which a quantity is mostly not known, though it is at others. */
export interface RecurringGap {
  /** Of the quarter of an hour that is known least, since Monday, 00:00 on the wall clock. */
  readonly minuteOfWeek: number;
  /** Share of that quarter that is known: over all weeks, or over the last {@link LATELY_WEEKS}. */
  readonly known: number;
  /** Whether it is so lately only. */
  readonly lately: boolean;
  /** Quarters of an hour of the week that are mostly not known. */
  readonly quarters: number;
}

/**
 * Where measurements fail at the same time of most weeks, or of most of the last ones, however few points that costs: what makes them fail may
 * be the very load that nobody sees then. Tiers of hours know no quarters.
 * @param most share of a quarter's time that may be unknown, 0–1
 * @param silence what is left out
 */
export function recurringGap(tiers: Tiers, weeks: LocalWeeks, most: number, silence?: Silence): RecurringGap | undefined {
  const fine = tiers
    .filter(({ grid }) => grid.periodSeconds <= QUARTER_SECONDS)
    .map(({ grid, values }) => ({ grid, values, silent: silence?.(grid) }));
  const endEpoch = Math.max(...fine.map(({ grid }) => epochAt(grid, grid.length)));
  const secondsOf = (sinceEpoch: number, isCounted: (value: number) => boolean): Float64Array => {
    const seconds = new Float64Array(MINUTES_PER_WEEK / QUARTER_MINUTES);
    for (const { grid, values, silent } of fine) {
      for (let i = 0; i < values.length; i++) {
        if (!isCounted(values[i] ?? Number.NaN) || silent?.[i] === 1 || epochAt(grid, i) < sinceEpoch) continue;
        const quarter = Math.floor(weeks.minuteOfWeek(epochAt(grid, i)) / QUARTER_MINUTES);
        seconds[quarter] = (seconds[quarter] ?? 0) + grid.periodSeconds;
      }
    }
    return seconds;
  };
  const gapsSince = (sinceEpoch: number): ReadonlyMap<number, number> => {
    const missing = secondsOf(sinceEpoch, isMissing);
    // Few points are missing as a rule, and of nearly all there is nothing more to ask.
    if (!missing.some((seconds) => seconds >= LEAST_TIMES * QUARTER_SECONDS)) return new Map();
    const known = secondsOf(sinceEpoch, (value) => !isMissing(value));
    return new Map(
      [...missing].flatMap((seconds, quarter): readonly (readonly [number, number])[] => {
        const there = known[quarter] ?? 0;
        return seconds >= LEAST_TIMES * QUARTER_SECONDS && seconds > most * (seconds + there) ? [[quarter, there / (there + seconds)]] : [];
      }),
    );
  };
  const ever = gapsSince(Number.NEGATIVE_INFINITY);
  const lately = gapsSince(endEpoch - LATELY_SECONDS);
  const told = ever.size > 0 ? ever : lately;
  const [first, ...others] = told;
  if (first === undefined) return undefined;
  const [quarter, known] = others.reduce((least, gap) => (gap[1] < least[1] ? gap : least), first);
  const quarters = new Set([...ever.keys(), ...lately.keys()]).size;
  return { minuteOfWeek: quarter * QUARTER_MINUTES, known, lately: ever.size === 0, quarters };
}

import { changePoints, median } from "../statistics";
import { dailyLevels, errorOfLine, errorOfStep } from "./daily-levels";
import { epochAt, type Tiers } from "./tiers";

/** The last time that a quantity went to a higher level. */
export interface LevelShift {
  /** First day of the new level, as `dayOf` counts them, and days since, today included. */
  readonly day: number;
  readonly days: number;
  /** New level in proportion to the one before. */
  readonly ratio: number;
}

/** Days that a level has at the least; a holiday is no level. */
const LEAST_DAYS = 4;
/** A rise by less than a quarter is no other regime. */
const LEAST_RATIO = 1.25;

/**
 * A change point in the level of a need (method §3): PELT on the logarithms of daily levels. Growth is no shift: where a line fits the two
 * levels as well as a step, there is none.
 */
export function levelShift(need: Tiers, dayOf: (epoch: number) => number): LevelShift | undefined {
  const { days, levels, noise } = dailyLevels(need, dayOf);
  if (days.length < 2 * LEAST_DAYS) return undefined;
  const starts = [0, ...changePoints(levels, { noise, leastLength: LEAST_DAYS }), levels.length];
  for (let i = starts.length - 2; i > 0; i--) {
    const [from = 0, at = 0, to = 0] = starts.slice(i - 1, i + 2);
    const [before, after] = [levels.slice(from, at), levels.slice(at, to)];
    const ratio = 2 ** (median(after) - median(before));
    const first = days[at];
    const today = days[days.length - 1];
    if (
      first === undefined ||
      today === undefined ||
      ratio < LEAST_RATIO ||
      errorOfLine([...before, ...after]) <= errorOfStep(before, after)
    )
      continue;
    return { day: first, days: today - first + 1, ratio };
  }
  return undefined;
}

/** A quantity from a day on; NaN before it. */
export const sinceDay = (tiers: Tiers, day: number, dayOf: (epoch: number) => number): Tiers =>
  tiers.map(({ grid, values }) => ({
    grid,
    values: values.map((value, i) => (dayOf(epochAt(grid, i)) < day ? Number.NaN : value)),
  }));

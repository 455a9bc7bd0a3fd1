import { dailyLevels, errorOfLine, errorOfStep, lineThrough } from "./daily-levels";
import { epochAt, minutesOf, type Tiers } from "./tiers";

/** A rise by less than a fifth within these days may be anything. */
const LEAST_RISE = Math.log2(1.2);
/** In standard deviations of what noise alone makes of a line's rise. */
const BEYOND_NOISE = 3;
/** Variance of a line's rise, in that of the values divided by their number. */
const RISE_VARIANCE = 12;
/** By how much a step must fit better, in ln n of the noise's variance, for its place was searched for. */
const STEP_PENALTY = 3;
/** Nearly all whole days that CloudWatch keeps the minutes of: two weekends among them. */
const LEAST_DAYS = 12;

/** Growth that began too lately for a trend over the whole window to show it. */
export interface LateGrowth {
  /** Days that it was seen in, and the level at their end in proportion to that at their beginning. */
  readonly days: number;
  readonly ratio: number;
  /** Share of the present level that comes on top in a day, if it goes on as it was. */
  readonly perDay: number;
}

/**
 * What the whole days of the minute tier, all measured alike, grow by: a line through their levels. The median of three months' slopes says
 * nothing of what began a fortnight ago. Where the level went up at once there is no growth: that is a {@link levelShift}.
 */
export function lateGrowth(need: Tiers, dayOf: (epoch: number) => number): LateGrowth | undefined {
  const grid = minutesOf(need)?.grid;
  if (grid === undefined) return undefined;
  const [first, last] = [dayOf(grid.startEpoch), dayOf(epochAt(grid, grid.length))];
  const { days, levels, noise } = dailyLevels(need, dayOf);
  const late = levels.filter((_, i) => first < (days[i] ?? first) && (days[i] ?? last) < last);
  if (late.length < LEAST_DAYS) return undefined;
  const line = lineThrough(late);
  const rise = line(late.length - 1) - line(0);
  if (rise < Math.max(LEAST_RISE, BEYOND_NOISE * noise * Math.sqrt(RISE_VARIANCE / late.length))) return undefined;
  const step = Math.min(...late.slice(1).map((_, i) => errorOfStep(late.slice(0, i + 1), late.slice(i + 1))));
  if (errorOfLine(late) > step + STEP_PENALTY * Math.log(late.length) * noise ** 2) return undefined;
  return { days: late.length, ratio: 2 ** rise, perDay: (1 - 2 ** -rise) / (late.length - 1) };
}

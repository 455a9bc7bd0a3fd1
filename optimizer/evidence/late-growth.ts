import { dailyLevels, errorOfLine, errorOfStep, lineThrough } from "./daily-levels";
import { roseBefore } from "./rose-before";
import { epochAt, minutesOf, type Tiers } from "./tiers";
import { TREND_HORIZON_DAYS } from "./trend";

/** A rise by less than a fifth within these days may be anything. */
const LEAST_RISE = Math.log2(1.2);
/** In standard deviations of what noise alone makes of a line's rise. */
const BEYOND_NOISE = 3;
/** By how much a step must fit better, in ln n of the noise's variance, for its place was searched for. */
const STEP_PENALTY = 3;
/** Nearly all that CloudWatch keeps the minutes of: two weeks, of which a component may be stopped at the weekends and on a holiday. */
const LEAST_SPAN_DAYS = 12;
const LEAST_KNOWN_DAYS = 8;

/** Growth that began too lately for a trend over the whole window to show it. */
export interface LateGrowth {
  /** Calendar days that it was seen in, and the level at their end in proportion to that at their beginning. */
  readonly days: number;
  readonly ratio: number;
  /** By how many times the level goes up in a day. */
  readonly perDay: number;
  /** The day in which the history ends, as `dayOf` counts it. */
  readonly today: number;
}

/**
 * What the whole days of the minute tier, all measured alike, grow by: a line through the logarithms of their levels. The median of three
 * months' slopes says nothing of what began a fortnight ago. Where the level went up at once there is no growth: that is a
 * {@link levelShift}; nor where it {@link roseBefore}.
 */
export function lateGrowth(quantity: Tiers, dayOf: (epoch: number) => number): LateGrowth | undefined {
  const grid = minutesOf(quantity)?.grid;
  if (grid === undefined) return undefined;
  const [first, today] = [dayOf(grid.startEpoch), dayOf(epochAt(grid, grid.length))];
  const { days, levels, noise } = dailyLevels(quantity, dayOf);
  const within = (from: number, to: number) => ({
    days: days.filter((day) => from <= day && day < to),
    levels: levels.filter((_, i) => from <= (days[i] ?? to) && (days[i] ?? to) < to),
  });
  const late = within(first + 1, today);
  const [begin = today, end = begin] = [late.days[0], late.days.at(-1)];
  if (late.days.length < LEAST_KNOWN_DAYS || end - begin + 1 < LEAST_SPAN_DAYS) return undefined;
  const line = lineThrough(late.levels, late.days);
  const rise = line.slope * (end - begin);
  if (rise < Math.max(LEAST_RISE, BEYOND_NOISE * noise * line.slopeError * (end - begin))) return undefined;
  const step = Math.min(...late.levels.slice(1).map((_, i) => errorOfStep(late.levels.slice(0, i + 1), late.levels.slice(i + 1))));
  if (errorOfLine(late.levels, late.days) > step + STEP_PENALTY * Math.log(late.days.length) * noise ** 2) return undefined;
  const before = within(Number.NEGATIVE_INFINITY, first);
  if (roseBefore(before, { days: end - begin + 1, rise, presentDay: end })) return undefined;
  return { days: end - begin + 1, ratio: 2 ** rise, perDay: 2 ** line.slope, today };
}

/** By how many times the present level will be exceeded at the horizon. */
export const carriedAhead = ({ perDay }: LateGrowth): number => perDay ** TREND_HORIZON_DAYS;

/**
 * The minutes of a quantity as they would be at the horizon: each is moved along the line that was fitted, first to the level of today and
 * then ahead, for a week's peak of some days ago would be higher today.
 */
export const minutesAhead =
  (late: LateGrowth | undefined, dayOf: (epoch: number) => number) =>
  (quantity: Tiers): Tiers => {
    const minutes = minutesOf(quantity);
    if (minutes === undefined) return [];
    if (late === undefined) return [minutes];
    const { grid, values } = minutes;
    const { perDay, today } = late;
    return [{ grid, values: values.map((value, i) => value * perDay ** (today - dayOf(epochAt(grid, i)) + TREND_HORIZON_DAYS)) }];
  };

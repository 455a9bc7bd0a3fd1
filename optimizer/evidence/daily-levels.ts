import { SECONDS_PER_HOUR } from "../../contract";
import { isMissing, largest, median } from "../statistics";
import { byDay } from "./local-days";
import type { Tiers } from "./tiers";

const WEEK = 7;
/** log₂ of what is not told apart from noise. */
const LEAST_NOISE = 0.08;
const FARTHEST = 3;
/** Of a normal distribution, in units of the median absolute deviation. */
const DEVIATION = 1.4826;
const LEAST = 2 ** -12;

/** How high a need was day by day, as logarithms to the base 2. */
export interface DailyLevels {
  /** Days of which something is known, as `dayOf` counts them, ascending. */
  readonly days: readonly number[];
  /** The weekday's usual share taken off, single days that stand out cut to what is usual. */
  readonly levels: readonly number[];
  /** Standard deviation of a day around the level. */
  readonly noise: number;
}

/** Each day's level is the median of its hourly maxima, the one figure that every tier can tell. */
export function dailyLevels(need: Tiers, dayOf: (epoch: number) => number): DailyLevels {
  const known = byDay(need, dayOf).flatMap(({ day, parts }) => {
    const level = median(parts.flatMap(({ grid, values }) => hourlyMaxima(values, grid.periodSeconds)));
    return isMissing(level) ? [] : [{ day, level: Math.log2(Math.max(LEAST, level)) }];
  });
  const levels = withoutWeekdays(known);
  const noise = noiseOf(levels);
  const usual = levels.map((level, i) => {
    const around = nearby(levels, i);
    return Math.max(around - FARTHEST * noise, Math.min(around + FARTHEST * noise, level));
  });
  return { days: known.map(({ day }) => day), levels: usual, noise };
}

function hourlyMaxima(values: Float64Array, periodSeconds: number): readonly number[] {
  const perHour = Math.max(1, SECONDS_PER_HOUR / periodSeconds);
  return Array.from({ length: Math.ceil(values.length / perHour) }, (_, hour) =>
    largest(values.subarray(hour * perHour, (hour + 1) * perHour)),
  ).filter((value) => !isMissing(value));
}

/** Median of the week around a day. */
const nearby = (levels: readonly number[], i: number): number => {
  const from = Math.max(0, Math.min(i - 3, levels.length - WEEK));
  return median(levels.slice(from, from + WEEK));
};

/** Levels less what their day of the week usually has over or under the days around it. */
function withoutWeekdays(days: readonly { readonly day: number; readonly level: number }[]): readonly number[] {
  const levels = days.map(({ level }) => level);
  const apart = levels.map((level, i) => level - nearby(levels, i));
  const usual = Array.from({ length: WEEK }, (_, weekday) => median(apart.filter((_, i) => (days[i]?.day ?? 0) % WEEK === weekday)));
  return days.map(({ day, level }) => level - (usual[day % WEEK] || 0));
}

/** From differences of neighbouring days, which a change of level hardly touches. */
function noiseOf(levels: readonly number[]): number {
  const steps = levels.slice(1).map((level, i) => Math.abs(level - (levels[i] ?? level)));
  return Math.max(LEAST_NOISE, (DEVIATION * median(steps)) / Math.SQRT2);
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Of two spells of days with a level each. */
export const errorOfStep = (before: readonly number[], after: readonly number[]): number =>
  squaredError(before, () => meanOf(before)) + squaredError(after, () => meanOf(after));

/** Of days on one line. */
export const errorOfLine = (values: readonly number[], at: readonly number[] = indices(values)): number => {
  const { level } = lineThrough(values, at);
  return squaredError(values, (i) => level(at[i] ?? i));
};

const squaredError = (values: readonly number[], at: (i: number) => number): number =>
  values.reduce((sum, value, i) => sum + (value - at(i)) ** 2, 0);

const indices = (values: readonly number[]): readonly number[] => values.map((_, i) => i);

export interface Line {
  readonly slope: number;
  /** Standard deviation of the slope where that of the values around the line is 1. */
  readonly slopeError: number;
  level(at: number): number;
}

/** A line through values by least squares. @param at where they are, one for each value */
export function lineThrough(values: readonly number[], at: readonly number[]): Line {
  const [middle, mean] = [meanOf(at), meanOf(values)];
  const spread = squaredError(at, () => middle);
  const slope = spread === 0 ? 0 : values.reduce((sum, value, i) => sum + ((at[i] ?? middle) - middle) * (value - mean), 0) / spread;
  return { slope, slopeError: 1 / Math.sqrt(spread), level: (x) => mean + slope * (x - middle) };
}

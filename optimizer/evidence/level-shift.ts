import { changePoints, isMissing, largest, median } from "../statistics";
import { byDay } from "./local-days";
import { epochAt, type Tiers } from "./tiers";

/** The last time that a quantity went to a higher level. */
export interface LevelShift {
  /** First day of the new level, as `dayOf` counts them, and days since, today included. */
  readonly day: number;
  readonly days: number;
  /** New level in proportion to the one before. */
  readonly ratio: number;
}

const HOUR = 3600;
const WEEK = 7;
/** Days that a level has at the least; a holiday is no level. */
const LEAST_DAYS = 4;
/** A rise by less than a quarter is no other regime. */
const LEAST_RATIO = 1.25;
/** log₂ of what is not told apart from noise. */
const LEAST_NOISE = 0.08;
const FARTHEST = 3;
/** Of a normal distribution, in units of the median absolute deviation. */
const DEVIATION = 1.4826;
const LEAST = 2 ** -12;

/**
 * A change point in the level of a need (method §3): PELT on the logarithms of daily levels, each the median of the day's hourly maxima, which
 * every tier can tell alike; the weekday's usual share taken off, single days that stand out cut to what is usual. Growth is no
 * shift: where a line fits the two levels as well as a step, there is none.
 */
export function levelShift(need: Tiers, dayOf: (epoch: number) => number): LevelShift | undefined {
  const days = byDay(need, dayOf).flatMap(({ day, parts }) => {
    const level = median(parts.flatMap(({ grid, values }) => hourlyMaxima(values, grid.periodSeconds)));
    return isMissing(level) ? [] : [{ day, level: Math.log2(Math.max(LEAST, level)) }];
  });
  if (days.length < 2 * LEAST_DAYS) return undefined;
  const levels = withoutWeekdays(days);
  const noise = noiseOf(levels);
  const usual = levels.map((level, i) => {
    const around = nearby(levels, i);
    return Math.max(around - FARTHEST * noise, Math.min(around + FARTHEST * noise, level));
  });
  const starts = [0, ...changePoints(usual, { noise, leastLength: LEAST_DAYS }), usual.length];
  for (let i = starts.length - 2; i > 0; i--) {
    const [from = 0, at = 0, to = 0] = starts.slice(i - 1, i + 2);
    const [before, after] = [usual.slice(from, at), usual.slice(at, to)];
    const ratio = 2 ** (median(after) - median(before));
    const first = days[at]?.day;
    const today = days[days.length - 1]?.day;
    if (first === undefined || today === undefined || ratio < LEAST_RATIO || isLine(before, after)) continue;
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

function hourlyMaxima(values: Float64Array, periodSeconds: number): readonly number[] {
  const perHour = Math.max(1, HOUR / periodSeconds);
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

function isLine(before: readonly number[], after: readonly number[]): boolean {
  const all = [...before, ...after];
  const line = squaredError(all, lineThrough(all));
  return line <= squaredError(before, () => meanOf(before)) + squaredError(after, () => meanOf(after));
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const squaredError = (values: readonly number[], at: (i: number) => number): number =>
  values.reduce((sum, value, i) => sum + (value - at(i)) ** 2, 0);

/** By least squares. */
function lineThrough(values: readonly number[]): (i: number) => number {
  const middle = (values.length - 1) / 2;
  const level = meanOf(values);
  const spread = squaredError(
    values.map((_, i) => i),
    () => middle,
  );
  const slope = spread === 0 ? 0 : values.reduce((sum, value, i) => sum + (i - middle) * (value - level), 0) / spread;
  return (i) => level + slope * (i - middle);
}

import { largest, mean, quantile } from "../../statistics";
import { isMissing } from "../../statistics/missing";
import type { DailyNeed } from "../days";

const WEEK = 7;
const WEEKS = 12;
const MONTH = 28;
const SAME_WEEKDAYS = 4;

export const LEVEL_WINDOWS = [1, 3, 7, 14, 21, 28, 42, 56] as const;
export const PEAK_WINDOWS = [1, 7, 14, 28, 56] as const;
export const LEVEL_QUANTILES = [0.25, 0.5, 0.75, 0.9, 0.96] as const;
export const LONGER_QUANTILES = [0.5, 0.9] as const;

/** What does not depend on the size: log₂ of need over the line, and how it varies. */
export interface Past {
  readonly daily: DailyNeed;
  /** Greatest daily level of each of {@link LEVEL_WINDOWS}, then of all. */
  readonly levels: readonly number[];
  /** Greatest of each of {@link PEAK_WINDOWS}, then of all. */
  readonly peaks: readonly number[];
  /** How still the daily peaks of 56 days stood: 1 where all were the same, next to 0 where they differ by 10 %; less where few are known. */
  readonly stillness: number;
  /** {@link LEVEL_QUANTILES} of the daily levels of 28 days, then {@link LONGER_QUANTILES} of 56. */
  readonly quantiles: readonly number[];
  readonly spread: number;
  /** Mean difference between one day's level and the next's. */
  readonly restlessness: number;
  readonly highNow: number;
  readonly highOfMonth: number;
  readonly meanOfFortnight: number;
  /** Greatest level of the last four days of tomorrow's weekday. */
  readonly sameWeekday: number;
  /** Greatest level of each known week, the newest first. */
  readonly weeks: readonly number[];
  /** The same with gaps as NaN: the last four. */
  readonly lastWeeks: readonly number[];
  readonly weeklyMean: number;
  readonly weeklyGreatest: number;
  readonly weeklySpread: number;
  /** Least squares, a week. */
  readonly weeklySlope: number;
}

/** @returns undefined where no day is known */
export function pastOf(daily: DailyNeed): Past | undefined {
  const { level, peak, high } = daily;
  const top = largest(level);
  if (isMissing(top)) return undefined;
  const or = (value: number, fallback: number): number => (isMissing(value) ? fallback : value);
  const of28 = known(last(level, MONTH));
  const month = of28.length === 0 ? Float64Array.of(top) : of28;
  const of56 = known(last(level, 2 * MONTH));
  const longer = of56.length === 0 ? month : of56;
  const highOfMonth = or(mean(last(high, MONTH)), top);
  const middle = quantile(month, 0.5);
  const weeks = weeklyLevels(level);
  const knownWeeks = weeks.filter((week) => !isMissing(week));
  const weekly = knownWeeks.length === 0 ? [top] : knownWeeks;
  return {
    daily,
    levels: [...LEVEL_WINDOWS.map((days) => or(largest(last(level, days)), top)), top],
    peaks: [...PEAK_WINDOWS.map((days) => or(largest(last(peak, days)), top)), or(largest(peak), top)],
    stillness: stillnessOf(known(last(peak, 2 * MONTH))),
    quantiles: [...LEVEL_QUANTILES.map((q) => quantile(month, q)), ...LONGER_QUANTILES.map((q) => quantile(longer, q))],
    spread: deviation(month),
    restlessness: meanStep(month),
    highNow: or(mean(last(high, 3)), highOfMonth),
    highOfMonth,
    meanOfFortnight: or(mean(last(daily.mean, 14)), highOfMonth),
    sameWeekday: or(largest(Array.from({ length: SAME_WEEKDAYS }, (_, i) => level[level.length - WEEK * (i + 1)] ?? Number.NaN)), middle),
    weeks: weekly,
    lastWeeks: Array.from({ length: 4 }, (_, i) => weeks[i] ?? Number.NaN),
    weeklyMean: mean(weekly),
    weeklyGreatest: largest(weekly),
    weeklySpread: deviation(weekly),
    weeklySlope: slopeOf([...weekly].reverse()),
  };
}

const last = (values: Float64Array, days: number): Float64Array => values.subarray(Math.max(0, values.length - days));
const known = (values: Float64Array): Float64Array => values.filter((value) => !isMissing(value));

/** The newest week first; NaN for a week of which no day is known. */
function weeklyLevels(level: Float64Array): readonly number[] {
  const count = Math.min(WEEKS, Math.ceil(level.length / WEEK));
  return Array.from({ length: count }, (_, i) => {
    const until = level.length - WEEK * i;
    return largest(level.subarray(Math.max(0, until - WEEK), until));
  });
}

/** Standard deviation of the population. */
function deviation(values: ArrayLike<number>): number {
  const average = mean(values);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += ((values[i] ?? 0) - average) ** 2;
  return Math.sqrt(sum / Math.max(1, values.length));
}

/** In log₂: peaks whose standard deviation is this, 4 %, are still by 1 / e. */
const STILL = 0.06;

const stillnessOf = (peaks: Float64Array): number => Math.exp(-((deviation(peaks) / STILL) ** 2)) * Math.min(1, peaks.length / MONTH);

function meanStep(values: Float64Array): number {
  let sum = 0;
  for (let i = 1; i < values.length; i++) sum += Math.abs((values[i] ?? 0) - (values[i - 1] ?? 0));
  return values.length < 2 ? 0 : sum / (values.length - 1);
}

/** Two points make a line and tell nothing. */
function slopeOf(values: readonly number[]): number {
  if (values.length < 3) return 0;
  const [centre, average] = [(values.length - 1) / 2, mean(values)];
  let [covariance, variance] = [0, 0];
  values.forEach((value, x) => {
    covariance += (x - centre) * (value - average);
    variance += (x - centre) ** 2;
  });
  return covariance / variance;
}

import { SECONDS_PER_DAY } from "../../contract";
import type { Tiers } from "../evidence";
import { mean, quantile } from "../statistics";
import { isMissing } from "../statistics/missing";
import { EVENT } from "./event";

/** As many days as the longest public trace holds: beyond it the model was never asked. */
export const LONGEST_DAYS = 91;
/** Less than 2⁻⁸ of the line is nothing. */
const LEAST = 2 ** -8;
const HIGH = 0.95;
const BUDGET_SECONDS = EVENT.budget * EVENT.horizonDays * SECONDS_PER_DAY;
const ROUNDING = 1e-6;

/**
 * What the model knows of a need: a few numbers a day, the newest day last, as log₂(need / {@link EVENT}.violationAt); 0 is at the line.
 * NaN on a day of which nothing is known. Days are counted back from the decision in steps of 24 hours.
 */
export interface DailyNeed {
  /** Exceeded for no longer than the whole horizon's budget: a size below it would have spent the week's budget on this day alone. */
  readonly level: Float64Array;
  readonly peak: Float64Array;
  /** 95th percentile. */
  readonly high: Float64Array;
  readonly mean: Float64Array;
  /** Level of the horizon that ends with the day: whether a size held it. NaN where more than half of its days are unknown. */
  readonly horizon: Float64Array;
}

/**
 * @param need as a share of capacity, 1 is all there is; where tiers meet, the greater of both counts for the day
 * @param longest days that are looked back at most
 */
export function dailyNeed(need: Tiers, endEpoch: number, longest = LONGEST_DAYS): DailyNeed {
  const startEpoch = Math.min(endEpoch, ...need.map(({ grid }) => grid.startEpoch));
  const days = Math.min(longest, Math.ceil((endEpoch - startEpoch) / SECONDS_PER_DAY));
  const unknown = (): Float64Array => new Float64Array(days).fill(Number.NaN);
  const found = { level: unknown(), peak: unknown(), high: unknown(), mean: unknown(), horizon: unknown() };
  const greatest: Greatest[][] = [];
  for (let day = 0; day < days; day++) {
    const from = endEpoch - (days - day) * SECONDS_PER_DAY;
    const ofDay: Greatest[] = [];
    for (const tier of need) {
      const indexAt = (epoch: number): number => Math.max(0, Math.ceil((epoch - tier.grid.startEpoch) / tier.grid.periodSeconds));
      const values = known(tier.values.subarray(indexAt(from), indexAt(from + SECONDS_PER_DAY)));
      if (values.length === 0) continue;
      values.sort();
      raise(found.level, day, values[rankOfLevel(values.length, tier.grid.periodSeconds)]);
      raise(found.peak, day, values[values.length - 1]);
      raise(found.high, day, quantile(values, HIGH));
      raise(found.mean, day, mean(values));
      ofDay.push({ periodSeconds: tier.grid.periodSeconds, values: values.slice(-1 - allowedOf(tier.grid.periodSeconds)) });
    }
    greatest.push(ofDay);
    const horizon = greatest.slice(-EVENT.horizonDays);
    if (horizon.filter(({ length }) => length > 0).length * 2 >= EVENT.horizonDays) raise(found.horizon, day, levelOf(horizon.flat()));
  }
  return found;
}

/** What was known after the first `days` days. */
export const upTo = ({ level, peak, high, mean: average, horizon }: DailyNeed, days: number): DailyNeed => {
  const from = Math.max(0, days - LONGEST_DAYS);
  return {
    level: level.subarray(from, days),
    peak: peak.subarray(from, days),
    high: high.subarray(from, days),
    mean: average.subarray(from, days),
    horizon: horizon.subarray(from, days),
  };
};

/** The greatest values of a day in one tier: enough of them to know the horizon's level. */
interface Greatest {
  readonly periodSeconds: number;
  readonly values: Float64Array;
}

/** The greatest value that is exceeded for no longer than the budget. */
function levelOf(parts: readonly Greatest[]): number {
  const descending = parts
    .flatMap(({ periodSeconds, values }) => Array.from(values, (value) => ({ periodSeconds, value })))
    .sort((a, b) => b.value - a.value);
  let seconds = 0;
  for (const { periodSeconds, value } of descending) {
    seconds += periodSeconds;
    if (seconds > BUDGET_SECONDS + ROUNDING) return value;
  }
  return descending[0]?.value ?? Number.NaN;
}

/** Of sorted values, the greatest but for as many as fit into the budget; the greatest of all where there are no more than those. */
function rankOfLevel(count: number, periodSeconds: number): number {
  const allowed = allowedOf(periodSeconds);
  return count > allowed ? count - 1 - allowed : count - 1;
}

/** Intervals that may violate within the budget. */
const allowedOf = (periodSeconds: number): number => Math.floor(BUDGET_SECONDS / periodSeconds + ROUNDING);

function raise(days: Float64Array, day: number, value = Number.NaN): void {
  const logarithm = Math.log2(Math.max(LEAST, value / EVENT.violationAt));
  const before = days[day] ?? Number.NaN;
  if (isMissing(before) || logarithm > before) days[day] = logarithm;
}

const known = (values: Float64Array): Float64Array => values.filter((value) => !isMissing(value));

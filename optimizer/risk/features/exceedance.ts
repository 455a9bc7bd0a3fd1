import { isMissing } from "../../statistics/missing";
import type { DailyNeed } from "../days";

export const HALF_LIVES = [2, 7, 21, 60] as const;
export const SHARE_WINDOWS = [3, 7, 14, 28, 56] as const;
export const PEAK_SHARE_WINDOWS = [7, 28] as const;
const MONTH = 28;
/** A day nearer than 2^0.3 below the size was a near miss. */
const NEAR = 0.3;
/** Days since an exceedance that never was. */
const NEVER = 100;

/** How often, and how long ago, a size was exceeded. */
export interface Exceedance {
  /** Share of days exceeded, newer days counting for more: by {@link HALF_LIVES}, in days. */
  readonly recent: readonly number[];
  /** Share of the known days of each of {@link SHARE_WINDOWS}, then of all. */
  readonly shares: readonly number[];
  /** The same for the day's peak: of {@link PEAK_SHARE_WINDOWS}, then of all. */
  readonly peakShares: readonly number[];
  /** Natural logarithm of the days since the last one: 0 is the last day. */
  readonly age: number;
  readonly peakAge: number;
  readonly nearAge: number;
  readonly nearShare: number;
  /** Separate stretches of days exceeded in 28 days. */
  readonly runs: number;
}

const DECAYS = HALF_LIVES.map((halfLife) => Float64Array.from({ length: 128 }, (_, i) => 0.5 ** ((i + 1) / halfLife)));

/** @param size log₂ of the capacity */
export function exceedanceOf({ level, peak }: DailyNeed, size: number): Exceedance {
  const days = level.length;
  const weighted = HALF_LIVES.map(() => 0);
  const weights = HALF_LIVES.map(() => 0);
  const [over, counted] = [
    [...SHARE_WINDOWS.map(() => 0), 0],
    [...SHARE_WINDOWS.map(() => 0), 0],
  ];
  const overPeak = [...PEAK_SHARE_WINDOWS.map(() => 0), 0];
  let [age, peakAge, nearAge, near, runs] = [NEVER, NEVER, NEVER, 0, 0];
  let newerExceeded = false;
  for (let back = 1; back <= days; back++) {
    const [dayLevel, dayPeak] = [level[days - back] ?? Number.NaN, peak[days - back] ?? Number.NaN];
    const exceeded = dayLevel > size;
    if (!isMissing(dayLevel)) {
      for (let h = 0; h < DECAYS.length; h++) {
        const weight = DECAYS[h]?.[back - 1] ?? 0;
        weights[h] = (weights[h] ?? 0) + weight;
        if (exceeded) weighted[h] = (weighted[h] ?? 0) + weight;
      }
      for (let w = 0; w < counted.length; w++) {
        if (back > (SHARE_WINDOWS[w] ?? days)) continue;
        counted[w] = (counted[w] ?? 0) + 1;
        if (exceeded) over[w] = (over[w] ?? 0) + 1;
      }
    }
    if (exceeded && age === NEVER) age = back;
    if (dayLevel > size - NEAR) {
      if (nearAge === NEVER) nearAge = back;
      if (back <= MONTH) near++;
    }
    if (dayPeak > size) {
      if (peakAge === NEVER) peakAge = back;
      for (let w = 0; w < overPeak.length; w++) if (back <= (PEAK_SHARE_WINDOWS[w] ?? days)) overPeak[w] = (overPeak[w] ?? 0) + 1;
    }
    if (back <= MONTH && exceeded && !newerExceeded) runs++;
    newerExceeded = exceeded;
  }
  return {
    recent: weighted.map((sum, h) => sum / Math.max(1e-9, weights[h] ?? 0)),
    shares: over.map((sum, w) => sum / Math.max(1, counted[w] ?? 0)),
    peakShares: overPeak.map((sum, w) => sum / Math.max(1, Math.min(days, PEAK_SHARE_WINDOWS[w] ?? days))),
    age: Math.log(age),
    peakAge: Math.log(peakAge),
    nearAge: Math.log(nearAge),
    nearShare: near / MONTH,
    runs,
  };
}

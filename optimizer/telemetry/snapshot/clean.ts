import type { Statistic } from "../../../contract";
import type { Points } from "./grid";

/** What was wrong with the points of a series. */
export interface Dropped {
  /** Given again for a time that already has a value. */
  readonly duplicate: number;
  /** Came before an earlier point; kept, in its place. */
  readonly outOfOrder: number;
  /** NaN or infinite. */
  readonly notFinite: number;
  /** Below zero, which no metric of the catalog can be: a counter that was set back. @default 0 */
  readonly negative?: number;
  /** Of a time that was not asked for. @default 0 */
  readonly outside?: number;
}

export const NOTHING_DROPPED: Dropped = { duplicate: 0, outOfOrder: 0, notFinite: 0 };

export const addDropped = (a: Dropped, b: Dropped): Dropped => ({
  duplicate: a.duplicate + b.duplicate,
  outOfOrder: a.outOfOrder + b.outOfOrder,
  notFinite: a.notFinite + b.notFinite,
  ...counted("negative", (a.negative ?? 0) + (b.negative ?? 0)),
  ...counted("outside", (a.outside ?? 0) + (b.outside ?? 0)),
});

/** The rarer findings are named only where there are any. */
export const counted = (name: "negative" | "outside", count: number): Partial<Dropped> => (count > 0 ? { [name]: count } : {});

/**
 * Orders points by time, one value per time. Of two values for one time the one that argues for more capacity stands:
 * the lesser for `Minimum`, the greater for all others; so the outcome does not depend on the order of arrival.
 */
export function cleanPoints(
  times: ArrayLike<number>,
  values: ArrayLike<number>,
  statistic: Statistic,
): { readonly points: Points; readonly dropped: Dropped } {
  const n = Math.min(times.length, values.length);
  const cleanTimes = new Float64Array(n);
  const cleanValues = new Float64Array(n);
  let size = 0;
  let outOfOrder = 0;
  let notFinite = 0;
  let ascending = true;
  let latest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < n; i++) {
    const time = times[i] ?? Number.NaN;
    const value = values[i] ?? Number.NaN;
    if (!Number.isFinite(value) || !Number.isFinite(time)) {
      notFinite++;
      continue;
    }
    if (time < latest) outOfOrder++;
    if (time <= latest) ascending = false;
    else latest = time;
    cleanTimes[size] = time;
    cleanValues[size++] = value;
  }
  const finite: Points = { times: cleanTimes.subarray(0, size), values: cleanValues.subarray(0, size) };
  const points = ascending ? finite : ordered(finite, statistic);
  return { points, dropped: { duplicate: size - points.times.length, outOfOrder, notFinite } };
}

/**
 * As {@link cleanPoints}, of one of the catalog's metrics: none can be below zero. A negative one is the difference of a counter that was
 * set back, as when a database restarts; it is left out and counted.
 */
export function cleanMetric(
  times: ArrayLike<number>,
  values: ArrayLike<number>,
  statistic: Statistic,
): { readonly points: Points; readonly dropped: Dropped } {
  const { points, dropped } = cleanPoints(times, values, statistic);
  const kept = points.values
    .map((value, i) => (value < 0 ? Number.NaN : (points.times[i] ?? Number.NaN)))
    .filter((time) => !Number.isNaN(time));
  const negative = points.times.length - kept.length;
  if (negative === 0) return { points, dropped };
  const left = { times: kept, values: points.values.filter((value) => value >= 0) };
  return { points: left, dropped: addDropped(dropped, { ...NOTHING_DROPPED, negative }) };
}

function ordered({ times, values }: Points, statistic: Statistic): Points {
  const better = statistic === "Minimum" ? Math.min : Math.max;
  const byTime = new Map<number, number>();
  for (let i = 0; i < times.length; i++) {
    const time = times[i] ?? 0;
    const value = values[i] ?? 0;
    const known = byTime.get(time);
    byTime.set(time, known === undefined ? value : better(known, value));
  }
  const sorted = Float64Array.from(byTime.keys()).sort();
  return { times: sorted, values: sorted.map((time) => byTime.get(time) ?? 0) };
}

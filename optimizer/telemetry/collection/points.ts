import { endOf } from "../cloudwatch";
import { NO_POINTS, type Points, type TierGrid } from "../snapshot";

/** Stretches of points that follow each other. */
export function joinPoints(parts: readonly Points[]): Points {
  const [only, ...more] = parts.filter(({ times }) => times.length > 0);
  if (only === undefined) return NO_POINTS;
  if (more.length === 0) return only;
  const all = [only, ...more];
  const size = all.reduce((sum, { times }) => sum + times.length, 0);
  const times = new Float64Array(size);
  const values = new Float64Array(size);
  let at = 0;
  for (const part of all) {
    times.set(part.times, at);
    values.set(part.values, at);
    at += part.times.length;
  }
  return { times, values };
}

/** The points of a stretch; a view, not a copy. */
export function pointsWithin({ times, values }: Points, grid: TierGrid): Points {
  const from = firstAtOrAfter(times, grid.startEpoch);
  const to = firstAtOrAfter(times, endOf(grid));
  return { times: times.subarray(from, to), values: values.subarray(from, to) };
}

/** By bisection: times ascend. */
function firstAtOrAfter(times: Float64Array, epoch: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) < epoch) low = middle + 1;
    else high = middle;
  }
  return low;
}

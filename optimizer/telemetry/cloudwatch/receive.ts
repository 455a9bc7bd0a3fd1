import type { Statistic } from "../../../contract";
import { cleanPoints, counted, type Dropped, type Points, type TierGrid } from "../snapshot";
import { epochOf, numberOf } from "./answer";
import { endOf } from "./tiers";

/** What one page gave of one series. */
export interface Chunk {
  readonly times: readonly unknown[];
  readonly values: readonly unknown[];
}

/** A chunk without its points from a time on: what is asked for again would otherwise count as given twice. */
export function before({ times, values }: Chunk, epoch: number): Chunk {
  const kept = times.map((time) => epochOf(time) < epoch);
  return { times: times.filter((_, i) => kept[i]), values: values.filter((_, i) => kept[i]) };
}

/**
 * Takes the points of the span out of what was received, in order, one per time. Times outside of the span and negative values are left
 * out: no metric of the catalog can be below zero, so a negative one is a counter that was set back.
 */
export function receivePoints(
  chunks: readonly Chunk[],
  grid: TierGrid,
  statistic: Statistic,
): { readonly points: Points; readonly dropped: Dropped } {
  // Hot, and an import is looked up at each use.
  const [toEpoch, toNumber] = [epochOf, numberOf];
  const { startEpoch } = grid;
  const endEpoch = endOf(grid);
  const size = chunks.reduce((sum, { times }) => sum + times.length, 0);
  const times = new Float64Array(size);
  const values = new Float64Array(size);
  let kept = 0;
  let negative = 0;
  let outside = 0;
  for (const chunk of chunks) {
    for (let i = 0; i < chunk.times.length; i++) {
      const time = Math.floor(toEpoch(chunk.times[i]));
      const value = toNumber(chunk.values[i]);
      if (value < 0) negative++;
      else if (time < startEpoch || time >= endEpoch) outside++;
      else {
        times[kept] = time;
        values[kept++] = value;
      }
    }
  }
  const { points, dropped } = cleanPoints(times.subarray(0, kept), values.subarray(0, kept), statistic);
  return { points, dropped: { ...dropped, ...counted("negative", negative), ...counted("outside", outside) } };
}

import { LOG_TIME_RANGE, type QueueTable } from "./table";

/** Response times of one minute: a queue's distribution, stretched. */
export interface ResponseMinutes {
  /** Requests in the minute. */
  readonly requests: Float64Array;
  /** Logarithm of the mean service time of the minute, in milliseconds. */
  readonly logScale: Float64Array;
  /** Position of the minute's utilisation in its table. */
  readonly position: Float64Array;
  /** Which of `tables` the minute's capacity has. */
  readonly table: Uint8Array;
  readonly tables: readonly QueueTable[];
}

const STEPS = 26;

/**
 * Percentile over the minutes `[from, to)` together, as CloudWatch computes it from raw values: by bisection on the mixed distribution.
 * @param share 0–1.
 * @returns milliseconds; NaN where there was no request.
 */
export function percentile(of: ResponseMinutes, share: number, from: number, to: number): number {
  let requests = 0;
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (let i = from; i < to; i++) {
    const count = of.requests[i] ?? 0;
    if (count === 0) continue;
    requests += count;
    const scale = of.logScale[i] ?? 0;
    lowest = Math.min(lowest, scale);
    highest = Math.max(highest, scale);
  }
  if (requests === 0) return Number.NaN;
  let low = lowest + LOG_TIME_RANGE.lowest;
  let high = highest + LOG_TIME_RANGE.highest;
  const wanted = share * requests;
  for (let step = 0; step < STEPS; step++) {
    const middle = (low + high) / 2;
    let below = 0;
    for (let i = from; i < to; i++) {
      const count = of.requests[i] ?? 0;
      const table = of.tables[of.table[i] ?? 0];
      if (count === 0 || table === undefined) continue;
      below += count * table.share(middle - (of.logScale[i] ?? 0), of.position[i] ?? 0);
    }
    if (below < wanted) low = middle;
    else high = middle;
  }
  return Math.exp(high);
}

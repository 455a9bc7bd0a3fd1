import { isMissing } from "./missing";

export interface ChangePointOptions {
  /** Standard deviation of the values around their level. */
  readonly noise: number;
  /** Values that a level has at the least. */
  readonly leastLength: number;
}

/** Of a change, in units of the noise's variance: this many times ln n, as the Bayesian information criterion has it for a level and a place. */
const PENALTY = 3;

/**
 * Where the level of a sequence changes: the partition of the least squared error plus a penalty per change (PELT: Killick, Fearnhead and
 * Eckley 2012). Its pruning loses nothing, so that the answer is the optimal partition's.
 * @param values without NaN
 * @returns indices at which a new level begins, ascending
 */
export function changePoints(values: ArrayLike<number>, { noise, leastLength }: ChangePointOptions): readonly number[] {
  const n = values.length;
  const penalty = PENALTY * Math.log(Math.max(2, n)) * noise ** 2;
  const sums = new Float64Array(n + 1);
  const squares = new Float64Array(n + 1);
  for (let i = 0; i < n; i++) {
    const value = values[i] ?? Number.NaN;
    if (isMissing(value)) throw new RangeError(`value ${i} is missing`);
    sums[i + 1] = (sums[i] ?? 0) + value;
    squares[i + 1] = (squares[i] ?? 0) + value * value;
  }
  const cost = (from: number, to: number): number => {
    const sum = (sums[to] ?? 0) - (sums[from] ?? 0);
    return Math.max(0, (squares[to] ?? 0) - (squares[from] ?? 0) - (sum * sum) / (to - from));
  };
  const least = new Float64Array(n + 1).fill(Number.POSITIVE_INFINITY);
  const last = new Int32Array(n + 1);
  least[0] = -penalty;
  let candidates: readonly number[] = [0];
  const prunedAt = new Map<number, number>();
  for (let to = leastLength; to <= n; to++) {
    const newest = to - leastLength;
    if (newest >= leastLength) candidates = [...candidates, newest];
    candidates = candidates.filter((from) => to < (prunedAt.get(from) ?? Number.POSITIVE_INFINITY) + leastLength);
    const totals = candidates.map((from) => (least[from] ?? 0) + cost(from, to));
    let best = 0;
    totals.forEach((total, i) => {
      if (total < (totals[best] ?? 0)) best = i;
    });
    least[to] = (totals[best] ?? 0) + penalty;
    last[to] = candidates[best] ?? 0;
    // What is dearer by a whole change is never the cheapest again, from when a level could have begun here.
    for (const [i, from] of candidates.entries()) {
      if ((totals[i] ?? 0) > (least[to] ?? 0) && !prunedAt.has(from)) prunedAt.set(from, to);
    }
  }
  const found: number[] = [];
  for (let at = last[n] ?? 0; at > 0; at = last[at] ?? 0) found.push(at);
  return found.reverse();
}

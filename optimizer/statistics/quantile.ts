import { isMissing } from "./missing";
/**
 * Smallest value of the sample that at least the share `q` of it does not exceed (inverse of the empirical distribution function,
 * Hyndman and Fan's type 1). NaN is no value; of an empty sample the quantile is NaN.
 */
export function quantile(sample: ArrayLike<number>, q: number): number {
  const known = knownOf(sample);
  return selected(known, rankOf(known.length, q));
}

export const median = (sample: ArrayLike<number>): number => quantile(sample, 0.5);

/** {@link quantile} of an array that may be put in another order, and has no NaN. */
export const quantileInPlace = (values: Float64Array, q: number): number => selected(values, rankOf(values.length, q));

/** Weighted form of {@link quantile}: every value counts for as much as its weight. */
export function weightedQuantile(parts: readonly { readonly values: ArrayLike<number>; readonly weight: number }[], q: number): number {
  const sorted = parts.map(({ values, weight }) => ({ values: knownOf(values).sort(), weight, next: 0 }));
  const total = sorted.reduce((sum, part) => sum + part.values.length * part.weight, 0);
  let passed = 0;
  let last = Number.NaN;
  for (;;) {
    let least: (typeof sorted)[number] | undefined;
    for (const part of sorted) {
      const value = part.values[part.next];
      if (value === undefined) continue;
      if (least === undefined || value < (least.values[least.next] ?? Number.POSITIVE_INFINITY)) least = part;
    }
    if (least === undefined) return last;
    last = least.values[least.next] ?? last;
    least.next++;
    passed += least.weight;
    if (passed >= q * total - ROUNDING) return last;
  }
}

/** Share of the finite values that exceed the limit; 0 where there is none. */
export function shareAbove(values: ArrayLike<number>, limit: number): number {
  let above = 0;
  let known = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN;
    if (isMissing(value)) continue;
    known++;
    if (value > limit) above++;
  }
  return known === 0 ? 0 : above / known;
}

export function largest(values: ArrayLike<number>): number {
  let max = Number.NaN;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN;
    if (!(value <= max) && !isMissing(value)) max = value;
  }
  return max;
}

export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  let known = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN;
    if (isMissing(value)) continue;
    sum += value;
    known++;
  }
  return known === 0 ? Number.NaN : sum / known;
}

/** Sums of shares such as 0.1 + 0.2 miss their mark by a few units in the last place. */
const ROUNDING = 1e-9;

/** A copy without NaN. */
function knownOf(sample: ArrayLike<number>): Float64Array {
  const known = new Float64Array(sample.length);
  let n = 0;
  for (let i = 0; i < sample.length; i++) {
    const value = sample[i] ?? Number.NaN;
    if (!isMissing(value)) known[n++] = value;
  }
  return known.subarray(0, n);
}

const rankOf = (length: number, q: number): number => Math.min(length - 1, Math.max(0, Math.ceil(q * length - ROUNDING) - 1));

/** The value that sorting would put at a rank, in linear time (Hoare's selection, pivot by median of three); reorders the values. */
function selected(values: Float64Array, rank: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const a = values[low] ?? 0;
    const b = values[(low + high) >> 1] ?? 0;
    const c = values[high] ?? 0;
    const pivot = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    let i = low;
    let j = high;
    while (i <= j) {
      while ((values[i] ?? 0) < pivot) i++;
      while ((values[j] ?? 0) > pivot) j--;
      if (i > j) break;
      const swapped = values[i] ?? 0;
      values[i++] = values[j] ?? 0;
      values[j--] = swapped;
    }
    if (rank <= j) high = j;
    else if (rank >= i) low = i;
    else break;
  }
  return values[rank] ?? Number.NaN;
}

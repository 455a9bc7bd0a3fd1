/**
 * Counter-based randomness: every value is a hash of (stream, index), so any slice of time can be drawn without the history before it,
 * and in any order.
 */

// Hot: taken out of the global object once, which is slow to reach from within a test runner's sandbox.
const { imul } = Math;

/** Names a sequence of independent draws. */
export type Stream = number;

/** FNV-1a over the name, so that streams do not depend on the order in which they are made. */
export function stream(seed: number, name: string): Stream {
  let hash = 0x811c9dc5 ^ seed;
  for (let i = 0; i < name.length; i++) hash = imul(hash ^ name.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** 32 well-mixed bits (the finalizer of MurmurHash3 over a Weyl step, twice). */
export function bits(of: Stream, index: number): number {
  let h = (of + imul(index | 0, 0x9e3779b1)) | 0;
  h = imul(h ^ (h >>> 16), 0x85ebca6b);
  h = imul(h ^ (h >>> 13) ^ of, 0xc2b2ae35);
  h = imul(h ^ (h >>> 16), 0x7feb352d);
  return (h ^ (h >>> 15)) >>> 0;
}

/** In (0, 1). */
export const uniform = (of: Stream, index: number): number => (bits(of, index) + 0.5) / 2 ** 32;

const NORMAL_BITS = 12;
/** Quantiles of the standard normal distribution at the middles of 4,096 equal slices. */
const NORMAL = Float64Array.from({ length: 1 << NORMAL_BITS }, (_, i) => normalQuantile((i + 0.5) / (1 << NORMAL_BITS)));

/** Standard normal, cut off at 3.7 standard deviations. */
export function normal(of: Stream, index: number): number {
  return NORMAL[bits(of, index) >>> (32 - NORMAL_BITS)] ?? 0;
}

/** Pareto with the given tail index; at least 1. */
export const pareto = (of: Stream, index: number, tailIndex: number): number => uniform(of, index) ** (-1 / tailIndex);

/** From so many events on, their number is normal. */
const MANY = 30;

/** Poisson: how many of rare events come where so many are expected. Of few by inversion, of many by the normal distribution. */
export function poisson(of: Stream, index: number, expected: number): number {
  if (!(expected > 0)) return 0;
  if (expected > MANY) return Math.max(0, Math.round(expected + Math.sqrt(expected) * normal(of, index)));
  let left = uniform(of, index);
  let term = Math.exp(-expected);
  let events = 0;
  // What is left after ten times as many is a rounding error.
  while (left > term && events < 10 * MANY) {
    left -= term;
    events++;
    term *= expected / events;
  }
  return events;
}

/** Acklam's rational approximation, relative error under 1.2e-9. */
function normalQuantile(p: number): number {
  const low = 0.02425;
  if (p > 1 - low) return -normalQuantile(1 - p);
  if (p < low) {
    const q = Math.sqrt(-2 * Math.log(p));
    return (
      (((((-7.784894002430293e-3 * q - 0.3223964580411365) * q - 2.400758277161838) * q - 2.549732539343734) * q + 4.374664141464968) * q +
        2.938163982698783) /
      ((((7.784695709041462e-3 * q + 0.3224671290700398) * q + 2.445134137142996) * q + 3.754408661907416) * q + 1)
    );
  }
  const q = p - 0.5;
  const r = q * q;
  return (
    ((((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r + 138.357751867269) * r - 30.66479806614716) * r +
      2.506628277459239) *
      q) /
    (((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r + 66.80131188771972) * r - 13.28068155288572) * r + 1)
  );
}

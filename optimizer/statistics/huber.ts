import { quantileInPlace } from "./quantile";

export interface Line {
  readonly intercept: number;
  readonly slope: number;
}

/** Tuning constant with 95 % efficiency at the normal distribution (Huber 1981). */
const K = 1.345;
/** Median absolute deviation to standard deviation of a normal distribution. */
const MAD_TO_SIGMA = 1.4826;
const ITERATIONS = 12;

/** Robust straight line through points by iteratively reweighted least squares with Huber's weights. */
export function huberLine(xs: ArrayLike<number>, ys: ArrayLike<number>): Line {
  const n = xs.length;
  const weights = new Float64Array(n).fill(1);
  const residuals = new Float64Array(n);
  const magnitudes = new Float64Array(n);
  let line: Line = { intercept: 0, slope: 0 };
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    line = weightedLine(xs, ys, weights);
    for (let i = 0; i < n; i++) {
      residuals[i] = Math.abs((ys[i] ?? 0) - line.intercept - line.slope * (xs[i] ?? 0));
    }
    magnitudes.set(residuals);
    const scale = MAD_TO_SIGMA * quantileInPlace(magnitudes, 0.5);
    if (!(scale > 0)) return line;
    for (let i = 0; i < n; i++) weights[i] = Math.min(1, (K * scale) / (residuals[i] ?? 0));
  }
  return line;
}

function weightedLine(xs: ArrayLike<number>, ys: ArrayLike<number>, weights: Float64Array): Line {
  let w = 0;
  let wx = 0;
  let wy = 0;
  let wxx = 0;
  let wxy = 0;
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i] ?? 0;
    const x = xs[i] ?? 0;
    const y = ys[i] ?? 0;
    w += weight;
    wx += weight * x;
    wy += weight * y;
    wxx += weight * x * x;
    wxy += weight * x * y;
  }
  const spread = w * wxx - wx * wx;
  const slope = spread > 1e-12 * w * wxx ? (w * wxy - wx * wy) / spread : 0;
  return { slope, intercept: w === 0 ? 0 : (wy - slope * wx) / w };
}

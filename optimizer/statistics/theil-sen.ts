import { quantile } from "./quantile";

export interface Slope {
  /** Median of the slopes through every two points, in units of y per unit of x. */
  readonly slope: number;
  /** Interval of about 95 %, from Kendall's variance without ties (Sen 1968). */
  readonly lower: number;
  readonly upper: number;
}

/** Two-sided 95 % of the standard normal distribution. */
const Z95 = 1.959964;

type Point = readonly [x: number, y: number];

/**
 * Theil–Sen estimate of a line's slope: up to 29 % of the points may be wild. Undefined where no stratum has two points.
 * @param strata points that were measured alike; only these are compared, so that a change of measure is no slope
 */
export function theilSen(...strata: readonly (readonly Point[])[]): Slope | undefined {
  const slopes: number[] = [];
  let variance = 0;
  for (const points of strata) {
    const known = points.filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y));
    known.forEach(([x1, y1], i) => {
      for (const [x2, y2] of known.slice(i + 1)) if (x2 !== x1) slopes.push((y2 - y1) / (x2 - x1));
    });
    const n = known.length;
    variance += (n * (n - 1) * (2 * n + 5)) / 18;
  }
  if (slopes.length === 0) return undefined;
  const halfWidth = (Z95 * Math.sqrt(variance)) / (2 * slopes.length);
  return {
    slope: quantile(slopes, 0.5),
    lower: quantile(slopes, Math.max(0, 0.5 - halfWidth)),
    upper: quantile(slopes, Math.min(1, 0.5 + halfWidth)),
  };
}

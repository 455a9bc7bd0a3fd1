import { isMissing } from "./missing";
export interface Run {
  readonly start: number;
  readonly length: number;
}

/** The longest stretch of consecutive values over the limit; a gap does not end it, for nobody saw it end. */
export function longestRun(values: ArrayLike<number>, limit: number): Run {
  let best: Run = { start: 0, length: 0 };
  let start = -1;
  let lastOver = -1;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN;
    if (isMissing(value)) continue;
    if (value > limit) {
      if (start < 0) start = i;
      lastOver = i;
      if (lastOver - start + 1 > best.length) best = { start, length: lastOver - start + 1 };
    } else {
      start = -1;
    }
  }
  return best;
}

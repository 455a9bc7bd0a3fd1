import { MINUTES_PER_DAY } from "../time";

const isMissing = Number.isNaN;

/** One metric of one resource over one UTC day, minute by minute, as CloudWatch's statistic sets. A count of 0 is no data point. */
export interface MinuteBlock {
  readonly sum: Float64Array;
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly count: Float64Array;
}

/** Count of a metric that is published once a minute, always. */
export const ONCE = new Float64Array(MINUTES_PER_DAY).fill(1);

/** One value a minute: all statistics are that value. */
export const once = (values: Float64Array): MinuteBlock => ({ sum: values, min: values, max: values, count: ONCE });

/** One value a minute, where there is one; NaN is none. */
export function sparse(values: Float64Array): MinuteBlock {
  if (!hasHoles(values)) return once(values);
  const count = new Float64Array(MINUTES_PER_DAY);
  const filled = new Float64Array(MINUTES_PER_DAY);
  for (let i = 0; i < MINUTES_PER_DAY; i++) {
    const value = values[i] ?? Number.NaN;
    if (isMissing(value)) continue;
    count[i] = 1;
    filled[i] = value;
  }
  return { sum: filled, min: filled, max: filled, count };
}

/** Whether a value is missing; a plain loop, for it runs over every point that is served. */
export function hasHoles(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (isMissing(values[i])) return true;
  return false;
}

/** Fills a day from a function of the minute. */
export function minutes(value: (minute: number) => number): Float64Array {
  const values = new Float64Array(MINUTES_PER_DAY);
  for (let i = 0; i < MINUTES_PER_DAY; i++) values[i] = value(i);
  return values;
}

/** Takes the minutes where `gone` is set out of a block. */
export function without(block: MinuteBlock, gone: Uint8Array): MinuteBlock {
  return { ...block, count: minutes((i) => (gone[i] === 1 ? 0 : (block.count[i] ?? 0))) };
}

import { percentile } from "../queue";
import type { MinuteBlock } from "../systems";
import { MINUTES_PER_DAY, SECONDS_PER_DAY, SECONDS_PER_MINUTE } from "../time";
import type { PublishedMetric } from "../world";

/** A statistic as asked for, e.g. `Average` or `p99.9`. */
export type RequestedStatistic =
  | { readonly kind: "Average" | "Maximum" | "Minimum" | "Sum" | "SampleCount" }
  | { readonly kind: "percentile"; readonly share: number };

const PERCENTILE = /^p(\d{1,2}(?:\.\d{1,10})?|100)$/;

/** @returns undefined for a statistic that is not served (trimmed means, percentile ranks) */
export function parseStatistic(name: string): RequestedStatistic | undefined {
  switch (name) {
    case "Average":
    case "Maximum":
    case "Minimum":
    case "Sum":
    case "SampleCount":
      return { kind: name };
    default: {
      const percent = PERCENTILE.exec(name)?.[1];
      return percent === undefined ? undefined : { kind: "percentile", share: Number(percent) / 100 };
    }
  }
}

export interface SlotRange {
  /** Epoch seconds of the first period's start. */
  readonly first: number;
  readonly slots: number;
  readonly periodSeconds: number;
  /** Minutes from here on do not exist yet; minutes since 1970. */
  readonly endMinute: number;
}

/** A statistic over each period of a range; NaN where nothing was published. */
export function aggregate(metric: PublishedMetric, statistic: RequestedStatistic, range: SlotRange): Float64Array {
  if (statistic.kind === "percentile") return percentiles(metric, statistic.share, range);
  const values = new Float64Array(range.slots);
  const periodMinutes = range.periodSeconds / SECONDS_PER_MINUTE;
  let minute = range.first / SECONDS_PER_MINUTE;
  let block: MinuteBlock | undefined;
  const wantsMin = statistic.kind === "Minimum";
  const wantsMax = statistic.kind === "Maximum";
  for (let slot = 0; slot < range.slots; slot++) {
    const end = Math.min(minute + periodMinutes, range.endMinute);
    let sum = 0;
    let count = 0;
    let min = Number.POSITIVE_INFINITY;
    let max = Number.NEGATIVE_INFINITY;
    for (; minute < end; minute++) {
      const ofDay = minute % MINUTES_PER_DAY;
      if (block === undefined || ofDay === 0) {
        block = metric.day(Math.floor(minute / MINUTES_PER_DAY));
      }
      const samples = block.count[ofDay] ?? 0;
      if (samples === 0) continue;
      count += samples;
      sum += block.sum[ofDay] ?? 0;
      if (wantsMin) min = Math.min(min, block.min[ofDay] ?? 0);
      if (wantsMax) max = Math.max(max, block.max[ofDay] ?? 0);
    }
    values[slot] = count === 0 ? Number.NaN : choose(statistic.kind, sum, count, min, max);
  }
  return values;
}

function choose(kind: Exclude<RequestedStatistic["kind"], "percentile">, sum: number, count: number, min: number, max: number): number {
  switch (kind) {
    case "Average":
      return sum / count;
    case "Sum":
      return sum;
    case "SampleCount":
      return count;
    case "Minimum":
      return min;
    case "Maximum":
      return max;
  }
}

/** A period of a percentile lies within one UTC day; requests for others are refused before. */
function percentiles(metric: PublishedMetric, share: number, range: SlotRange): Float64Array {
  const values = new Float64Array(range.slots);
  for (let slot = 0; slot < range.slots; slot++) {
    const start = range.first + slot * range.periodSeconds;
    const day = Math.floor(start / SECONDS_PER_DAY);
    const from = start / SECONDS_PER_MINUTE - day * MINUTES_PER_DAY;
    const to = Math.min(from + range.periodSeconds / SECONDS_PER_MINUTE, range.endMinute - day * MINUTES_PER_DAY);
    values[slot] =
      metric.responses === undefined
        ? ofSingleValues(metric.day(day), share, from, to)
        : percentile(metric.responses(day), share, from, to);
  }
  return values;
}

/** Exact where every minute holds one value (nearest rank); a set of several values has no percentiles. */
function ofSingleValues(block: MinuteBlock, share: number, from: number, to: number): number {
  const values: number[] = [];
  for (let i = from; i < to; i++) {
    const samples = block.count[i] ?? 0;
    if (samples > 1) return Number.NaN;
    if (samples === 1) values.push(block.sum[i] ?? 0);
  }
  values.sort((a, b) => a - b);
  return values[Math.max(0, Math.ceil(share * values.length) - 1)] ?? Number.NaN;
}

import { Lru } from "../lru";
import { percentile, type ResponseMinutes } from "../queue";
import { bits, type Stream, uniform } from "../random";
import { type Day, MINUTES_PER_DAY } from "../time";
import { type MinuteBlock, minutes } from "./block";
import type { MetricSource } from "./system";

/** The fastest response that a minute with many requests holds. */
const FASTEST = 0.0005;

const DAYS_REMEMBERED = 160;

/** Statistics of response times, one sample for each request, and the percentiles that raw values have; a day is made once. */
export function responseSource(make: (day: Day) => ResponseMinutes, random: Stream): MetricSource {
  const days = new Lru<Day, ResponseMinutes>(DAYS_REMEMBERED, make);
  return { day: (day) => responseBlock(days.get(day), day, random), responses: (day) => days.get(day) };
}

/** The statistic sets of a day's responses. */
export function responseBlock(responses: ResponseMinutes, day: Day, random: Stream): MinuteBlock {
  const first = day * MINUTES_PER_DAY;
  const mean = minutes((i) => {
    const table = responses.tables[responses.table[i] ?? 0];
    return Math.exp(responses.logScale[i] ?? 0) * (table?.mean(responses.position[i] ?? 0) ?? 0);
  });
  let min: Float64Array | undefined;
  let max: Float64Array | undefined;
  return {
    count: responses.requests,
    sum: minutes((i) => (mean[i] ?? 0) * (responses.requests[i] ?? 0)),
    // The extremes are dear, and most who ask want the mean. Among few draws the mean of all that could come may lie outside of them.
    get min() {
      min ??= minutes((i) => Math.min(mean[i] ?? 0, percentile(responses, FASTEST, i, i + 1)));
      return min;
    },
    get max() {
      max ??= minutes((i) =>
        Math.max(mean[i] ?? 0, percentile(responses, largestOf(responses.requests[i] ?? 1, first + i, random), i, i + 1)),
      );
      return max;
    },
  };
}

/** The largest of n draws lies at the quantile u^(1/n). */
const largestOf = (n: number, index: number, random: Stream): number => uniform(random, bits(random, index)) ** (1 / Math.max(1, n));

import { isMissing } from "../statistics/missing";

/** Seconds of one interval of the grid. */
export const STEP = 300;
export const DAY = 288;
export const WEEK = 7 * DAY;
export const WARM_UP = 14 * DAY;
/** Share of intervals that history and horizon must know. */
const LEAST_COVERAGE = 0.5;

/** One machine's demand as a share of its capacity: the mean of each interval of five minutes, NaN where it is not known. */
export interface Trace {
  readonly vm: string;
  readonly startEpoch: number;
  readonly demand: Float64Array;
}

export const daysOf = ({ demand }: Trace): number => demand.length / DAY;

/** Share of the intervals [from, to) that are known; none of a span that the trace does not hold to its end. */
export function coverage({ demand }: Trace, from: number, to: number): number {
  if (to > demand.length) return 0;
  let known = 0;
  for (let i = Math.max(0, from); i < to; i++) if (!isMissing(demand[i] ?? Number.NaN)) known++;
  return known / Math.max(1, to - Math.max(0, from));
}

/** Indices of the weekly decisions that are scored: 14 days of history before, 7 days to replay after, half of both known. */
export function scoredWeeks(trace: Trace): readonly number[] {
  const weeks: number[] = [];
  for (let i = WARM_UP; i + WEEK <= trace.demand.length; i += WEEK) {
    if (coverage(trace, i - WARM_UP, i) >= LEAST_COVERAGE && coverage(trace, i, i + WEEK) >= LEAST_COVERAGE) weeks.push(i);
  }
  return weeks;
}

/** Indices at which a program decides: from the first scored week to the end of the last, but for times before which too little is known. */
export function decisionTimes(trace: Trace, cadenceDays: number): readonly number[] {
  const weeks = scoredWeeks(trace);
  const [first, last] = [weeks[0], weeks.at(-1)];
  if (first === undefined || last === undefined) return [];
  const times: number[] = [];
  for (let i = first; i < last + WEEK; i += cadenceDays * DAY) {
    if (coverage(trace, i - WARM_UP, i) >= LEAST_COVERAGE && coverage(trace, i - WEEK, i) > 0) times.push(i);
  }
  return times;
}

export const epochOf = ({ startEpoch }: Trace, index: number): number => startEpoch + index * STEP;

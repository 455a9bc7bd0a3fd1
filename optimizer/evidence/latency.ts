import type { Slo } from "../../contract";
import type { Study } from "../kinds/model";
import type { Grade } from "../plan/recommendation";
import { huberLine, median, quantile, seededRandom } from "../statistics";
import { isMissing } from "../statistics/missing";
import type { CapacityHistory } from "./capacity-history";
import { asItWas, type Delays, delays } from "./delays";
import { byDay } from "./local-days";
import type { Settings } from "./settings";
import { minutesOf, type Tiers } from "./tiers";

/** Latency beyond this many times the highest utilisation seen is a guess (method §4). */
const EXTRAPOLATION = 1.25;
/** One-sided 95 % bounds from the bootstrap. */
const UPPER = 0.95;
const REPETITIONS = 200;
/** Service times of queueing that the busier minutes must show before a slope says anything. */
const LEAST_DELAY = 0.02;
/** Points a day that the regression sees: medians of equal shares of its minutes, by load. */
const BINS_PER_DAY = 24;
/** Minutes at a utilisation that make it seen. */
const SEEN_MINUTES = 5;

export interface Projection {
  /** Quantile of the minutes at 1 − error budget, now and (upper bound) under the candidate; in the SLO's unit. */
  readonly before: number;
  readonly after: number;
  readonly grade: Grade;
  /** Utilisation of the busiest server at the same quantile, and the highest in the history. */
  readonly utilization: number;
  readonly highestSeen: number;
  readonly why: string;
  /** False where nothing waits for a server of the component, so that its size has no part in the latency. @default true */
  readonly applies?: boolean;
}

/** What the finest tier says of how the SLO's latency rises with this component's load. */
export interface LatencyModel {
  readonly slo: Slo;
  project(settings: Settings): Projection;
  /** Minute by minute, as it was and (upper bound) as it would have been; in the SLO's unit. */
  replay(settings: Settings): { readonly grid: Tiers[number]["grid"]; readonly observed: Float64Array; readonly projected: Float64Array };
}

export interface LatencyEvidence {
  readonly slo: Slo;
  /** The SLO's own series. */
  readonly latency: Tiers;
  readonly study: Study;
  /** As it was, where more than its settings changes. @default study */
  readonly measured?: Study;
  readonly current: Settings;
  /** What was in force, minute by minute. @default the present settings all the time */
  readonly capacity?: Pick<CapacityHistory, "over">;
  /** Of an objective on the component's own work, for which nothing waits. @default its size has no part in it */
  readonly slows?: Study["slows"];
  /** Share of the limit that stays free. */
  readonly margin: number;
  readonly dayOf: (epoch: number) => number;
}

/**
 * Fits latency = base + s · d, with d the queueing delay of the SLO's quantile in service times (Erlang C, Allen–Cunneen),
 * by Huber regression on the minutes, with an upper bound from a bootstrap by day.
 * @returns undefined where no minute has both
 */
export function latencyModel(evidence: LatencyEvidence): LatencyModel | undefined {
  const { slo, latency, study, measured = study, current, capacity, slows, margin, dayOf } = evidence;
  const minutes = minutesOf(latency);
  if (minutes === undefined || minutes.values.every(isMissing)) return undefined;
  const q = quantileOf(slo);
  const observed = minutes.values;
  const now = asItWas(measured, { current, capacity, grid: minutes.grid }, q);
  const before = quantile(observed, 1 - slo.errorBudget);
  const fineBelow = slo.limit * (1 - margin);
  const fit = fitBounds(minutes, now?.delay, dayOf);
  const serviceBound = median(observed) / -Math.log(1 - q);

  const significant = fit !== undefined && fit.lower > 0;
  const busiest = (delays: Pick<Delays, "utilization">): number => quantile(delays.utilization, 1 - slo.errorBudget);
  const isNear = (then: Delays): boolean => now !== undefined && busiest(then) <= EXTRAPOLATION * busiest(now);
  /** Far from what was seen, the whole response may be service that waits, whatever the fit says. */
  const slopeAt = (then: Delays): number =>
    significant ? (isNear(then) ? fit.upper : Math.max(fit.upper, serviceBound)) : Math.max(serviceBound, 0);
  /** Where nothing waits for a server of this component, what it was, or as much longer as its own work takes at the most. */
  const projected = (settings: Settings, then: Delays | undefined): Float64Array => {
    if (now === undefined || then === undefined) {
      if (slows === undefined) return observed;
      const times = capacity?.over([minutes.grid], (at) => slows(at, settings))[0]?.values;
      return observed.map((value, i) => value * (times === undefined ? slows(current, settings) : (times[i] ?? Number.NaN)));
    }
    const slope = slopeAt(then);
    return observed.map((value, i) => value + slope * Math.max(0, (then.delay[i] ?? Number.NaN) - (now.delay[i] ?? Number.NaN)));
  };

  const byLoad = (settings: Settings): Projection => {
    const then = delays(study, settings, q);
    if (now === undefined || then === undefined) {
      const idle = { before, utilization: 0, highestSeen: 0 };
      if (slows !== undefined) {
        const times = slows(current, settings);
        const after = quantile(projected(settings, then), 1 - slo.errorBudget);
        return times === 1
          ? { ...idle, after, grade: "seen", why: "its own work takes no longer" }
          : { ...idle, after, grade: "fitted", why: `its own work takes at most ${times.toFixed(2)} times as long, were all of it to` };
      }
      return {
        ...idle,
        after: before,
        grade: "seen",
        why: study.nothingWaits ?? "nothing waits for a server of this component",
        applies: false,
      };
    }
    const [utilization, highestSeen] = [busiest(then), busiest(now)];
    const alike = now.utilizationOf(then.servers);
    const fine = fineMinutesAt(alike, observed, utilization, fineBelow);
    const after = quantile(projected(settings, then), 1 - slo.errorBudget);
    const numbers = { before, after, utilization, highestSeen };
    if (fine >= SEEN_MINUTES)
      return { ...numbers, grade: "seen", why: `${fine} minutes at this utilisation or above kept the objective with its margin` };
    if (utilization <= quantile(alike, 1 - slo.errorBudget)) return { ...numbers, grade: "seen", why: "no busier than it was" };
    if (utilization >= 1) return { ...numbers, grade: "beyond", why: "the servers would be busy all the time" };
    if (!significant) return { ...numbers, grade: "unproven", why: "no queueing at this load: how latency rises cannot be told" };
    return isNear(then)
      ? { ...numbers, grade: "fitted", why: "latency rises significantly with utilisation, and the projection stays near what was seen" }
      : {
          ...numbers,
          grade: "unproven",
          why: `latency rises with utilisation, and the projection goes further than ${EXTRAPOLATION} times what was ever seen`,
        };
  };

  return {
    slo,
    replay: (settings) => ({ grid: minutes.grid, observed, projected: projected(settings, delays(study, settings, q)) }),
    project: (settings) => {
      const projection = byLoad(settings);
      const unlike = study.unlike?.(settings);
      return unlike === undefined || projection.grade === "beyond"
        ? projection
        : { ...projection, grade: "unproven", why: unlike, applies: true };
    },
  };
}

/** `p99` → 0.99; other statistics are held against the worst. */
const quantileOf = (slo: Slo): number => (/^p\d+$/.test(slo.statistic) ? Number(slo.statistic.slice(1)) / 100 : 0.99);

function fineMinutesAt(utilization: Float64Array, latency: Float64Array, least: number, limit: number): number {
  let fine = 0;
  for (let i = 0; i < utilization.length; i++) {
    const busy = utilization[i] ?? Number.NaN;
    const value = latency[i] ?? Number.NaN;
    if (!(busy >= least) || isMissing(value)) continue;
    fine = value < limit ? fine + 1 : Number.NEGATIVE_INFINITY;
  }
  return Math.max(0, fine);
}

interface Points {
  readonly xs: Float64Array;
  readonly ys: Float64Array;
}

const NO_POINTS: Points = { xs: new Float64Array(0), ys: new Float64Array(0) };

/** Bounds of the slope, or undefined where the load never varied. */
function fitBounds(
  minutes: { readonly grid: Tiers[number]["grid"]; readonly values: Float64Array },
  delay: Float64Array | undefined,
  dayOf: (epoch: number) => number,
): { readonly lower: number; readonly upper: number } | undefined {
  if (delay === undefined) return undefined;
  let offset = 0;
  const days = byDay([{ grid: minutes.grid, values: minutes.values }], dayOf).map(({ parts }): Points => {
    const length = parts.reduce((sum, { values }) => sum + values.length, 0);
    const points = binned(delay.subarray(offset, offset + length), minutes.values.subarray(offset, offset + length));
    offset += length;
    return points;
  });
  const spread = quantile(joined(days.map(({ xs }) => xs)), 0.95);
  if (!(spread >= LEAST_DELAY)) return undefined;
  const random = seededRandom(days.length);
  const slopes = Array.from({ length: REPETITIONS }, () => {
    const drawn = days.map(() => days[Math.floor(random() * days.length)] ?? NO_POINTS);
    return huberLine(joined(drawn.map(({ xs }) => xs)), joined(drawn.map(({ ys }) => ys))).slope;
  });
  return { lower: quantile(slopes, 1 - UPPER), upper: quantile(slopes, UPPER) };
}

function binned(xs: Float64Array, ys: Float64Array): Points {
  const order = [...xs.keys()].filter((i) => Number.isFinite(xs[i]) && Number.isFinite(ys[i])).sort((a, b) => (xs[a] ?? 0) - (xs[b] ?? 0));
  const size = Math.ceil(order.length / BINS_PER_DAY);
  const bins = Array.from({ length: size === 0 ? 0 : Math.ceil(order.length / size) }, (_, bin) =>
    order.slice(bin * size, (bin + 1) * size),
  );
  return {
    xs: Float64Array.from(bins, (bin) => median(bin.map((i) => xs[i] ?? Number.NaN))),
    ys: Float64Array.from(bins, (bin) => median(bin.map((i) => ys[i] ?? Number.NaN))),
  };
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

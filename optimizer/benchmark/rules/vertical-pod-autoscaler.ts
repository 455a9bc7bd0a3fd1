import { isMissing } from "../../statistics/missing";
import { DAY } from "../trace";
import type { SizingRule } from "./rule";

const PERCENTILE = 0.9;
const SAFETY_MARGIN = 0.15;
const HALF_LIFE_DAYS = 1;
const HISTORY_DAYS = 8;
/** Buckets grow by 5 %, the first is 0.01 cores wide, the last begins below 1,000; capacity 1 is taken for one core. */
const GROWTH = 0.05;
const FIRST_BUCKET = 0.01;
const HIGHEST = 1000;
/** Buckets that weigh less are empty. */
const EPSILON = 0.0001;

const startOf = (bucket: number): number => (FIRST_BUCKET * ((1 + GROWTH) ** bucket - 1)) / GROWTH;
const BUCKETS = Math.ceil(Math.log((HIGHEST * GROWTH) / FIRST_BUCKET + 1) / Math.log(1 + GROWTH)) + 1;
const bucketOf = (value: number): number =>
  value < FIRST_BUCKET ? 0 : Math.min(BUCKETS - 1, Math.floor(Math.log((value * GROWTH) / FIRST_BUCKET + 1) / Math.log(1 + GROWTH)));

/**
 * Target of the Kubernetes Vertical Pod Autoscaler with its default flags: the end of the bucket that holds the 90th percentile of a
 * histogram whose weights halve every 24 hours, and 15 % more. Every sample weighs the same before decay, for the request stays what it is;
 * the floor of 25 millicores lies below the smallest size (1/32).
 */
export const verticalPodAutoscaler: SizingRule = {
  name: "vpa",
  title: "Kubernetes VPA: P90, half-life 24 h, × 1.15",
  source: "https://github.com/kubernetes/autoscaler/blob/master/vertical-pod-autoscaler/pkg/recommender/util/histogram.go",
  capacity: ({ demand }) => percentile(histogramOf(demand)) * (1 + SAFETY_MARGIN),
};

function histogramOf(demand: Float64Array): Float64Array {
  const weights = new Float64Array(BUCKETS);
  for (let i = Math.max(0, demand.length - HISTORY_DAYS * DAY); i < demand.length; i++) {
    const value = demand[i] ?? Number.NaN;
    if (isMissing(value)) continue;
    const ageDays = (demand.length - 1 - i) / DAY;
    const bucket = bucketOf(value);
    // Counted from the oldest sample, whose weight is 1, as the histogram's reference time lies in the past.
    weights[bucket] = (weights[bucket] ?? 0) + 2 ** ((HISTORY_DAYS - ageDays) / HALF_LIFE_DAYS);
  }
  return weights;
}

function percentile(weights: Float64Array): number {
  const last = weights.findLastIndex((weight) => weight >= EPSILON);
  const threshold = PERCENTILE * weights.reduce((sum, weight) => sum + weight, 0);
  let passed = 0;
  let bucket = 0;
  for (; bucket < last; bucket++) {
    passed += weights[bucket] ?? 0;
    if (passed >= threshold) break;
  }
  return startOf(Math.min(BUCKETS - 1, bucket + 1));
}

import type { CloudwatchMetricAlarmConfig } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { MetricEntry, Statistic } from "../../contract";
import { ratioQueries } from "./ratio";

/** Of every alarm's points, in seconds. */
export const PERIOD_SECONDS = 60;
const PERCENTILE = /^p\d/;

export interface WatchedMetric {
  readonly metric: MetricEntry;
  readonly statistic: Statistic;
  /** What the metric is divided by, minute by minute. @default it stands by itself */
  readonly per?: MetricEntry | undefined;
  /** Below this rate of what it is divided by, per second, a share says nothing and counts as 0. @default 0 */
  readonly minPerSecond?: number | undefined;
  /** What a share is held against, in its own unit. */
  readonly limit: number;
  /** Whether each minute counts by itself, so that what chance makes of the limit is no miss. @default false */
  readonly isObjective?: boolean;
  /** Of the resource that is watched. */
  readonly dimensions: Readonly<Record<string, string>>;
}

export type Watched = Pick<
  CloudwatchMetricAlarmConfig,
  | "namespace"
  | "metricName"
  | "dimensions"
  | "period"
  | "statistic"
  | "extendedStatistic"
  | "evaluateLowSampleCountPercentiles"
  | "metricQuery"
>;

/** What an alarm looks at every minute: a metric's statistic, or its share of another by metric math. */
export function watched({ metric, statistic, per, minPerSecond = 0, limit, isObjective = false, dimensions }: WatchedMetric): Watched {
  if (per !== undefined) {
    const ratio = {
      numerator: metric,
      denominator: per,
      dimensions,
      statistic,
      periodSeconds: PERIOD_SECONDS,
      minPerSecond,
      limit,
      isObjective,
    };
    return { metricQuery: ratioQueries(ratio) };
  }
  return {
    namespace: metric.namespace,
    metricName: metric.metricName,
    dimensions: { ...dimensions, ...metric.dimensions },
    period: PERIOD_SECONDS,
    ...(PERCENTILE.test(statistic) ? { extendedStatistic: statistic, evaluateLowSampleCountPercentiles: "evaluate" } : { statistic }),
  };
}

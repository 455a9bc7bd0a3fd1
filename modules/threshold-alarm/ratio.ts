import type { CloudwatchMetricAlarmMetricQuery } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { MetricEntry, Statistic } from "../../contract";

export interface Ratio {
  readonly numerator: MetricEntry;
  readonly denominator: MetricEntry;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: Statistic;
  readonly periodSeconds: number;
  /** Below this rate of the denominator, per second, the ratio says nothing and counts as 0. */
  readonly minPerSecond: number;
}

/** Metric math for one metric's share of another, such as errors per request. A minute without points is a minute without events. */
export function ratioQueries(ratio: Ratio): CloudwatchMetricAlarmMetricQuery[] {
  const query = (id: string, entry: MetricEntry): CloudwatchMetricAlarmMetricQuery => ({
    id,
    returnData: false,
    metric: {
      namespace: entry.namespace,
      metricName: entry.metricName,
      dimensions: { ...ratio.dimensions, ...entry.dimensions },
      stat: ratio.statistic,
      period: ratio.periodSeconds,
    },
  });
  const enough = `total > 0 AND total / PERIOD(total) >= ${ratio.minPerSecond}`;
  return [
    query("part", ratio.numerator),
    query("total", ratio.denominator),
    {
      id: "ratio",
      label: `${ratio.numerator.metricName} / ${ratio.denominator.metricName}`,
      expression: `IF(${enough}, FILL(part, 0) / total, 0)`,
      returnData: true,
    },
  ];
}

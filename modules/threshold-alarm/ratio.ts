import type { CloudwatchMetricAlarmMetricQuery } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { BEYOND_CHANCE, type MetricEntry, SPARE_EVENTS, type Statistic } from "../../contract";

export interface Ratio {
  readonly numerator: MetricEntry;
  readonly denominator: MetricEntry;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: Statistic;
  readonly periodSeconds: number;
  /** Below this rate of the denominator, per second, the ratio says nothing and counts as 0. */
  readonly minPerSecond: number;
  /** What it is held against: up to two events more (of a trigger: unless all fail), and of an objective what chance makes of it, count as 0. */
  readonly limit: number;
  readonly isObjective: boolean;
}

/**
 * Metric math for one metric's share of another, such as errors per request. A minute without points is a minute without events. The optimizer judges
 * by the same: `shareOf` and `missedShare` of the contract.
 */
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
  const enough = ["total > 0", `total / PERIOD(total) >= ${ratio.minPerSecond}`, ...(ratio.statistic === "Sum" ? beyond(ratio) : [])];
  return [
    query("part", ratio.numerator),
    query("total", ratio.denominator),
    {
      id: "ratio",
      label: `${ratio.numerator.metricName} / ${ratio.denominator.metricName}`,
      expression: `IF(${enough.join(" AND ")}, FILL(part, 0) / total, 0)`,
      returnData: true,
    },
  ];
}

function beyond({ limit, isObjective }: Ratio): readonly string[] {
  const expected = `${limit} * total`;
  const excess = `(FILL(part, 0) - ${expected})`;
  return isObjective
    ? [`${excess} > ${SPARE_EVENTS}`, `${excess} * ${excess} > ${BEYOND_CHANCE} * ${expected}`]
    : [`(${excess} > ${SPARE_EVENTS} OR FILL(part, 0) >= total)`];
}

import type { CloudwatchMetricAlarmMetricQuery } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { BEYOND_CHANCE, LEAST_EVENTS, type MetricEntry, type Statistic } from "../../contract";

export interface Ratio {
  readonly numerator: MetricEntry;
  readonly denominator: MetricEntry;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: Statistic;
  readonly periodSeconds: number;
  /** Below this rate of the denominator, per second, the ratio says nothing and counts as 0. */
  readonly minPerSecond: number;
  /** Of an objective: what a share at this limit comes to by chance counts as 0. @default none: a trigger, of which several minutes tell */
  readonly limit?: number | undefined;
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
  const enough = [
    "total > 0",
    `total / PERIOD(total) >= ${ratio.minPerSecond}`,
    ...(ratio.statistic === "Sum" ? [`FILL(part, 0) >= ${LEAST_EVENTS}`, ...beyondChance(ratio.limit)] : []),
  ];
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

/** Of what is under the limit it does not matter on which side the square lies. */
function beyondChance(limit: number | undefined): readonly string[] {
  const excess = `(FILL(part, 0) - ${limit} * total)`;
  return limit === undefined ? [] : [`${excess} * ${excess} > ${BEYOND_CHANCE} * ${limit} * total`];
}

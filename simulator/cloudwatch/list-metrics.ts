import { z } from "zod";
import { SECONDS_PER_DAY, SECONDS_PER_HOUR, SECONDS_PER_MINUTE } from "../time";
import { ServiceError } from "../wire/errors";
import { parseRequest } from "../wire/request";
import type { PublishedMetric, World } from "../world";
import { aggregate } from "./statistics";

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html */
const PAGE = 500;
const LISTED_FOR_SECONDS = 14 * SECONDS_PER_DAY;
const RECENT_SECONDS = 3 * SECONDS_PER_HOUR;

const listMetricsSchema = z.strictObject({
  Namespace: z.string().optional(),
  MetricName: z.string().optional(),
  Dimensions: z
    .array(z.strictObject({ Name: z.string(), Value: z.string().optional() }))
    .max(10)
    .default([]),
  RecentlyActive: z.literal("PT3H").optional(),
  NextToken: z.string().optional(),
  IncludeLinkedAccounts: z.boolean().optional(),
  OwningAccount: z.string().optional(),
});

/** Metrics that had a point lately; those silent for two weeks are left out, as CloudWatch does. */
export function listMetrics(world: World, body: unknown, nowEpoch: number): object {
  const request = parseRequest(listMetricsSchema, body, "InvalidParameterValue");
  const start = request.NextToken === undefined ? 0 : Number(request.NextToken);
  if (!Number.isSafeInteger(start) || start < 0)
    throw new ServiceError("InvalidParameterValue", "The NextToken is not one that ListMetrics gave");
  const within = request.RecentlyActive === undefined ? LISTED_FOR_SECONDS : RECENT_SECONDS;
  const listed = world.metrics.filter(
    (metric) =>
      (request.Namespace === undefined || metric.namespace === request.Namespace) &&
      (request.MetricName === undefined || metric.metricName === request.MetricName) &&
      request.Dimensions.every(({ Name, Value }) => {
        const own = metric.dimensions[Name];
        return own !== undefined && (Value === undefined || own === Value);
      }) &&
      spoke(metric, nowEpoch, within),
  );
  const page = listed.slice(start, start + PAGE);
  return {
    Metrics: page.map(({ namespace, metricName, dimensions }) => ({
      Namespace: namespace,
      MetricName: metricName,
      Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
    })),
    ...(start + PAGE < listed.length ? { NextToken: String(start + PAGE) } : {}),
  };
}

/** Whether it had a point in the last `seconds`; looks back hour by hour, since most spoke in the latest. */
function spoke(metric: PublishedMetric, nowEpoch: number, seconds: number): boolean {
  const endMinute = Math.floor(nowEpoch / SECONDS_PER_MINUTE);
  for (let back = 1; back * SECONDS_PER_HOUR <= seconds; back++) {
    const first = Math.floor((nowEpoch - back * SECONDS_PER_HOUR) / SECONDS_PER_MINUTE) * SECONDS_PER_MINUTE;
    const [samples] = aggregate(metric, { kind: "SampleCount" }, { first, slots: 1, periodSeconds: SECONDS_PER_HOUR, endMinute });
    if (samples !== undefined && !Number.isNaN(samples)) return true;
  }
  return false;
}

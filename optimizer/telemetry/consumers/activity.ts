import { type CloudWatchClient, type MetricDataQuery, paginateGetMetricData } from "@aws-sdk/client-cloudwatch";
import type { StreamActivity } from "../account";

const DAY_SECONDS = 86_400;

/** Whole UTC days, UTC epoch seconds. */
export interface Days {
  readonly fromEpoch: number;
  readonly toEpoch: number;
}

/** The whole days that hold a window. */
export const daysOf = (startEpoch: number, endEpoch: number): Days => ({
  fromEpoch: Math.floor(startEpoch / DAY_SECONDS) * DAY_SECONDS,
  toEpoch: Math.ceil(endEpoch / DAY_SECONDS) * DAY_SECONDS,
});

/**
 * Latency has one sample for each call, also for those that found no record.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
 */
const MEASURES = [
  { Id: "calls", metricName: "SuccessfulRequestLatency", statistic: "SampleCount" },
  { Id: "records", metricName: "ReturnedRecordsCount", statistic: "Sum" },
  { Id: "bytes", metricName: "ReturnedBytes", statistic: "Sum" },
] as const;

/** Metrics that CloudWatch bills for each stream that is asked about. */
export const METRICS_PER_STREAM = MEASURES.length;

interface Stream {
  readonly table: string;
  /** Names one stream of all that the table has had. It is known only once the stream is there, so the metric catalog cannot name it. */
  readonly streamLabel: string;
  readonly days: Days;
}

/** What GetRecords did on a stream. No point means no call: DynamoDB publishes on use. */
export async function streamActivity(
  client: CloudWatchClient,
  { table, streamLabel, days }: Stream,
  signal: AbortSignal,
): Promise<StreamActivity> {
  const Dimensions = [
    { Name: "TableName", Value: table },
    { Name: "StreamLabel", Value: streamLabel },
    { Name: "Operation", Value: "GetRecords" },
  ];
  const queries = MEASURES.map(
    ({ Id, metricName, statistic }): MetricDataQuery => ({
      Id,
      MetricStat: { Metric: { Namespace: "AWS/DynamoDB", MetricName: metricName, Dimensions }, Period: DAY_SECONDS, Stat: statistic },
    }),
  );
  const input = { MetricDataQueries: queries, StartTime: new Date(days.fromEpoch * 1000), EndTime: new Date(days.toEpoch * 1000) };
  const sums = { calls: 0, records: 0, bytes: 0 };
  const complete = new Set<string>();
  for await (const page of paginateGetMetricData({ client }, input)) {
    signal.throwIfAborted();
    for (const { Id, Values = [], StatusCode } of page.MetricDataResults ?? []) {
      const measure = MEASURES.find((one) => one.Id === Id);
      if (measure === undefined) continue;
      sums[measure.Id] += Values.reduce((sum, value) => sum + value, 0);
      if (StatusCode === "Complete") complete.add(measure.Id);
    }
  }
  const short = MEASURES.filter(({ Id }) => !complete.has(Id)).map(({ metricName }) => metricName);
  if (short.length > 0) throw new RangeError(`CloudWatch did not answer completely on ${short.join(", ")}`);
  return { ...days, ...sums };
}

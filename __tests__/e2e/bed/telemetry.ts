import { CloudWatchClient, type Metric, paginateGetMetricData } from "@aws-sdk/client-cloudwatch";
import { SERVICE_NAMESPACE } from "../../../contract";

/** UTC epoch seconds; the end is not part of it. */
export interface Window {
  readonly startEpoch: number;
  readonly endEpoch: number;
}

export interface LatencyQuestion extends Window {
  /** As CloudWatch names it: `p99`. */
  readonly statistic: string;
  readonly limitMilliseconds: number;
}

const MINUTE_SECONDS = 60;

const dimensionsOf = (dimensions: Readonly<Record<string, string>>): Metric["Dimensions"] =>
  Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));

/** What CloudWatch at `url` has of each metric, minute by minute in the order of time; an empty list where nothing was published. */
async function measured(
  url: string,
  metrics: readonly Metric[],
  statistic: string,
  { startEpoch, endEpoch }: Window,
): Promise<readonly (readonly number[])[]> {
  const client = new CloudWatchClient({
    endpoint: url,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  const pages = paginateGetMetricData(
    { client },
    {
      StartTime: new Date(startEpoch * 1000),
      EndTime: new Date(endEpoch * 1000),
      ScanBy: "TimestampAscending",
      MetricDataQueries: metrics.map((Metric, index) => ({
        Id: `m${index}`,
        MetricStat: { Metric, Period: MINUTE_SECONDS, Stat: statistic },
      })),
    },
  );
  const values = metrics.map((): number[] => []);
  for await (const page of pages)
    for (const { Id, Values = [] } of page.MetricDataResults ?? []) values[Number(Id?.slice(1))]?.push(...Values);
  client.destroy();
  return values;
}

/** Share of the minutes, 0 to 1, in which the order service's latency was over the limit. */
export async function shareOfMinutesOver(url: string, deployment: string, question: LatencyQuestion): Promise<number> {
  const latency: Metric = {
    Namespace: SERVICE_NAMESPACE,
    MetricName: "RequestLatency",
    Dimensions: dimensionsOf({ Deployment: deployment, Service: "order-service" }),
  };
  const [values = []] = await measured(url, [latency], question.statistic, question);
  if (values.length === 0) throw new Error(`no latency between ${question.startEpoch} and ${question.endEpoch}`);
  return values.filter((value) => value > question.limitMilliseconds).length / values.length;
}

/** Write capacity units that a table was given, as published; a table on demand publishes none. */
export async function provisionedWrites(url: string, table: string, window: Window): Promise<readonly number[]> {
  const provisioned: Metric = {
    Namespace: "AWS/DynamoDB",
    MetricName: "ProvisionedWriteCapacityUnits",
    Dimensions: dimensionsOf({ TableName: table }),
  };
  const [values = []] = await measured(url, [provisioned], "Average", window);
  return values;
}

/** The fewest instances that auto-scaling groups had in service together at any minute. */
export async function fewestInService(url: string, groups: readonly string[], window: Window): Promise<number> {
  const metrics = groups.map(
    (group): Metric => ({
      Namespace: "AWS/AutoScaling",
      MetricName: "GroupInServiceInstances",
      Dimensions: dimensionsOf({ AutoScalingGroupName: group }),
    }),
  );
  const [first = [], ...others] = await measured(url, metrics, "Minimum", window);
  if (first.length === 0) throw new Error(`no instances were counted between ${window.startEpoch} and ${window.endEpoch}`);
  return Math.min(...first.map((count, minute) => others.reduce((sum, other) => sum + (other[minute] ?? 0), count)));
}

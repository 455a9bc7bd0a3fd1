import { CloudWatchClient, paginateGetMetricData } from "@aws-sdk/client-cloudwatch";
import { SERVICE_NAMESPACE } from "../../../contract";

export interface LatencyQuestion {
  readonly startEpoch: number;
  readonly endEpoch: number;
  /** As CloudWatch names it: `p99`. */
  readonly statistic: string;
  readonly limitMilliseconds: number;
}

const MINUTE_SECONDS = 60;

/** Share of the minutes, 0 to 1, in which the order service's latency was over the limit, as CloudWatch at `url` measured it. */
export async function shareOfMinutesOver(url: string, deployment: string, question: LatencyQuestion): Promise<number> {
  const client = new CloudWatchClient({
    endpoint: url,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  const pages = paginateGetMetricData(
    { client },
    {
      StartTime: new Date(question.startEpoch * 1000),
      EndTime: new Date(question.endEpoch * 1000),
      MetricDataQueries: [
        {
          Id: "latency",
          MetricStat: {
            Metric: {
              Namespace: SERVICE_NAMESPACE,
              MetricName: "RequestLatency",
              Dimensions: [
                { Name: "Deployment", Value: deployment },
                { Name: "Service", Value: "order-service" },
              ],
            },
            Period: MINUTE_SECONDS,
            Stat: question.statistic,
          },
        },
      ],
    },
  );
  const values: number[] = [];
  for await (const page of pages) values.push(...(page.MetricDataResults?.[0]?.Values ?? []));
  client.destroy();
  if (values.length === 0) throw new Error(`no latency between ${question.startEpoch} and ${question.endEpoch}`);
  return values.filter((value) => value > question.limitMilliseconds).length / values.length;
}

import { z } from "zod";

const SECOND_MS = 1000;

const metadata = z.looseObject({
  Timestamp: z.int().positive(),
  LogGroupName: z.string().min(1),
  CloudWatchMetrics: z.array(
    z.strictObject({
      Namespace: z.string().min(1),
      Dimensions: z.array(z.array(z.string()).max(30)),
      Metrics: z.array(z.strictObject({ Name: z.string(), Unit: z.string() })).max(100),
    }),
  ),
});
const line = z.looseObject({ _aws: metadata });

/** A point that CloudWatch makes of a line in Embedded Metric Format. */
export interface EmfPoint {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly unit: string;
  readonly value: number;
  readonly epochSeconds: number;
  readonly logGroupName: string;
}

/**
 * Reads a line as CloudWatch does: each metric, for each set of dimensions, with the values at the root of the line.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 * @throws where the specification is not kept: CloudWatch would drop the line without a word
 */
export function emfPoints(text: string): readonly EmfPoint[] {
  const root = line.parse(JSON.parse(text));
  const { Timestamp, LogGroupName, CloudWatchMetrics } = root._aws;
  return CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) =>
    Dimensions.flatMap((set) =>
      Metrics.map(({ Name, Unit }) => ({
        namespace: Namespace,
        metricName: Name,
        dimensions: Object.fromEntries(set.map((name) => [name, z.string().min(1).parse(root[name])])),
        unit: Unit,
        value: z.number().parse(root[Name]),
        epochSeconds: Timestamp / SECOND_MS,
        logGroupName: LogGroupName,
      })),
    ),
  );
}

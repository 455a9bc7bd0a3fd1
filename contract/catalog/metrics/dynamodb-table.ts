import type { MetricEntry } from "../metric";

const source = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html";

/** `TableName` alone leaves the indexes out, so each metric stands once for the table and once for every index. */
const forTableAndIndex = (entry: Omit<MetricEntry, "scope" | "namespace" | "source" | "awsUnit" | "scale">): readonly MetricEntry[] =>
  (["table", "index"] as const).map((scope) => ({
    ...entry,
    scope,
    namespace: "AWS/DynamoDB",
    awsUnit: "Count",
    scale: 1,
    source,
  }));

const consumed = { statistics: ["Sum"], perInterval: true, unit: "count-per-second", cadenceSeconds: 60, absence: "zero" } as const;
const provisioned = { statistics: ["Average", "Maximum"], unit: "count-per-second", cadenceSeconds: 300, absence: "missing" } as const;

export const dynamodbTableMetrics: readonly MetricEntry[] = [
  ...forTableAndIndex({ ...consumed, name: "consumed_reads", metricName: "ConsumedReadCapacityUnits" }),
  ...forTableAndIndex({ ...consumed, name: "consumed_writes", metricName: "ConsumedWriteCapacityUnits" }),
  ...forTableAndIndex({ ...provisioned, name: "provisioned_reads", metricName: "ProvisionedReadCapacityUnits" }),
  ...forTableAndIndex({ ...provisioned, name: "provisioned_writes", metricName: "ProvisionedWriteCapacityUnits" }),
  ...forTableAndIndex({ ...consumed, name: "read_throttles", metricName: "ReadThrottleEvents" }),
  ...forTableAndIndex({ ...consumed, name: "write_throttles", metricName: "WriteThrottleEvents" }),
];

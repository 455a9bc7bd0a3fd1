import type { MetricEntry } from "../metric";
import { COUNT_PER_INTERVAL, DEMAND, EVENTS, HIGH, HIGHEST, MILLISECONDS, PERCENT } from "./shapes";

const source = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html";
const dynamodb = { namespace: "AWS/DynamoDB", cadenceSeconds: 60, source } as const;

/** `TableName` alone leaves the indexes out, so each metric stands once for the table and once for every index. */
const forTableAndIndex = (entry: Omit<MetricEntry, "scope">): readonly MetricEntry[] =>
  (["table", "index"] as const).map((scope) => ({ ...entry, scope }));

/** A gauge every five minutes; a table on demand has none. */
const provisioned = {
  ...dynamodb,
  awsUnit: "Count",
  scale: 1,
  ...HIGH,
  headroom: "Maximum",
  unit: "count-per-second",
  cadenceSeconds: 300,
} as const;

/** By operation: none is published for all of a table's requests together. */
const READS = ["GetItem", "BatchGetItem", "Query", "Scan"] as const;
const WRITES = ["PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem"] as const;

const snake = (operation: string): string => operation.replace(/(?<=[a-z])(?=[A-Z])/g, "_").toLowerCase();

const forOperation = (operation: string, onlyWhile: string): readonly MetricEntry[] => {
  const of = { ...dynamodb, scope: "table", dimensions: { Operation: operation }, detail: true } as const;
  const prefix = snake(operation);
  return [
    { ...of, ...MILLISECONDS, ...HIGH, onlyWhile, name: `${prefix}_latency`, metricName: "SuccessfulRequestLatency" },
    { ...of, ...EVENTS, name: `${prefix}_system_errors`, metricName: "SystemErrors" },
    { ...of, ...EVENTS, name: `${prefix}_throttled`, metricName: "ThrottledRequests" },
  ];
};

const returned = (operation: "Query" | "Scan"): MetricEntry => ({
  ...dynamodb,
  ...EVENTS,
  scope: "table",
  dimensions: { Operation: operation },
  detail: true,
  name: `${snake(operation)}_returned_items`,
  metricName: "ReturnedItemCount",
});

/** Quotas and how full they are, for all tables of the account in the region: no dimension. */
const account = { ...dynamodb, ...HIGHEST, scope: "account", cadenceSeconds: 300 } as const;
const quota = { ...account, awsUnit: "Count", scale: 1, unit: "count-per-second" } as const;

export const dynamodbTableMetrics: readonly MetricEntry[] = [
  { ...dynamodb, ...DEMAND, scope: "table", name: "consumed_reads", metricName: "ConsumedReadCapacityUnits" },
  /** SampleCount is how many requests there were: an index that nobody queries has none. */
  {
    ...dynamodb,
    ...COUNT_PER_INTERVAL,
    scope: "index",
    statistics: ["Sum", "SampleCount"],
    absence: "zero",
    headroom: "Sum",
    name: "consumed_reads",
    metricName: "ConsumedReadCapacityUnits",
  },
  ...forTableAndIndex({ ...dynamodb, ...DEMAND, name: "consumed_writes", metricName: "ConsumedWriteCapacityUnits" }),
  ...forTableAndIndex({ ...provisioned, name: "provisioned_reads", metricName: "ProvisionedReadCapacityUnits" }),
  ...forTableAndIndex({ ...provisioned, name: "provisioned_writes", metricName: "ProvisionedWriteCapacityUnits" }),
  ...forTableAndIndex({ ...dynamodb, ...EVENTS, name: "read_throttles", metricName: "ReadThrottleEvents" }),
  ...forTableAndIndex({ ...dynamodb, ...EVENTS, name: "write_throttles", metricName: "WriteThrottleEvents" }),
  ...READS.flatMap((operation) => forOperation(operation, "consumed_reads")),
  ...WRITES.flatMap((operation) => forOperation(operation, "consumed_writes")),
  returned("Query"),
  returned("Scan"),
  { ...quota, name: "table_read_quota", metricName: "AccountMaxTableLevelReads" },
  { ...quota, name: "table_write_quota", metricName: "AccountMaxTableLevelWrites" },
  { ...quota, detail: true, name: "account_read_quota", metricName: "AccountMaxReads" },
  { ...quota, detail: true, name: "account_write_quota", metricName: "AccountMaxWrites" },
  { ...account, ...PERCENT, detail: true, name: "account_reads_used", metricName: "AccountProvisionedReadCapacityUtilization" },
  { ...account, ...PERCENT, detail: true, name: "account_writes_used", metricName: "AccountProvisionedWriteCapacityUtilization" },
];

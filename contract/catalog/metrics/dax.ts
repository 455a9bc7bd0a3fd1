import type { MetricEntry } from "../metric";

const source = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/dax-metrics-dimensions-dax.html";

const node = { scope: "node", namespace: "AWS/DAX", cadenceSeconds: 60, absence: "missing", source } as const;
const percent = { awsUnit: "Percent", scale: 0.01, unit: "fraction" } as const;
const events = {
  ...node,
  statistics: ["Sum"],
  awsUnit: "Count",
  scale: 1,
  perInterval: true,
  unit: "count-per-second",
  absence: "zero",
} as const;

export const daxMetrics: readonly MetricEntry[] = [
  { ...node, ...percent, statistics: ["Average", "Maximum"], name: "cpu", metricName: "CPUUtilization" },
  { ...node, ...percent, statistics: ["Maximum"], name: "memory", metricName: "CacheMemoryUtilization" },
  { ...events, name: "requests", metricName: "TotalRequestCount" },
  { ...events, name: "item_hits", metricName: "ItemCacheHits" },
  { ...events, name: "item_misses", metricName: "ItemCacheMisses" },
  { ...events, name: "evicted", metricName: "EvictedSize", awsUnit: "Bytes", unit: "bytes-per-second" },
  { ...events, name: "throttled", metricName: "ThrottledRequestCount" },
  { ...events, name: "errors", metricName: "ErrorRequestCount" },
];

import type { MetricEntry } from "../metric";

const source = "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.Redis.html";

const node = { scope: "node", namespace: "AWS/ElastiCache", cadenceSeconds: 60, absence: "missing", source } as const;
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

export const redisMetrics: readonly MetricEntry[] = [
  { ...node, ...percent, statistics: ["Average", "Maximum"], name: "engine_cpu", metricName: "EngineCPUUtilization" },
  { ...node, ...percent, statistics: ["Maximum"], name: "cpu", metricName: "CPUUtilization" },
  /** With data tiering about full is normal for memory; this one counts memory and SSD as eviction does. */
  { ...node, ...percent, statistics: ["Maximum"], name: "capacity_used", metricName: "DatabaseCapacityUsageCountedForEvictPercentage" },
  { ...node, statistics: ["Maximum"], name: "bytes_used", metricName: "BytesUsedForCache", awsUnit: "Bytes", scale: 1, unit: "bytes" },
  { ...events, name: "hits", metricName: "CacheHits" },
  { ...events, name: "misses", metricName: "CacheMisses" },
  { ...events, name: "evictions", metricName: "Evictions" },
  {
    ...node,
    statistics: ["Maximum"],
    name: "network_out",
    metricName: "NetworkBytesOut",
    awsUnit: "Bytes",
    scale: 1,
    perInterval: true,
    unit: "bytes-per-second",
  },
];

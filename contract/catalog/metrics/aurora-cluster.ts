import type { MetricEntry } from "../metric";

const source = "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html";

const instance = { scope: "instance", namespace: "AWS/RDS", cadenceSeconds: 60, absence: "missing", source } as const;
const percent = { awsUnit: "Percent", scale: 0.01, unit: "fraction" } as const;
const bytes = { awsUnit: "Bytes", scale: 1, unit: "bytes" } as const;
const bytesPerSecond = { awsUnit: "Bytes/Second", scale: 1, unit: "bytes-per-second" } as const;
const latency = { awsUnit: "Milliseconds", scale: 1, unit: "milliseconds" } as const;
const both = { statistics: ["Average", "Maximum"] } as const;
/** Billed I/O: published as a count per five minutes, at the cluster. */
const volume = {
  scope: "cluster",
  namespace: "AWS/RDS",
  statistics: ["Average"],
  awsUnit: "Count",
  scale: 1,
  perInterval: true,
  unit: "count-per-second",
  cadenceSeconds: 300,
  absence: "missing",
  source,
} as const;

export const auroraClusterMetrics: readonly MetricEntry[] = [
  { ...instance, ...percent, ...both, name: "cpu", metricName: "CPUUtilization" },
  { ...instance, ...both, name: "connections", metricName: "DatabaseConnections", awsUnit: "Count", scale: 1, unit: "count" },
  { ...instance, ...bytes, statistics: ["Average", "Minimum"], name: "freeable_memory", metricName: "FreeableMemory" },
  { ...instance, ...bytes, statistics: ["Minimum"], name: "free_local_storage", metricName: "FreeLocalStorage" },
  { ...instance, ...percent, statistics: ["Average", "Minimum"], name: "buffer_cache_hit_ratio", metricName: "BufferCacheHitRatio" },
  { ...instance, ...bytesPerSecond, ...both, name: "network_in", metricName: "NetworkReceiveThroughput" },
  { ...instance, ...bytesPerSecond, ...both, name: "network_out", metricName: "NetworkTransmitThroughput" },
  { ...instance, ...latency, ...both, name: "commit_latency", metricName: "CommitLatency" },
  { ...instance, ...latency, statistics: ["Maximum"], name: "replica_lag", metricName: "AuroraReplicaLag" },
  { ...volume, name: "volume_read_iops", metricName: "VolumeReadIOPs" },
  { ...volume, name: "volume_write_iops", metricName: "VolumeWriteIOPs" },
];

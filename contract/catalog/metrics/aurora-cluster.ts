import type { MetricEntry } from "../metric";
import {
  BYTES,
  BYTES_PER_SECOND,
  COUNT,
  COUNT_PER_INTERVAL,
  COUNT_PER_SECOND,
  HIGH,
  HIGHEST,
  LOWEST,
  MILLISECONDS,
  NEED,
  NEED_LOWEST,
  PERCENT,
  SECONDS_OF_LATENCY,
} from "./shapes";

export const AURORA_SOURCE = "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html";

const source = AURORA_SOURCE;
const postgresql = { engine: "postgresql", detail: true } as const;
const mysql = { engine: "mysql", detail: true } as const;

/** Of each member, in the primary region or in another. */
export function auroraInstanceMetrics(scope: string): readonly MetricEntry[] {
  const instance = { scope, namespace: "AWS/RDS", cadenceSeconds: 60, source } as const;
  return [
    { ...instance, ...PERCENT, ...NEED, name: "cpu", metricName: "CPUUtilization" },
    { ...instance, ...COUNT, ...NEED, name: "connections", metricName: "DatabaseConnections" },
    {
      ...instance,
      ...BYTES,
      statistics: ["Average", "Minimum"],
      absence: "missing",
      headroom: "Minimum",
      name: "freeable_memory",
      metricName: "FreeableMemory",
    },
    { ...instance, ...BYTES, ...NEED_LOWEST, name: "free_local_storage", metricName: "FreeLocalStorage" },
    {
      ...instance,
      ...PERCENT,
      statistics: ["Average", "Minimum"],
      absence: "missing",
      name: "buffer_cache_hit_ratio",
      metricName: "BufferCacheHitRatio",
    },
    { ...instance, ...BYTES_PER_SECOND, ...NEED, name: "network_in", metricName: "NetworkReceiveThroughput" },
    { ...instance, ...BYTES_PER_SECOND, ...NEED, name: "network_out", metricName: "NetworkTransmitThroughput" },
    { ...instance, ...MILLISECONDS, ...HIGH, name: "commit_latency", metricName: "CommitLatency" },
    { ...instance, ...MILLISECONDS, ...HIGHEST, name: "replica_lag", metricName: "AuroraReplicaLag" },
    { ...instance, ...COUNT_PER_SECOND, ...HIGH, detail: true, name: "commits", metricName: "CommitThroughput" },
    { ...instance, ...COUNT_PER_SECOND, ...HIGHEST, detail: true, name: "deadlocks", metricName: "Deadlocks" },
    { ...instance, ...SECONDS_OF_LATENCY, ...HIGH, detail: true, name: "read_latency", metricName: "ReadLatency" },
    { ...instance, ...SECONDS_OF_LATENCY, ...HIGH, detail: true, name: "write_latency", metricName: "WriteLatency" },
    { ...instance, ...BYTES_PER_SECOND, ...HIGH, detail: true, name: "storage_in", metricName: "StorageNetworkReceiveThroughput" },
    { ...instance, ...BYTES_PER_SECOND, ...HIGH, detail: true, name: "storage_out", metricName: "StorageNetworkTransmitThroughput" },
    { ...instance, ...COUNT_PER_SECOND, ...HIGH, ...postgresql, name: "read_iops", metricName: "ReadIOPS" },
    { ...instance, ...COUNT_PER_SECOND, ...HIGH, ...postgresql, name: "write_iops", metricName: "WriteIOPS" },
    { ...instance, ...COUNT, ...HIGHEST, ...postgresql, name: "disk_queue_depth", metricName: "DiskQueueDepth" },
    { ...instance, ...COUNT, ...HIGHEST, ...postgresql, name: "transaction_id_age", metricName: "MaximumUsedTransactionIDs" },
    { ...instance, ...COUNT_PER_SECOND, ...HIGH, ...mysql, name: "queries", metricName: "Queries" },
    { ...instance, ...MILLISECONDS, ...HIGH, ...mysql, name: "select_latency", metricName: "SelectLatency" },
    { ...instance, ...MILLISECONDS, ...HIGH, ...mysql, name: "dml_latency", metricName: "DMLLatency" },
    { ...instance, ...COUNT_PER_SECOND, ...HIGHEST, ...mysql, name: "blocked_transactions", metricName: "BlockedTransactions" },
    { ...instance, ...COUNT_PER_SECOND, ...HIGHEST, ...mysql, name: "login_failures", metricName: "LoginFailures" },
    { ...instance, ...COUNT, ...HIGHEST, ...mysql, name: "undo_history", metricName: "RollbackSegmentHistoryListLength" },
  ];
}

/** Of the volume: billed I/O is published as a count per five minutes. */
const cluster = { scope: "cluster", namespace: "AWS/RDS", cadenceSeconds: 300, source } as const;
const billed = { ...cluster, ...COUNT_PER_INTERVAL, statistics: ["Average"], absence: "missing" } as const;

export const auroraVolumeMetrics: readonly MetricEntry[] = [
  { ...billed, name: "volume_read_iops", metricName: "VolumeReadIOPs" },
  { ...billed, name: "volume_write_iops", metricName: "VolumeWriteIOPs" },
  { ...cluster, ...BYTES, ...HIGHEST, name: "volume_bytes", metricName: "VolumeBytesUsed" },
  { ...cluster, ...BYTES, ...LOWEST, ...mysql, name: "volume_bytes_left", metricName: "AuroraVolumeBytesLeftTotal" },
];

export const auroraClusterMetrics: readonly MetricEntry[] = [...auroraInstanceMetrics("instance"), ...auroraVolumeMetrics];

import type { MetricEntry } from "../metric";
import {
  BYTES,
  BYTES_PER_SECOND,
  COUNT,
  COUNT_PER_SECOND,
  HIGH,
  HIGHEST,
  LOWEST,
  NEED,
  NEED_HIGHEST,
  NEED_LOWEST,
  PERCENT,
  SECONDS_OF_LATENCY,
} from "./shapes";

const source = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html";

const instance = { scope: "instance", namespace: "AWS/RDS", cadenceSeconds: 60, source } as const;
/** Credits of the instance and of the volume: basic monitoring only. */
const credits = { ...instance, ...PERCENT, ...LOWEST, cadenceSeconds: 300 } as const;

/** The primary and each read replica; a Multi-AZ standby publishes nothing of its own. */
export const rdsInstanceMetrics: readonly MetricEntry[] = [
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
  { ...instance, ...BYTES, ...HIGHEST, name: "swap", metricName: "SwapUsage" },
  { ...instance, ...BYTES, ...NEED_LOWEST, name: "free_storage", metricName: "FreeStorageSpace" },
  { ...instance, ...COUNT_PER_SECOND, ...NEED, name: "read_iops", metricName: "ReadIOPS" },
  { ...instance, ...COUNT_PER_SECOND, ...NEED, name: "write_iops", metricName: "WriteIOPS" },
  { ...instance, ...BYTES_PER_SECOND, ...NEED_HIGHEST, name: "read_throughput", metricName: "ReadThroughput" },
  { ...instance, ...BYTES_PER_SECOND, ...NEED_HIGHEST, name: "write_throughput", metricName: "WriteThroughput" },
  { ...instance, ...SECONDS_OF_LATENCY, ...HIGH, name: "read_latency", metricName: "ReadLatency" },
  { ...instance, ...SECONDS_OF_LATENCY, ...HIGH, name: "write_latency", metricName: "WriteLatency" },
  { ...instance, ...COUNT, ...HIGH, name: "disk_queue_depth", metricName: "DiskQueueDepth" },
  { ...instance, ...BYTES_PER_SECOND, ...NEED, name: "network_in", metricName: "NetworkReceiveThroughput" },
  { ...instance, ...BYTES_PER_SECOND, ...NEED, name: "network_out", metricName: "NetworkTransmitThroughput" },
  { ...instance, ...SECONDS_OF_LATENCY, ...HIGHEST, name: "replica_lag", metricName: "ReplicaLag" },
  { ...credits, name: "ebs_io_balance", metricName: "EBSIOBalance%" },
  { ...credits, name: "ebs_byte_balance", metricName: "EBSByteBalance%" },
  /** gp2 volumes only. */
  { ...credits, detail: true, neededWith: { tunable: "storage_type", rung: "gp2" }, name: "burst_balance", metricName: "BurstBalance" },
  {
    ...instance,
    ...COUNT,
    ...HIGHEST,
    engine: "postgresql",
    detail: true,
    name: "transaction_id_age",
    metricName: "MaximumUsedTransactionIDs",
  },
  {
    ...instance,
    ...BYTES,
    ...HIGHEST,
    engine: "postgresql",
    detail: true,
    name: "replication_slot_lag",
    metricName: "OldestReplicationSlotLag",
  },
];

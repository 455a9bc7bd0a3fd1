import type { MetricEntry } from "../metric";
import { BYTES, BYTES_PER_INTERVAL, COUNT, DEMAND, EVENTS, HIGHEST, NEED, NEED_HIGHEST, PERCENT, SECONDS } from "./shapes";

const ENGINE = "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.Redis.html";
const HOST = "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.HostLevel.html";

const node = { scope: "node", namespace: "AWS/ElastiCache", cadenceSeconds: 60, source: ENGINE } as const;
const host = { ...node, source: HOST } as const;
/** Packets held back over the instance's allowance: the node wanted more than its baseline and its credits gave. */
const exceeded = { ...host, ...EVENTS, detail: true } as const;
/** Nodes with data tiering only. */
const tiering = { ...node, ...EVENTS, detail: true } as const;

export const redisMetrics: readonly MetricEntry[] = [
  { ...node, ...PERCENT, ...NEED, name: "engine_cpu", metricName: "EngineCPUUtilization" },
  { ...host, ...PERCENT, ...NEED_HIGHEST, name: "cpu", metricName: "CPUUtilization" },
  /** With data tiering about full is normal for memory; this one counts memory and SSD as eviction does. */
  {
    ...node,
    ...PERCENT,
    ...NEED_HIGHEST,
    name: "capacity_used",
    metricName: "DatabaseCapacityUsageCountedForEvictPercentage",
  },
  { ...node, ...BYTES, ...NEED_HIGHEST, name: "bytes_used", metricName: "BytesUsedForCache" },
  /** Hit rate is hits over hits and misses; a day's is made from the day's sums. */
  { ...node, ...EVENTS, name: "hits", metricName: "CacheHits" },
  { ...node, ...EVENTS, name: "misses", metricName: "CacheMisses" },
  { ...node, ...EVENTS, name: "evictions", metricName: "Evictions" },
  /** ElastiCache has no count of all commands for nodes: these two are the bulk of any cache's. */
  { ...node, ...DEMAND, name: "get_commands", metricName: "GetTypeCmds" },
  { ...node, ...DEMAND, name: "set_commands", metricName: "SetTypeCmds" },
  { ...host, ...BYTES_PER_INTERVAL, ...NEED_HIGHEST, name: "network_in", metricName: "NetworkBytesIn" },
  { ...host, ...BYTES_PER_INTERVAL, ...NEED_HIGHEST, name: "network_out", metricName: "NetworkBytesOut" },
  { ...node, ...COUNT, ...NEED_HIGHEST, detail: true, name: "connections", metricName: "CurrConnections" },
  { ...node, ...PERCENT, ...HIGHEST, detail: true, name: "memory", metricName: "DatabaseMemoryUsagePercentage" },
  { ...host, ...BYTES, ...HIGHEST, detail: true, name: "swap", metricName: "SwapUsage" },
  /** Replicas only. */
  { ...node, ...SECONDS, ...HIGHEST, detail: true, name: "replication_lag", metricName: "ReplicationLag" },
  { ...exceeded, name: "network_in_exceeded", metricName: "NetworkBandwidthInAllowanceExceeded" },
  { ...exceeded, name: "network_out_exceeded", metricName: "NetworkBandwidthOutAllowanceExceeded" },
  { ...exceeded, name: "packets_exceeded", metricName: "NetworkPacketsPerSecondAllowanceExceeded" },
  { ...exceeded, name: "conntrack_exceeded", metricName: "NetworkConntrackAllowanceExceeded" },
  { ...tiering, ...BYTES_PER_INTERVAL, name: "disk_read", metricName: "BytesReadFromDisk" },
  { ...tiering, ...BYTES_PER_INTERVAL, name: "disk_written", metricName: "BytesWrittenToDisk" },
  { ...tiering, name: "items_read_from_disk", metricName: "NumItemsReadFromDisk" },
  { ...tiering, name: "items_written_to_disk", metricName: "NumItemsWrittenToDisk" },
];

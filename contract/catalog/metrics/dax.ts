import type { MetricEntry } from "../metric";
import { BYTES_PER_INTERVAL, COUNT, DEMAND, EVENTS, HIGHEST, NEED, NEED_HIGHEST, PERCENT } from "./shapes";

const source = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/dax-metrics-dimensions-dax.html";

const node = { scope: "node", namespace: "AWS/DAX", cadenceSeconds: 60, source } as const;

export const daxMetrics: readonly MetricEntry[] = [
  { ...node, ...PERCENT, ...NEED, name: "cpu", metricName: "CPUUtilization" },
  { ...node, ...PERCENT, ...NEED_HIGHEST, name: "memory", metricName: "CacheMemoryUtilization" },
  { ...node, ...BYTES_PER_INTERVAL, ...NEED_HIGHEST, name: "network_in", metricName: "NetworkBytesIn" },
  { ...node, ...BYTES_PER_INTERVAL, ...NEED_HIGHEST, name: "network_out", metricName: "NetworkBytesOut" },
  { ...node, ...DEMAND, name: "requests", metricName: "TotalRequestCount" },
  { ...node, ...EVENTS, name: "item_hits", metricName: "ItemCacheHits" },
  { ...node, ...EVENTS, name: "item_misses", metricName: "ItemCacheMisses" },
  { ...node, ...EVENTS, ...BYTES_PER_INTERVAL, name: "evicted", metricName: "EvictedSize" },
  { ...node, ...EVENTS, name: "throttled", metricName: "ThrottledRequestCount" },
  { ...node, ...EVENTS, name: "errors", metricName: "ErrorRequestCount" },
  { ...node, ...EVENTS, detail: true, name: "faults", metricName: "FaultRequestCount" },
  { ...node, ...EVENTS, detail: true, name: "query_hits", metricName: "QueryCacheHits" },
  { ...node, ...EVENTS, detail: true, name: "query_misses", metricName: "QueryCacheMisses" },
  { ...node, ...COUNT, ...HIGHEST, detail: true, name: "connections", metricName: "ClientConnections" },
];

import type { MetricEntry } from "../metric";
import { DEMAND, EVENTS, MILLISECONDS } from "./shapes";

/** Namespace of the metrics that the service itself emits, in Embedded Metric Format. */
export const SERVICE_NAMESPACE = "Trimtab/Service";

/** Ours, so the page that defines them is ours too. */
const source = "docs/service-metrics.md";
const service = { scope: "service", namespace: SERVICE_NAMESPACE, cadenceSeconds: 60, source } as const;

/** What a caller waits, by the emitter's clock: no AWS metric holds it whole. */
export const serviceLatency: MetricEntry = {
  ...service,
  ...MILLISECONDS,
  name: "latency",
  metricName: "RequestLatency",
  statistics: ["p50", "p95", "p99", "Maximum"],
  absence: "missing",
};

export const serviceMetrics: readonly MetricEntry[] = [
  { ...serviceLatency, onlyWhile: "requests" },
  { ...service, ...DEMAND, name: "requests", metricName: "RequestCount" },
  { ...service, ...EVENTS, name: "errors", metricName: "RequestErrors" },
  { ...service, ...EVENTS, name: "connection_errors", metricName: "ConnectionErrors" },
];

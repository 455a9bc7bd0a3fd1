import type { MetricEntry } from "../metric";
import { instanceMetrics, SAGEMAKER_SOURCE } from "./sagemaker";
import { serviceLatency } from "./service";
import { DEMAND, EVENTS, MICROSECONDS } from "./shapes";

const variant = { scope: "variant", namespace: "AWS/SageMaker", cadenceSeconds: 60, source: SAGEMAKER_SOURCE } as const;
/** SageMaker publishes invocation counts without a unit. */
const unitless = { awsUnit: "None" } as const;
const latency = {
  ...variant,
  ...MICROSECONDS,
  statistics: ["Average", "p50", "p95", "p99", "Maximum"],
  absence: "missing",
  onlyWhile: "requests",
} as const;

/**
 * By variant, so that canary and production are told apart. The SLO's `latency` is model and overhead together as the caller sees
 * it: percentiles of the two parts cannot be added, so whoever calls the endpoint emits it.
 */
export const inferenceEndpointMetrics: readonly MetricEntry[] = [
  { ...variant, ...DEMAND, ...unitless, name: "requests", metricName: "Invocations" },
  { ...variant, ...DEMAND, ...unitless, name: "requests_per_instance", metricName: "InvocationsPerInstance" },
  { ...variant, ...EVENTS, ...unitless, name: "errors", metricName: "Invocation5XXErrors" },
  { ...variant, ...EVENTS, ...unitless, name: "client_errors", metricName: "Invocation4XXErrors" },
  { ...latency, name: "model_latency", metricName: "ModelLatency" },
  { ...latency, name: "overhead_latency", metricName: "OverheadLatency" },
  ...instanceMetrics("variant", "/aws/sagemaker/Endpoints"),
  serviceLatency,
];

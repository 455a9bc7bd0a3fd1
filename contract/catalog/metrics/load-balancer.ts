import type { MetricEntry } from "../metric";
import { BYTES_PER_INTERVAL, COUNT, DEMAND, EVENTS, HIGH, HIGHEST, LOWEST, SECONDS_OF_LATENCY } from "./shapes";

const ALB = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html";
const NLB = "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html";

/** Reported only while requests flow, health checks left out. */
const alb = { namespace: "AWS/ApplicationELB", cadenceSeconds: 60, source: ALB } as const;
const balancer = { ...alb, scope: "load_balancer" } as const;
const target = { ...alb, scope: "target_group" } as const;

const nlb = { namespace: "AWS/NetworkELB", cadenceSeconds: 60, source: NLB } as const;
const networkBalancer = { ...nlb, scope: "network_load_balancer" } as const;
const networkTarget = { ...nlb, scope: "network_target_group" } as const;

export const loadBalancerMetrics: readonly MetricEntry[] = [
  { ...balancer, ...EVENTS, name: "balancer_errors", metricName: "HTTPCode_ELB_5XX_Count" },
  { ...balancer, ...EVENTS, name: "rejected_connections", metricName: "RejectedConnectionCount" },
  { ...balancer, ...EVENTS, detail: true, name: "new_connections", metricName: "NewConnectionCount" },
  { ...balancer, ...EVENTS, ...BYTES_PER_INTERVAL, detail: true, name: "balancer_bytes", metricName: "ProcessedBytes" },
  { ...target, ...DEMAND, name: "target_requests", metricName: "RequestCount" },
  {
    ...target,
    ...DEMAND,
    name: "requests_per_target",
    metricName: "RequestCountPerTarget",
    madeOf: { counter: "requests", units: "in_service" },
  },
  { ...target, ...EVENTS, name: "target_errors", metricName: "HTTPCode_Target_5XX_Count" },
  { ...target, ...EVENTS, name: "target_connection_errors", metricName: "TargetConnectionErrorCount" },
  {
    ...target,
    ...SECONDS_OF_LATENCY,
    statistics: ["p50", "p95", "p99", "Maximum"],
    absence: "missing",
    onlyWhile: "target_requests",
    name: "target_response_time",
    metricName: "TargetResponseTime",
  },
  { ...target, ...COUNT, ...LOWEST, name: "healthy_hosts", metricName: "HealthyHostCount" },
  { ...target, ...COUNT, ...HIGHEST, name: "unhealthy_hosts", metricName: "UnHealthyHostCount" },
  { ...networkBalancer, ...COUNT, ...HIGH, headroom: "Maximum", name: "active_flows", metricName: "ActiveFlowCount" },
  { ...networkBalancer, ...DEMAND, name: "new_flows", metricName: "NewFlowCount" },
  { ...networkBalancer, ...DEMAND, ...BYTES_PER_INTERVAL, name: "balancer_bytes", metricName: "ProcessedBytes" },
  { ...networkBalancer, ...EVENTS, name: "balancer_resets", metricName: "TCP_ELB_Reset_Count" },
  { ...networkBalancer, ...EVENTS, name: "target_resets", metricName: "TCP_Target_Reset_Count" },
  { ...networkBalancer, ...EVENTS, detail: true, name: "client_resets", metricName: "TCP_Client_Reset_Count" },
  { ...networkTarget, ...COUNT, ...LOWEST, name: "healthy_hosts", metricName: "HealthyHostCount" },
  { ...networkTarget, ...COUNT, ...HIGHEST, name: "unhealthy_hosts", metricName: "UnHealthyHostCount" },
];

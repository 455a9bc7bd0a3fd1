import type { MetricEntry } from "../metric";
import { COUNT, DEMAND, EVENTS, HIGHEST, MILLISECONDS, PERCENT } from "./shapes";

const LAMBDA = "https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html";
const INSIGHTS = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Lambda-Insights-metrics.html";

const lambda = { namespace: "AWS/Lambda", cadenceSeconds: 60, source: LAMBDA } as const;
const fn = { ...lambda, scope: "function" } as const;
/** Provisioned concurrency belongs to an alias, not to the function. */
const alias = { ...lambda, scope: "alias" } as const;
/** The Lambda Insights extension has to be attached: without it nothing is known of memory, and memory is not turned down. */
const insights = { scope: "insights", namespace: "LambdaInsights", cadenceSeconds: 60, source: INSIGHTS } as const;

/**
 * Lambda publishes on invocation: a function that nobody calls is silent, with provisioned concurrency too, and what the account publishes is
 * of all its functions together. So none of these is a life sign of an idle one: its versions are.
 */
export const lambdaFunctionMetrics: readonly MetricEntry[] = [
  { ...fn, ...DEMAND, name: "invocations", metricName: "Invocations" },
  { ...fn, ...EVENTS, name: "errors", metricName: "Errors" },
  { ...fn, ...EVENTS, name: "throttles", metricName: "Throttles" },
  {
    ...fn,
    ...MILLISECONDS,
    statistics: ["Average", "p50", "p95", "p99", "Maximum"],
    absence: "missing",
    onlyWhile: "invocations",
    name: "duration",
    metricName: "Duration",
  },
  {
    ...fn,
    ...COUNT,
    ...HIGHEST,
    headroom: "Maximum",
    onlyWhile: "invocations",
    name: "concurrent_executions",
    metricName: "ConcurrentExecutions",
  },
  { ...alias, ...DEMAND, name: "provisioned_invocations", metricName: "ProvisionedConcurrencyInvocations" },
  { ...alias, ...EVENTS, name: "provisioned_spillover", metricName: "ProvisionedConcurrencySpilloverInvocations" },
  {
    ...alias,
    ...COUNT,
    ...HIGHEST,
    headroom: "Maximum",
    onlyWhile: "provisioned_invocations",
    name: "provisioned_executions",
    metricName: "ProvisionedConcurrentExecutions",
  },
  /** A ratio, not a percentage: 0.5 is half of what is kept warm. */
  {
    ...alias,
    ...HIGHEST,
    awsUnit: "None",
    scale: 1,
    unit: "fraction",
    onlyWhile: "provisioned_invocations",
    name: "provisioned_utilization",
    metricName: "ProvisionedConcurrencyUtilization",
  },
  { ...insights, ...PERCENT, ...HIGHEST, headroom: "Maximum", name: "memory", metricName: "memory_utilization" },
  /** Of the mean run: how much of its time it computes, and how much it waits. */
  { ...insights, ...MILLISECONDS, statistics: ["Average"], absence: "missing", name: "cpu_time", metricName: "cpu_total_time" },
  /** What a run waits that finds no environment. */
  { ...insights, ...MILLISECONDS, ...HIGHEST, name: "init_duration", metricName: "init_duration" },
];

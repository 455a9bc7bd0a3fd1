import type { MetricEntry } from "../metric";

const EC2 = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/viewing_metrics_with_cloudwatch.html";
const AGENT = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/metrics-collected-by-CloudWatch-agent.html";
const GROUP = "https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-metrics.html";
const SQS = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html";
const SERVICE = "docs/service-metrics.md";

/** Namespace of the metrics that the service itself emits, in Embedded Metric Format. */
export const SERVICE_NAMESPACE = "Trimtab/Service";

const group = { scope: "group", cadenceSeconds: 60, absence: "missing" } as const;
const percent = { awsUnit: "Percent", scale: 0.01, unit: "fraction" } as const;
const bytesPerInterval = { awsUnit: "Bytes", scale: 1, perInterval: true, unit: "bytes-per-second" } as const;
const countPerInterval = { awsUnit: "Count", scale: 1, perInterval: true, unit: "count-per-second" } as const;
const both = { statistics: ["Average", "Maximum"] } as const;
const service = { scope: "service", namespace: SERVICE_NAMESPACE, cadenceSeconds: 60, source: SERVICE } as const;

/** Published while a queue is in use: silent after six idle hours. */
const queue = {
  scope: "queue",
  namespace: "AWS/SQS",
  metricName: "ApproximateNumberOfMessagesVisible",
  awsUnit: "Count",
  scale: 1,
  unit: "count",
  cadenceSeconds: 60,
  absence: "missing",
  source: SQS,
} as const;

/** Group-level series: instances come and go, the group's dimension stays. */
export const autoScalingGroupMetrics: readonly MetricEntry[] = [
  { ...group, ...percent, ...both, name: "cpu", namespace: "AWS/EC2", metricName: "CPUUtilization", source: EC2 },
  { ...group, ...bytesPerInterval, ...both, name: "network_in", namespace: "AWS/EC2", metricName: "NetworkIn", source: EC2 },
  { ...group, ...bytesPerInterval, ...both, name: "network_out", namespace: "AWS/EC2", metricName: "NetworkOut", source: EC2 },
  { ...group, ...countPerInterval, ...both, name: "ebs_read_ops", namespace: "AWS/EC2", metricName: "EBSReadOps", source: EC2 },
  { ...group, ...countPerInterval, ...both, name: "ebs_write_ops", namespace: "AWS/EC2", metricName: "EBSWriteOps", source: EC2 },
  { ...group, ...bytesPerInterval, ...both, name: "ebs_read_bytes", namespace: "AWS/EC2", metricName: "EBSReadBytes", source: EC2 },
  { ...group, ...bytesPerInterval, ...both, name: "ebs_write_bytes", namespace: "AWS/EC2", metricName: "EBSWriteBytes", source: EC2 },
  { ...group, ...percent, ...both, name: "memory", namespace: "CWAgent", metricName: "mem_used_percent", source: AGENT },
  { ...group, ...percent, statistics: ["Maximum"], name: "disk", namespace: "CWAgent", metricName: "disk_used_percent", source: AGENT },
  {
    ...group,
    ...both,
    name: "in_service",
    namespace: "AWS/AutoScaling",
    metricName: "GroupInServiceInstances",
    awsUnit: "None",
    scale: 1,
    unit: "count",
    source: GROUP,
  },
  {
    ...service,
    name: "latency",
    metricName: "RequestLatency",
    statistics: ["p50", "p95", "p99", "Maximum"],
    awsUnit: "Milliseconds",
    scale: 1,
    unit: "milliseconds",
    absence: "missing",
  },
  { ...service, ...countPerInterval, name: "requests", metricName: "RequestCount", statistics: ["Sum"], absence: "zero" },
  { ...service, ...countPerInterval, name: "errors", metricName: "RequestErrors", statistics: ["Sum"], absence: "zero" },
  { ...service, ...countPerInterval, name: "connection_errors", metricName: "ConnectionErrors", statistics: ["Sum"], absence: "zero" },
  { ...queue, ...both, name: "queue_depth" },
  {
    ...queue,
    name: "queue_age",
    metricName: "ApproximateAgeOfOldestMessage",
    statistics: ["Maximum"],
    awsUnit: "Seconds",
    unit: "seconds",
  },
  { ...queue, scope: "dead_letter_queue", name: "dead_letters", statistics: ["Maximum"] },
];

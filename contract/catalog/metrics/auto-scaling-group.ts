import type { MetricEntry } from "../metric";
import { loadBalancerMetrics } from "./load-balancer";
import { queueMetrics } from "./queue";
import { serviceMetrics } from "./service";
import { BYTES_PER_INTERVAL, COUNT_PER_INTERVAL, HIGHEST, LOWEST, NEED, NEED_HIGHEST, PERCENT } from "./shapes";

const EC2 = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/viewing_metrics_with_cloudwatch.html";
const AGENT = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/metrics-collected-by-CloudWatch-agent.html";
const GROUP = "https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-metrics.html";

const shared = { scope: "group", cadenceSeconds: 60 } as const;
const ec2 = { ...shared, namespace: "AWS/EC2", source: EC2 } as const;
const agent = { ...shared, namespace: "CWAgent", source: AGENT } as const;
/** Counts that the group itself keeps; CloudWatch has them without a unit. */
const group = { ...shared, namespace: "AWS/AutoScaling", awsUnit: "None", scale: 1, unit: "count", source: GROUP } as const;
/** Sizes up to 4xlarge burst on credits: basic monitoring only. */
const credits = { ...ec2, ...PERCENT, ...LOWEST, cadenceSeconds: 300 } as const;

/** Group-level series: instances come and go, the group's dimension stays. */
const groupMetrics: readonly MetricEntry[] = [
  { ...ec2, ...PERCENT, ...NEED, name: "cpu", metricName: "CPUUtilization" },
  { ...ec2, ...BYTES_PER_INTERVAL, ...NEED, name: "network_in", metricName: "NetworkIn" },
  { ...ec2, ...BYTES_PER_INTERVAL, ...NEED, name: "network_out", metricName: "NetworkOut" },
  { ...ec2, ...COUNT_PER_INTERVAL, ...NEED, name: "ebs_read_ops", metricName: "EBSReadOps" },
  { ...ec2, ...COUNT_PER_INTERVAL, ...NEED, name: "ebs_write_ops", metricName: "EBSWriteOps" },
  { ...ec2, ...BYTES_PER_INTERVAL, ...NEED, name: "ebs_read_bytes", metricName: "EBSReadBytes" },
  { ...ec2, ...BYTES_PER_INTERVAL, ...NEED, name: "ebs_write_bytes", metricName: "EBSWriteBytes" },
  { ...credits, detail: true, name: "ebs_io_balance", metricName: "EBSIOBalance%" },
  { ...credits, detail: true, name: "ebs_byte_balance", metricName: "EBSByteBalance%" },
  {
    ...ec2,
    ...HIGHEST,
    detail: true,
    name: "status_check_failed",
    metricName: "StatusCheckFailed",
    awsUnit: "Count",
    scale: 1,
    unit: "count",
  },
  { ...agent, ...PERCENT, ...NEED, name: "memory", metricName: "mem_used_percent" },
  { ...agent, ...PERCENT, ...NEED_HIGHEST, name: "disk", metricName: "disk_used_percent" },
  { ...group, ...NEED, name: "in_service", metricName: "GroupInServiceInstances" },
  { ...group, ...HIGHEST, detail: true, name: "desired", metricName: "GroupDesiredCapacity" },
  { ...group, ...HIGHEST, detail: true, name: "pending", metricName: "GroupPendingInstances" },
  { ...group, ...HIGHEST, detail: true, name: "min_size", metricName: "GroupMinSize" },
  { ...group, ...HIGHEST, detail: true, name: "max_size", metricName: "GroupMaxSize" },
];

/** The group, what it serves, and what stands before it. */
export const autoScalingGroupMetrics: readonly MetricEntry[] = [
  ...groupMetrics,
  ...serviceMetrics,
  ...queueMetrics,
  ...loadBalancerMetrics,
];

/** TCP port on which the CloudWatch agent takes Embedded Metric Format lines, on loopback. */
export const EMF_PORT = 25_888;
const CADENCE_SECONDS = 60;
const ROLLED_UP_BY = "AutoScalingGroupName";

/** The agent puts in what the instance's metadata and tags say. */
const ownTag = (name: string): string => `\${aws:${name}}`;

/**
 * Configuration of the CloudWatch agent: memory and disk rolled up by group, because instances come and go and their group stays,
 * and the listener for metrics in Embedded Metric Format.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Agent-Configuration-File-Details.html
 */
export const agentConfig = (region: string) => ({
  agent: { metrics_collection_interval: CADENCE_SECONDS, region, run_as_user: "cwagent" },
  metrics: {
    namespace: "CWAgent",
    append_dimensions: { [ROLLED_UP_BY]: ownTag(ROLLED_UP_BY), InstanceId: ownTag("InstanceId") },
    aggregation_dimensions: [[ROLLED_UP_BY]],
    metrics_collected: {
      mem: { measurement: ["mem_used_percent"] },
      disk: { measurement: ["disk_used_percent"], resources: ["/"], drop_device: true },
    },
  },
  logs: { metrics_collected: { emf: {} } },
});

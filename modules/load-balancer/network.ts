import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { Construct } from "constructs";
import { accessOf } from "./access";
import { LogBucket } from "./log-bucket";
import { type NetworkLoadBalancerProps, validateNetworkProps } from "./network-props";
import { type AttachedGroup, attachGroups, DEFAULT_TLS_POLICY, type TargetGroup, targetGroupOf } from "./targets";

/**
 * A load balancer for TCP or TLS over instances, with a security group and over all zones from its first day.
 * @throws InputError with every problem of its props
 */
export class NetworkLoadBalancer extends Construct {
  /** Of the load balancer. */
  readonly arn: string;
  /** `net/<name>/<id>`, as CloudWatch's dimension has it. */
  readonly arnSuffix: string;
  /** Where clients reach it. */
  readonly dnsName: string;
  /** Of the DNS name, for an alias record. */
  readonly zoneId: string;
  /** Of the load balancer. */
  readonly securityGroupId: string;
  /** By name of the listener that they serve. */
  readonly targetGroups: Readonly<Record<string, TargetGroup>>;

  constructor(scope: Construct, id: string, props: NetworkLoadBalancerProps) {
    validateNetworkProps(scope, id, props);
    super(scope, id);
    const listeners = Object.entries(props.listeners);
    // One that is made without a security group can never have one.
    this.securityGroupId = accessOf(this, {
      ...props,
      listenerPorts: listeners.map(([, { port }]) => port),
      targetPorts: listeners.map(([, { targetPort }]) => targetPort),
    });
    const logs = this.logsOf(props);
    const balancer = new Lb(this, "balancer", {
      name: props.name,
      loadBalancerType: "network",
      internal: props.internal ?? true,
      securityGroups: [this.securityGroupId],
      subnets: [...props.subnetIds],
      enableCrossZoneLoadBalancing: true,
      enableDeletionProtection: props.protection,
      tags: { Name: props.name },
      ...(logs === undefined ? {} : { accessLogs: { bucket: logs.bucketName, enabled: true }, dependsOn: [logs.policy] }),
    });
    this.targetGroups = Object.fromEntries(
      listeners.map(([name, { port, targetPort, healthCheckPath: path }]) => {
        const { arn, arnSuffix } = targetGroupOf(this, {
          balancer: props.name,
          name,
          vpcId: props.vpcId,
          port: targetPort,
          protocol: "TCP",
          drainingSeconds: props.drainingSeconds,
          healthCheck: path === undefined ? { protocol: "TCP" } : { protocol: "HTTP", path },
        });
        new LbListener(this, `listener_${name}`, {
          loadBalancerArn: balancer.arn,
          port,
          ...(props.certificateArn === undefined
            ? { protocol: "TCP" }
            : { protocol: "TLS", certificateArn: props.certificateArn, sslPolicy: props.tlsPolicy ?? DEFAULT_TLS_POLICY }),
          defaultAction: [{ type: "forward", targetGroupArn: arn }],
        });
        return [name, { arn, arnSuffix }];
      }),
    );
    this.arn = balancer.arn;
    this.arnSuffix = balancer.arnSuffix;
    this.dnsName = balancer.dnsName;
    this.zoneId = balancer.zoneId;
  }

  /** Registers the groups' instances with every target group. */
  attach(id: string, groups: readonly AttachedGroup[]): void {
    attachGroups(this, id, groups, this.targetGroups);
  }

  private logsOf(props: NetworkLoadBalancerProps): LogBucket | undefined {
    if (props.logBucketName === undefined) return undefined;
    return new LogBucket(this, "logs", {
      ...props,
      bucketName: props.logBucketName,
      writer: "network",
      retentionDays: props.logRetentionDays,
    });
  }
}

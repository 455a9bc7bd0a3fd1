import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { LbListenerRule, type LbListenerRuleAction, type LbListenerRuleCondition } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { Construct } from "constructs";
import { accessOf } from "./access";
import { type ApplicationLoadBalancerProps, type RoutingRule, validateApplicationProps } from "./application-props";
import { LogBucket } from "./log-bucket";
import { type AttachedGroup, attachGroups, DEFAULT_TLS_POLICY, type TargetGroup, targetGroupOf } from "./targets";

const DEFAULT_IDLE_TIMEOUT_SECONDS = 60;
const HTTP = 80;
const HTTPS = 443;
const HEALTHY_STATUS = "200-299";

/**
 * An HTTPS load balancer over target groups of instances, with routing rules, access logs and a redirect from HTTP.
 * @throws InputError with every problem of its props
 */
export class ApplicationLoadBalancer extends Construct {
  /** Of the load balancer. */
  readonly arn: string;
  /** `app/<name>/<id>`, as CloudWatch's dimension has it. */
  readonly arnSuffix: string;
  /** Where clients reach it. */
  readonly dnsName: string;
  /** Of the DNS name, for an alias record. */
  readonly zoneId: string;
  /** Of the load balancer. */
  readonly securityGroupId: string;
  /** Where access logs lie. */
  readonly logBucketName: string;
  /** By name, as in the properties. */
  readonly targetGroups: Readonly<Record<string, TargetGroup>>;

  constructor(scope: Construct, id: string, props: ApplicationLoadBalancerProps) {
    validateApplicationProps(scope, id, props);
    super(scope, id);
    const groups = Object.entries(props.targetGroups);
    this.securityGroupId = accessOf(this, {
      ...props,
      listenerPorts: [HTTP, HTTPS],
      targetPorts: groups.map(([, { port }]) => port),
    });
    const logs = new LogBucket(this, "logs", {
      ...props,
      bucketName: props.logBucketName,
      writer: "application",
      retentionDays: props.logRetentionDays,
    });
    const balancer = new Lb(this, "balancer", {
      name: props.name,
      loadBalancerType: "application",
      internal: props.internal ?? false,
      securityGroups: [this.securityGroupId],
      subnets: [...props.subnetIds],
      idleTimeout: props.idleTimeoutSeconds ?? DEFAULT_IDLE_TIMEOUT_SECONDS,
      enableHttp2: true,
      dropInvalidHeaderFields: true,
      desyncMitigationMode: "defensive",
      enableDeletionProtection: props.protection,
      accessLogs: { bucket: logs.bucketName, enabled: true },
      tags: { Name: props.name },
      dependsOn: [logs.policy],
    });
    this.targetGroups = Object.fromEntries(
      groups.map(([name, { port, protocol = "HTTP", healthCheckPath, stickinessSeconds }]) => {
        const { arn, arnSuffix } = targetGroupOf(this, {
          balancer: props.name,
          name,
          vpcId: props.vpcId,
          port,
          protocol,
          drainingSeconds: props.drainingSeconds,
          healthCheck: { protocol, path: healthCheckPath, matcher: HEALTHY_STATUS },
          ...(stickinessSeconds === undefined
            ? {}
            : { stickiness: { type: "lb_cookie", enabled: true, cookieDuration: stickinessSeconds } }),
        });
        return [name, { arn, arnSuffix }];
      }),
    );
    this.listen(balancer, props);
    this.arn = balancer.arn;
    this.arnSuffix = balancer.arnSuffix;
    this.dnsName = balancer.dnsName;
    this.zoneId = balancer.zoneId;
    this.logBucketName = logs.bucketName;
  }

  /** Registers the groups' instances with every target group. */
  attach(id: string, groups: readonly AttachedGroup[]): void {
    attachGroups(this, id, groups, this.targetGroups);
  }

  /**
   * What a scaling policy names the requests of one target group by (`ALBRequestCountPerTarget`).
   * @throws RangeError for a name that `targetGroups` does not have
   */
  requestCountLabel(targetGroup: string): string {
    return `${this.arnSuffix}/${this.target(targetGroup).arnSuffix}`;
  }

  private listen(balancer: Lb, props: ApplicationLoadBalancerProps): void {
    new LbListener(this, "http", {
      loadBalancerArn: balancer.arn,
      port: HTTP,
      protocol: "HTTP",
      defaultAction: [{ type: "redirect", redirect: { port: String(HTTPS), protocol: "HTTPS", statusCode: "HTTP_301" } }],
    });
    const https = new LbListener(this, "https", {
      loadBalancerArn: balancer.arn,
      port: HTTPS,
      protocol: "HTTPS",
      sslPolicy: props.tlsPolicy ?? DEFAULT_TLS_POLICY,
      certificateArn: props.certificateArn,
      defaultAction: [{ type: "forward", targetGroupArn: this.target(props.defaultTargetGroup).arn }],
    });
    for (const [name, rule] of Object.entries(props.rules ?? {})) {
      new LbListenerRule(this, `rule_${name}`, {
        listenerArn: https.arn,
        priority: rule.priority,
        condition: conditionsOf(rule),
        action: [this.actionOf(rule)],
      });
    }
  }

  private actionOf({ to }: RoutingRule): LbListenerRuleAction {
    return typeof to === "string"
      ? { type: "forward", targetGroupArn: this.target(to).arn }
      : { type: "fixed-response", fixedResponse: { contentType: "text/plain", statusCode: String(to) } };
  }

  private target(name: string): TargetGroup {
    const found = this.targetGroups[name];
    if (found === undefined) throw new RangeError(`${this.node.path} has no target group ${name}`);
    return found;
  }
}

function conditionsOf({ paths = [], headers = {}, sourceCidrs = [] }: RoutingRule): LbListenerRuleCondition[] {
  return [
    ...(paths.length > 0 ? [{ pathPattern: { values: [...paths] } }] : []),
    ...Object.entries(headers).map(([httpHeaderName, values]) => ({ httpHeader: { httpHeaderName, values: [...values] } })),
    ...(sourceCidrs.length > 0 ? [{ sourceIp: { values: [...sourceCidrs] } }] : []),
  ];
}

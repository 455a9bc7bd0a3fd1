import { AutoscalingAttachment } from "@cdktf/provider-aws/lib/autoscaling-attachment";
import { LbTargetGroup, type LbTargetGroupConfig } from "@cdktf/provider-aws/lib/lb-target-group";
import type { Construct } from "constructs";
import { fitted } from "../naming";
import { between, matches, type Problem, prop } from "../validation";

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html */
export const LONGEST_NAME = 32;
/** AWS's own default. */
const DEFAULT_DRAINING_SECONDS = 300;
const HEALTH = { healthyThreshold: 2, unhealthyThreshold: 3, interval: 10, timeout: 5 } as const;

/** What CloudWatch's dimensions and scaling policies name a target group by. */
export interface TargetGroup {
  /** Of the target group. */
  readonly arn: string;
  /** `targetgroup/<name>/<id>` */
  readonly arnSuffix: string;
}

/** An auto-scaling group whose instances become targets. */
export interface AttachedGroup {
  /** Name of its zone where it stands in one alone; part of the attachment's address. */
  readonly zone?: string;
  /** Of the auto-scaling group. */
  readonly groupName: string;
}

export interface TargetGroupProps {
  /** Of the load balancer. */
  readonly balancer: string;
  /** Of the target group among those of its load balancer. */
  readonly name: string;
  readonly vpcId: string;
  readonly port: number;
  readonly protocol: "HTTP" | "HTTPS" | "TCP";
  readonly drainingSeconds: number | undefined;
  readonly healthCheck: NonNullable<LbTargetGroupConfig["healthCheck"]>;
  readonly stickiness?: NonNullable<LbTargetGroupConfig["stickiness"]>;
}

/** Instances on one port. Its name holds the port: another port is another group, which is there before the old one goes. */
export function targetGroupOf(scope: Construct, props: TargetGroupProps): LbTargetGroup {
  const { balancer, name, vpcId, port, protocol, drainingSeconds, healthCheck, stickiness } = props;
  return new LbTargetGroup(scope, `targets_${name}`, {
    name: fitted(`${balancer}-${name.replaceAll("_", "-")}-${port}`, LONGEST_NAME),
    vpcId,
    port,
    protocol,
    targetType: "instance",
    deregistrationDelay: String(drainingSeconds ?? DEFAULT_DRAINING_SECONDS),
    healthCheck: { ...HEALTH, ...healthCheck },
    ...(stickiness === undefined ? {} : { stickiness }),
    lifecycle: { createBeforeDestroy: true },
  });
}

/** Registers every instance of the groups with every target group. */
export function attachGroups(
  scope: Construct,
  id: string,
  groups: readonly AttachedGroup[],
  targets: Readonly<Record<string, TargetGroup>>,
): void {
  for (const { zone, groupName } of groups) {
    for (const [name, { arn }] of Object.entries(targets)) {
      new AutoscalingAttachment(scope, `${id}_${zone ?? "all"}_${name}`, { autoscalingGroupName: groupName, lbTargetGroupArn: arn });
    }
  }
}

export interface BalancerProps {
  readonly name: string;
  readonly subnetIds: readonly string[];
  readonly clients: Readonly<Record<string, string>>;
  readonly drainingSeconds?: number;
  readonly certificateArn?: string;
  readonly logBucketName?: string;
}

/** What both kinds of load balancer ask of their properties. */
export function balancerProblems(props: BalancerProps): readonly Problem[] {
  return [
    prop("name", props.name, matches(/^(?!internal-)[A-Za-z0-9]([A-Za-z0-9-]{0,30}[A-Za-z0-9])?$/), "1 to 32 letters, digits and dashes"),
    prop("subnetIds", props.subnetIds, (ids) => ids.length >= 2, "subnets of at least two zones"),
    prop("clients", props.clients, (clients) => Object.keys(clients).length > 0, "at least one range"),
    prop("drainingSeconds", props.drainingSeconds, between(0, 3600), "0 to 3600 seconds"),
    prop("certificateArn", props.certificateArn, matches(/^arn:aws[a-z-]*:(acm|iam):/), "the ARN of a certificate in ACM or IAM"),
    prop("logBucketName", props.logBucketName, matches(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/), "an S3 bucket name"),
  ];
}

export const PORT = { accepts: between(1, 65_535), expectation: "a port from 1 to 65535" } as const;
/** Both kinds of load balancer know these policies (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html). */
export const TLS_13_POLICY = {
  accepts: matches(/^ELBSecurityPolicy-TLS13-1-[23]-/),
  expectation: "a policy of TLS 1.3 and at least 1.2",
} as const;
export const DEFAULT_TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06";

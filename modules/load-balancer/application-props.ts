import type { Construct } from "constructs";
import { between, matches, oneOf, type Problem, prop, validateAllProps } from "../validation";
import { balancerProblems, PORT, TLS_13_POLICY } from "./targets";

/** Instances that answer on one port. */
export interface ApplicationTargetGroup {
  /** Port of the instances, 1 to 65535. */
  readonly port: number;
  /** Between load balancer and instances. @default "HTTP" */
  readonly protocol?: "HTTP" | "HTTPS";
  /** Answers 200 to 299 where a target is healthy. */
  readonly healthCheckPath: string;
  /** For how long a client stays with its target, by a cookie. @default not at all */
  readonly stickinessSeconds?: number;
}

/** Requests for which all conditions hold go where the rule says. */
export interface RoutingRule {
  /** 1 to 50000; the lowest is tried first. */
  readonly priority: number;
  /** Path patterns such as `/admin/*`, one of which holds. */
  readonly paths?: readonly string[];
  /** By name of the header: values, one of which it has. */
  readonly headers?: Readonly<Record<string, readonly string[]>>;
  /** IPv4 ranges that the request comes from. */
  readonly sourceCidrs?: readonly string[];
  /** Name of a target group, or the HTTP status that the load balancer answers itself. */
  readonly to: string | number;
}

export interface ApplicationLoadBalancerProps {
  /** Of the load balancer and its security group; prefix of the target groups' names. */
  readonly name: string;
  /** Twelve digits. */
  readonly account: string;
  /** Region of the load balancer. */
  readonly region: string;
  /** VPC of the subnets. */
  readonly vpcId: string;
  /** Of at least two zones; public ones unless `internal`. */
  readonly subnetIds: readonly string[];
  /** Whether it is reached from inside the VPC alone. @default false */
  readonly internal?: boolean;
  /** IPv4 ranges that may connect, by a name for each. */
  readonly clients: Readonly<Record<string, string>>;
  /** In ACM or IAM; of the HTTPS listener. */
  readonly certificateArn: string;
  /** Security policy of the TLS listeners: TLS 1.3, and 1.2 at least. @default "ELBSecurityPolicy-TLS13-1-2-2021-06" */
  readonly tlsPolicy?: string;
  /** By name: lower case letters, digits and underscores. */
  readonly targetGroups: Readonly<Record<string, ApplicationTargetGroup>>;
  /** Name of the target group for requests that no rule takes. */
  readonly defaultTargetGroup: string;
  /** By name: which requests go elsewhere than to the default target group. @default none: everything goes to the default target group */
  readonly rules?: Readonly<Record<string, RoutingRule>>;
  /** Of the instances; it is let in from the load balancer on the target groups' ports. */
  readonly targetSecurityGroupId: string;
  /** Seconds that a target which is taken out may finish its requests. @default 300 */
  readonly drainingSeconds?: number;
  /** Seconds without a byte after which a connection is closed. @default 60 */
  readonly idleTimeoutSeconds?: number;
  /** Bucket for access logs, made here; globally unique. */
  readonly logBucketName: string;
  /** Days that access logs are kept. @default 90 */
  readonly logRetentionDays?: number;
  /** Whether load balancer and logs refuse to be deleted. Read at synth: no Terraform expression. */
  readonly protection: boolean;
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
const MOST_CONDITION_VALUES = 5;
const NAME = /^[a-z][a-z0-9_]*$/;

/** @throws InputError with every problem of the properties */
export function validateApplicationProps(scope: Construct, id: string, props: ApplicationLoadBalancerProps): void {
  const names = Object.keys(props.targetGroups);
  const rules = Object.entries(props.rules ?? {});
  validateAllProps(scope, id, [
    ...balancerProblems(props),
    prop("account", props.account, matches(/^\d{12}$/), "twelve digits"),
    prop("tlsPolicy", props.tlsPolicy, TLS_13_POLICY.accepts, TLS_13_POLICY.expectation),
    prop("idleTimeoutSeconds", props.idleTimeoutSeconds, between(1, 4000), "1 to 4000 seconds"),
    prop("logRetentionDays", props.logRetentionDays, (days) => days >= 1, "at least 1 day"),
    prop("defaultTargetGroup", props.defaultTargetGroup, oneOf(...names), `one of ${names.join(", ") || "targetGroups"}`),
    ...Object.entries(props.targetGroups).flatMap(([name, group]) => targetGroupProblems(name, group)),
    ...rules.flatMap(([name, rule]) => ruleProblems(name, rule, names)),
    prop("rules", rules, (all) => new Set(all.map(([, { priority }]) => priority)).size === all.length, "rules of different priorities"),
  ]);
}

const targetGroupProblems = (name: string, { port, healthCheckPath, stickinessSeconds }: ApplicationTargetGroup): readonly Problem[] => [
  prop("targetGroups", name, matches(NAME), "names of lower case letters, digits and underscores"),
  prop(`targetGroups.${name}.port`, port, PORT.accepts, PORT.expectation),
  prop(`targetGroups.${name}.healthCheckPath`, healthCheckPath, matches(/^\//), "a path from the root"),
  prop(`targetGroups.${name}.stickinessSeconds`, stickinessSeconds, between(1, 604_800), "1 second to 7 days"),
];

function ruleProblems(name: string, rule: RoutingRule, targetGroups: readonly string[]): readonly Problem[] {
  const { paths = [], headers = {}, sourceCidrs = [], to } = rule;
  const values = [...paths, ...Object.values(headers).flat(), ...sourceCidrs].length;
  return [
    prop("rules", name, matches(NAME), "names of lower case letters, digits and underscores"),
    prop(`rules.${name}.priority`, rule.priority, between(1, 50_000), "1 to 50000"),
    prop(`rules.${name}`, values, between(1, MOST_CONDITION_VALUES), `1 to ${MOST_CONDITION_VALUES} values over all its conditions`),
    typeof to === "number"
      ? prop(`rules.${name}.to`, to, between(200, 599), "a status from 200 to 599")
      : prop(`rules.${name}.to`, to, oneOf(...targetGroups), `a status, or one of ${targetGroups.join(", ")}`),
  ];
}

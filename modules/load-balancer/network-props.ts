import type { Construct } from "constructs";
import { matches, prop, validateAllProps } from "../validation";
import { balancerProblems, PORT, TLS_13_POLICY } from "./targets";

/** A port, and the instances' port behind it. */
export interface NetworkListener {
  /** Of the listener. */
  readonly port: number;
  /** Of the instances. */
  readonly targetPort: number;
  /** Answers 200 to 399 over HTTP on the target port where a target is healthy. @default a TCP connection is enough */
  readonly healthCheckPath?: string;
}

export interface NetworkLoadBalancerProps {
  /** Of the load balancer and its security group; prefix of the target groups' names. */
  readonly name: string;
  /** Twelve digits. */
  readonly account: string;
  /** Region of the load balancer. */
  readonly region: string;
  /** VPC of the subnets. */
  readonly vpcId: string;
  /** Of at least two zones. */
  readonly subnetIds: readonly string[];
  /** Whether it is reached from inside the VPC alone. @default true */
  readonly internal?: boolean;
  /** IPv4 ranges that may connect, by a name for each. */
  readonly clients: Readonly<Record<string, string>>;
  /** Ends TLS at every listener; in ACM or IAM. @default none: TCP is passed through */
  readonly certificateArn?: string;
  /** Security policy of the TLS listeners: TLS 1.3, and 1.2 at least. @default "ELBSecurityPolicy-TLS13-1-2-2021-06" */
  readonly tlsPolicy?: string;
  /** By name: lower case letters, digits and underscores. */
  readonly listeners: Readonly<Record<string, NetworkListener>>;
  /** Of the instances; it is let in from the load balancer on the target ports. */
  readonly targetSecurityGroupId: string;
  /** Seconds that a target which is taken out keeps its connections. @default 300 */
  readonly drainingSeconds?: number;
  /** Bucket for access logs, made here; AWS writes lines for TLS listeners only. @default no access logs */
  readonly logBucketName?: string;
  /** Days that access logs are kept. @default 90 */
  readonly logRetentionDays?: number;
  /** Whether load balancer and logs refuse to be deleted. Read at synth: no Terraform expression. */
  readonly protection: boolean;
}

/** @throws InputError with every problem of the properties */
export function validateNetworkProps(scope: Construct, id: string, props: NetworkLoadBalancerProps): void {
  const listeners = Object.entries(props.listeners);
  const name = matches(/^[a-z][a-z0-9_]*$/);
  validateAllProps(scope, id, [
    ...balancerProblems(props),
    prop("account", props.account, matches(/^\d{12}$/), "twelve digits"),
    prop("tlsPolicy", props.tlsPolicy, TLS_13_POLICY.accepts, TLS_13_POLICY.expectation),
    prop("logRetentionDays", props.logRetentionDays, (days) => days >= 1, "at least 1 day"),
    prop("listeners", listeners, (all) => all.length > 0, "at least one listener"),
    prop("listeners", listeners, (all) => new Set(all.map(([, { port }]) => port)).size === all.length, "listeners on different ports"),
    ...listeners.flatMap(([listener, { port, targetPort, healthCheckPath }]) => [
      prop("listeners", listener, name, "names of lower case letters, digits and underscores"),
      prop(`listeners.${listener}.port`, port, PORT.accepts, PORT.expectation),
      prop(`listeners.${listener}.targetPort`, targetPort, PORT.accepts, PORT.expectation),
      prop(`listeners.${listener}.healthCheckPath`, healthCheckPath, matches(/^\//), "a path from the root"),
    ]),
  ]);
}

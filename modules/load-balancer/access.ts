import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import type { Construct } from "constructs";

export interface AccessProps {
  readonly name: string;
  readonly vpcId: string;
  /** IPv4 ranges that may connect, by a name for each; the name is part of the rule's address. */
  readonly clients: Readonly<Record<string, string>>;
  readonly listenerPorts: readonly number[];
  /** Ports of the targets: the load balancer gets out to these, and in there. */
  readonly targetPorts: readonly number[];
  readonly targetSecurityGroupId: string;
}

/**
 * A security group that admits clients at the listeners and gets out to the targets' ports alone; the targets admit it there.
 * @returns its id
 */
export function accessOf(scope: Construct, props: AccessProps): string {
  const { name, vpcId, clients, listenerPorts, targetPorts, targetSecurityGroupId } = props;
  const group = new SecurityGroup(scope, "access", { name, description: `Load balancer ${name}`, vpcId, tags: { Name: name } });
  for (const port of new Set(listenerPorts)) {
    for (const [client, cidrIpv4] of Object.entries(clients)) {
      new VpcSecurityGroupIngressRule(scope, `${client}_${port}`, {
        ...tcp(port),
        securityGroupId: group.id,
        description: `From ${client}`,
        cidrIpv4,
      });
    }
  }
  for (const port of new Set(targetPorts)) {
    new VpcSecurityGroupEgressRule(scope, `to_targets_${port}`, {
      ...tcp(port),
      securityGroupId: group.id,
      description: "To the targets",
      referencedSecurityGroupId: targetSecurityGroupId,
    });
    new VpcSecurityGroupIngressRule(scope, `targets_${port}`, {
      ...tcp(port),
      securityGroupId: targetSecurityGroupId,
      description: `Requests and health checks from ${name}`,
      referencedSecurityGroupId: group.id,
    });
  }
  return group.id;
}

const tcp = (port: number) => ({ ipProtocol: "tcp", fromPort: port, toPort: port }) as const;

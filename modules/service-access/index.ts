import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";

export interface ServiceAccessProps {
  /** Of the security group; rules at the clients' end name it. */
  readonly name: string;
  /** What the group is for; another text replaces it. */
  readonly description: string;
  /** VPC of the store and its clients. */
  readonly vpcId: string;
  /** TCP port of the store. */
  readonly port: number;
  /** Ids of the security groups that may connect, by a name for each; the name is part of the rule's address. */
  readonly clients: Readonly<Record<string, string>>;
}

/** A security group that admits named groups on one TCP port and lets nothing out; each of these groups is let out to it. */
export class ServiceAccess extends Construct {
  /** For the store. */
  readonly securityGroupId: string;

  constructor(scope: Construct, id: string, { name, description, vpcId, port, clients }: ServiceAccessProps) {
    super(scope, id);
    const group = new SecurityGroup(this, "group", {
      name,
      description,
      vpcId,
      tags: { Name: name },
    });
    for (const [client, securityGroupId] of Object.entries(clients)) {
      const onPort = { ipProtocol: "tcp", fromPort: port, toPort: port } as const;
      new VpcSecurityGroupIngressRule(this, client, {
        ...onPort,
        securityGroupId: group.id,
        description: `From ${client}`,
        referencedSecurityGroupId: securityGroupId,
      });
      new VpcSecurityGroupEgressRule(this, `${client}_out`, {
        ...onPort,
        securityGroupId,
        description: `To ${name}`,
        referencedSecurityGroupId: group.id,
      });
    }
    this.securityGroupId = group.id;
  }
}

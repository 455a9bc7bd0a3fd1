import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";

export interface RouterAccessProps {
  readonly name: string;
  readonly vpcId: string;
  readonly onPremisesCidr: string;
  /** Outside addresses of the tunnels, by a name for each. */
  readonly tunnelAddresses: Readonly<Record<string, string>>;
}

const ALL_PROTOCOLS = "-1";
/** IKE, and IPsec inside UDP, which is how it leaves a network that translates addresses. */
const IPSEC_PORTS = { ike: 500, nat_traversal: 4500 } as const;
/** Session Manager, the EC2 API and the package mirrors. */
const WEB_PORTS = { http: 80, https: 443 } as const;

/** IPsec with the tunnels' ends only; anything with the network behind the router; the web outwards. */
export class RouterAccess extends Construct {
  readonly securityGroupId: string;

  constructor(scope: Construct, id: string, { name, vpcId, onPremisesCidr, tunnelAddresses }: RouterAccessProps) {
    super(scope, id);
    const group = new SecurityGroup(this, "group", { name, description: "Router of the other side", vpcId, tags: { Name: name } });
    const securityGroupId = group.id;
    const inside = { securityGroupId, ipProtocol: ALL_PROTOCOLS, cidrIpv4: onPremisesCidr } as const;
    new VpcSecurityGroupIngressRule(this, "from_inside", { ...inside, description: "What the network behind it sends" });
    new VpcSecurityGroupEgressRule(this, "to_inside", { ...inside, description: "What the network behind it gets" });
    for (const [protocol, port] of Object.entries(WEB_PORTS)) {
      new VpcSecurityGroupEgressRule(this, `to_${protocol}`, {
        securityGroupId,
        description: "AWS endpoints and package mirrors",
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
        cidrIpv4: "0.0.0.0/0",
      });
    }
    for (const [tunnel, address] of Object.entries(tunnelAddresses)) {
      for (const [protocol, port] of Object.entries(IPSEC_PORTS)) {
        const ipsec = {
          securityGroupId,
          description: `IPsec of ${tunnel}`,
          ipProtocol: "udp",
          fromPort: port,
          toPort: port,
          cidrIpv4: `${address}/32`,
        } as const;
        new VpcSecurityGroupIngressRule(this, `from_${tunnel}_${protocol}`, ipsec);
        new VpcSecurityGroupEgressRule(this, `to_${tunnel}_${protocol}`, ipsec);
      }
    }
    this.securityGroupId = securityGroupId;
  }
}

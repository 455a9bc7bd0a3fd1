import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CustomerGateway } from "@cdktf/provider-aws/lib/customer-gateway";
import { Ec2TransitGateway } from "@cdktf/provider-aws/lib/ec2-transit-gateway";
import { Ec2TransitGatewayVpcAttachment } from "@cdktf/provider-aws/lib/ec2-transit-gateway-vpc-attachment";
import { Route } from "@cdktf/provider-aws/lib/route";
import type { VpnConnection } from "@cdktf/provider-aws/lib/vpn-connection";
import { Construct } from "constructs";
import { OnPremises } from "./on-premises";
import { DEFAULTS, type HybridLinkProps, type HybridLinkSettings } from "./props";
import { Router } from "./router";
import { tunnelAlarms } from "./tunnel-alarms";
import { vpnConnections } from "./tunnels";
import { validate } from "./validation";

export type { HybridLinkProps } from "./props";

/**
 * A Direct-Connect-like link: dynamic VPN connections over a transit gateway that spreads traffic over all tunnels (ECMP), to a
 * router of yours or to a stand-in network.
 * @throws InputError with every problem of its props
 */
export class HybridLink extends Construct {
  /** Of the transit gateway, for further attachments. */
  readonly transitGatewayId: string;
  /** Stands for the router on the other side. */
  readonly customerGatewayId: string;
  /** Of the connections, two tunnels each. */
  readonly vpnConnectionIds: readonly string[];
  /** Messages of both ends' IKE, and of BGP, by tunnel. */
  readonly tunnelLogGroupName: string;

  constructor(scope: Construct, id: string, given: HybridLinkProps) {
    super(scope, id);
    validate(scope, id, given);
    const props: HybridLinkSettings = { ...DEFAULTS, ...given };
    const tags = { Name: props.name };

    const standIn =
      props.customerGatewayAddress === undefined
        ? new OnPremises(this, "on_premises", { ...props, name: `${props.name}-on-premises`, cidr: props.onPremisesCidr })
        : undefined;
    const customerGateway = new CustomerGateway(this, "customer_gateway", {
      bgpAsn: String(props.onPremisesAsn),
      ipAddress: standIn?.routerAddress.publicIp ?? props.customerGatewayAddress ?? "",
      type: "ipsec.1",
      tags,
    });
    const transitGateway = transitGatewayOf(this, props);
    const log = new CloudwatchLogGroup(this, "tunnel_log", {
      name: `/aws/vendedlogs/vpn/${props.name}`,
      retentionInDays: props.logRetentionDays,
      kmsKeyId: props.logKeyArn,
    });
    const connections = vpnConnections(this, {
      name: props.name,
      connections: props.connections,
      customerGatewayId: customerGateway.id,
      transitGatewayId: transitGateway.id,
      logGroupArn: log.arn,
    });
    if (props.alarmActions !== undefined) tunnelAlarms(this, props.name, connections, props.alarmActions);
    if (standIn !== undefined) this.addRouter(standIn, customerGateway.id, connections, props);

    this.transitGatewayId = transitGateway.id;
    this.customerGatewayId = customerGateway.id;
    this.vpnConnectionIds = connections.map((connection) => connection.id);
    this.tunnelLogGroupName = log.name;
  }

  private addRouter(
    standIn: OnPremises,
    customerGatewayId: string,
    connections: readonly VpnConnection[],
    props: HybridLinkSettings,
  ): void {
    const router = new Router(this, "router", {
      name: `${props.name}-router`,
      account: props.account,
      region: props.region,
      vpcId: standIn.vpcId,
      subnetId: standIn.edgeSubnetId,
      onPremisesCidr: props.onPremisesCidr,
      addressAllocationId: standIn.routerAddress.id,
      customerGatewayId,
      amiId: props.routerAmiId ?? "",
      instanceType: props.routerInstanceType,
      dataKeyArn: props.dataKeyArn,
      tunnelAddresses: Object.fromEntries(
        connections.flatMap(({ tunnel1Address, tunnel2Address }, index) => [
          [`tunnel_${index + 1}_1`, tunnel1Address],
          [`tunnel_${index + 1}_2`, tunnel2Address],
        ]),
      ),
    });
    standIn.routeThrough(router.networkInterfaceId, props.vpcCidr);
  }
}

/** The transit gateway, attached to the linked VPC, and that VPC's routes to the other side. */
function transitGatewayOf(scope: Construct, props: HybridLinkSettings): Ec2TransitGateway {
  const tags = { Name: props.name };
  const gateway = new Ec2TransitGateway(scope, "transit_gateway", {
    description: props.name,
    amazonSideAsn: props.amazonAsn,
    vpnEcmpSupport: "enable",
    dnsSupport: "enable",
    autoAcceptSharedAttachments: "disable",
    defaultRouteTableAssociation: "enable",
    defaultRouteTablePropagation: "enable",
    tags,
  });
  const attachment = new Ec2TransitGatewayVpcAttachment(scope, "attachment", {
    transitGatewayId: gateway.id,
    vpcId: props.vpcId,
    subnetIds: [...props.subnetIds],
    dnsSupport: "enable",
    tags,
  });
  for (const [name, routeTableId] of Object.entries(props.routeTableIds)) {
    new Route(scope, `route_${name}`, {
      routeTableId,
      destinationCidrBlock: props.onPremisesCidr,
      transitGatewayId: gateway.id,
      dependsOn: [attachment],
    });
  }
  return gateway;
}

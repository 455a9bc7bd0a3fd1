import { Eip } from "@cdktf/provider-aws/lib/eip";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { Construct } from "constructs";
import type { SubnetTier } from "./subnets";

const ANYWHERE = "0.0.0.0/0";

export interface EgressProps {
  readonly name: string;
  readonly vpcId: string;
  readonly zones: readonly string[];
  readonly publicTier: SubnetTier;
  readonly privateTier: SubnetTier;
}

/** The ways out: an Internet gateway for the public tier, and a NAT gateway in each zone for that zone's private subnet. */
export class Egress extends Construct {
  /** Public addresses from which private subnets are seen. */
  readonly natAddresses: readonly string[];

  constructor(scope: Construct, id: string, props: EgressProps) {
    super(scope, id);
    const internet = new InternetGateway(this, "internet", { vpcId: props.vpcId, tags: { Name: props.name } });
    this.natAddresses = props.zones.flatMap((zone, index) => {
      const subnetId = props.publicTier.subnetIds[index];
      const publicTable = props.publicTier.routeTableIds[index];
      const privateTable = props.privateTier.routeTableIds[index];
      if (subnetId === undefined || publicTable === undefined || privateTable === undefined) return [];
      const tags = { Name: `${props.name}-nat-${zone}` };
      const address = new Eip(this, `${zone}_address`, { domain: "vpc", tags });
      const nat = new NatGateway(this, zone, { allocationId: address.id, subnetId, tags, dependsOn: [internet] });
      new Route(this, `${zone}_public`, { routeTableId: publicTable, destinationCidrBlock: ANYWHERE, gatewayId: internet.id });
      new Route(this, `${zone}_private`, { routeTableId: privateTable, destinationCidrBlock: ANYWHERE, natGatewayId: nat.id });
      return [address.publicIp];
    });
  }
}

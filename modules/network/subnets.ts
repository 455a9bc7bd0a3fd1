import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Fn } from "cdktf";
import { Construct } from "constructs";

/** What can be reached: the Internet both ways, the Internet outwards through NAT, nothing but the VPC. */
export type Tier = "public" | "private" | "isolated";

/** A VPC is cut into 16; each tier has four of them, one per zone. */
const TIER_OFFSET: Readonly<Record<Tier, number>> = { public: 0, private: 4, isolated: 8 };
const PREFIX_BITS = 4;
export const MOST_ZONES = 4;

export interface SubnetTierProps {
  readonly name: string;
  readonly tier: Tier;
  readonly vpcId: string;
  readonly vpcCidr: string;
  readonly region: string;
  /** Letters, one subnet each. */
  readonly zones: readonly string[];
}

/** One subnet per zone, each with a route table of its own, so that a zone's loss does not reroute the others. */
export class SubnetTier extends Construct {
  /** One per zone, in the order of the zones. */
  readonly subnetIds: readonly string[];
  /** One per zone, in the order of the zones. */
  readonly routeTableIds: readonly string[];

  constructor(scope: Construct, id: string, props: SubnetTierProps) {
    super(scope, id);
    const placed = props.zones.map((zone, index) => {
      const tags = { Name: `${props.name}-${props.tier}-${zone}`, Tier: props.tier };
      const subnet = new Subnet(this, zone, {
        vpcId: props.vpcId,
        cidrBlock: Fn.cidrsubnet(props.vpcCidr, PREFIX_BITS, TIER_OFFSET[props.tier] + index),
        availabilityZone: `${props.region}${zone}`,
        mapPublicIpOnLaunch: false,
        tags,
      });
      const table = new RouteTable(this, `${zone}_routes`, { vpcId: props.vpcId, tags });
      new RouteTableAssociation(this, `${zone}_association`, { subnetId: subnet.id, routeTableId: table.id });
      return { subnetId: subnet.id, routeTableId: table.id };
    });
    this.subnetIds = placed.map(({ subnetId }) => subnetId);
    this.routeTableIds = placed.map(({ routeTableId }) => routeTableId);
  }
}

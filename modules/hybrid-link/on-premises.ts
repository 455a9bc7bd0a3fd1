import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { Eip } from "@cdktf/provider-aws/lib/eip";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import { FlowLogs } from "../network/flow-logs";

export interface OnPremisesProps {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly cidr: string;
  readonly logKeyArn: string;
  readonly logRetentionDays: number;
}

const PREFIX_BITS = 2;

/** A VPC that stands in for a data centre: an edge subnet for the router, an inner one whose way out is the router. */
export class OnPremises extends Construct {
  readonly vpcId: string;
  readonly edgeSubnetId: string;
  readonly routerAddress: Eip;
  private readonly innerRouteTableId: string;

  constructor(scope: Construct, id: string, props: OnPremisesProps) {
    super(scope, id);
    const tags = { Name: props.name };
    const vpc = new Vpc(this, "vpc", { cidrBlock: props.cidr, enableDnsSupport: true, enableDnsHostnames: true, tags });
    new DefaultSecurityGroup(this, "default", { vpcId: vpc.id, tags: { Name: `${props.name}-default-closed` } });
    const internet = new InternetGateway(this, "internet", { vpcId: vpc.id, tags });
    const subnet = (kind: "edge" | "inner", index: number) => {
      const named = { Name: `${props.name}-${kind}` };
      const built = new Subnet(this, kind, {
        vpcId: vpc.id,
        cidrBlock: Fn.cidrsubnet(props.cidr, PREFIX_BITS, index),
        availabilityZone: `${props.region}a`,
        mapPublicIpOnLaunch: false,
        tags: named,
      });
      const table = new RouteTable(this, `${kind}_routes`, { vpcId: vpc.id, tags: named });
      new RouteTableAssociation(this, `${kind}_association`, { subnetId: built.id, routeTableId: table.id });
      return { id: built.id, routeTableId: table.id };
    };
    const edge = subnet("edge", 0);
    const inner = subnet("inner", 1);
    new Route(this, "edge_to_internet", {
      routeTableId: edge.routeTableId,
      destinationCidrBlock: "0.0.0.0/0",
      gatewayId: internet.id,
    });
    new FlowLogs(this, "flow_logs", {
      name: props.name,
      vpcId: vpc.id,
      account: props.account,
      logKeyArn: props.logKeyArn,
      retentionDays: props.logRetentionDays,
    });
    this.routerAddress = new Eip(this, "router_address", { domain: "vpc", tags, dependsOn: [internet] });
    this.vpcId = vpc.id;
    this.edgeSubnetId = edge.id;
    this.innerRouteTableId = inner.routeTableId;
  }

  /** Sends what is meant for the linked VPC to the router's network interface. */
  routeThrough(networkInterfaceId: string, vpcCidr: string): void {
    new Route(this, "inner_to_vpc", { routeTableId: this.innerRouteTableId, destinationCidrBlock: vpcCidr, networkInterfaceId });
  }
}

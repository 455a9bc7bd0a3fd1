import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import { policyDocument } from "../iam";

/** Free of charge, so always there. */
const GATEWAY_SERVICES = ["s3", "dynamodb"] as const;
const HTTPS = 443;

export interface EndpointsProps {
  readonly name: string;
  readonly region: string;
  /** Twelve digits; the way to DynamoDB leads to its tables alone. */
  readonly account: string;
  readonly vpcId: string;
  readonly vpcCidr: string;
  /** Tables that get a route to S3 and DynamoDB. */
  readonly routeTableIds: readonly string[];
  /** Subnets in which interface endpoints have an address. */
  readonly subnetIds: readonly string[];
  readonly interfaceServices: readonly string[];
}

/** Ways to AWS services that do not leave the VPC. */
export class Endpoints extends Construct {
  /** Ids of the gateway endpoints' managed prefix lists, for security group rules. */
  readonly prefixListIds: Readonly<Record<(typeof GATEWAY_SERVICES)[number], string>>;

  constructor(scope: Construct, id: string, props: EndpointsProps) {
    super(scope, id);
    const gateway = (service: (typeof GATEWAY_SERVICES)[number], policy?: string) =>
      new VpcEndpoint(this, service, {
        vpcId: props.vpcId,
        serviceName: `com.amazonaws.${props.region}.${service}`,
        vpcEndpointType: "Gateway",
        routeTableIds: [...props.routeTableIds],
        ...(policy === undefined ? {} : { policy }),
        tags: { Name: `${props.name}-${service}` },
      }).prefixListId;
    // S3 stays open: package repositories and AWS's own agents lie in buckets of AWS's accounts.
    this.prefixListIds = { s3: gateway("s3"), dynamodb: gateway("dynamodb", ownTablesOnly(props.account)) };
    if (props.interfaceServices.length > 0) this.addInterfaces(props);
  }

  private addInterfaces(props: EndpointsProps): void {
    const name = `${props.name}-endpoints`;
    const group = new SecurityGroup(this, "interfaces", {
      name,
      description: "HTTPS from inside the VPC to interface endpoints",
      vpcId: props.vpcId,
      tags: { Name: name },
    });
    new VpcSecurityGroupIngressRule(this, "https", {
      securityGroupId: group.id,
      description: "HTTPS from the VPC",
      cidrIpv4: props.vpcCidr,
      ipProtocol: "tcp",
      fromPort: HTTPS,
      toPort: HTTPS,
    });
    for (const service of props.interfaceServices) {
      new VpcEndpoint(this, service, {
        vpcId: props.vpcId,
        serviceName: `com.amazonaws.${props.region}.${service}`,
        vpcEndpointType: "Interface",
        subnetIds: [...props.subnetIds],
        securityGroupIds: [group.id],
        privateDnsEnabled: true,
        tags: { Name: `${props.name}-${service}` },
      });
    }
  }
}

/** Nobody inside carries data out into a table of another account. */
const ownTablesOnly = (account: string): string =>
  policyDocument([
    {
      sid: "OwnTablesOnly",
      actions: ["dynamodb:*"],
      resources: ["*"],
      principals: "*",
      conditions: { StringEquals: { "aws:ResourceAccount": account } },
    },
  ]);

import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import { AutoScalingGroup, type AutoScalingGroupProps } from "../../modules/auto-scaling-group";
import { ServiceRuntime, type ServiceRuntimeProps } from "../../modules/service-runtime";
import { defaultTags, tagComponent } from "../foundation";
import type { AnyContext } from "./context";
import { amiVariable, desiredCapacityVariable } from "./variables";

const HTTPS = 443;
/** Images are withdrawn and differ by region: each account pins its own, and only the shape of this one is sure. */
const DEFAULT_AMI_ID = "ami-0fff1b9a61dec8a5f";

export interface ServiceProps {
  /** Of the stack's contract; its variables are `<component>_ami_id` and `<component>_desired_capacity`. */
  readonly component: string;
  /** In words: `Order service`. */
  readonly title: string;
  /** Of groups, role and security group. */
  readonly name: string;
  /** Value of the dimension `Service` of its metrics. */
  readonly service: string;
  readonly logGroupName: string;
  readonly initialInstances: number;
  readonly runtime: Pick<ServiceRuntimeProps, "environment" | "artifactUri" | "port" | "endpoints">;
  /** Who gets in at the service's port from inside the VPC; a load balancer's rules are its own. @default nobody */
  readonly fromVpc?: { readonly description: string };
  /** Sizes, and how instances are placed, replaced and judged. */
  readonly group: Omit<
    AutoScalingGroupProps,
    "name" | "zones" | "desiredCapacity" | "amiId" | "instanceProfileArn" | "securityGroupIds" | "userData" | "kmsKeyArn" | "tags"
  >;
}

export interface Service {
  readonly component: string;
  readonly groups: AutoScalingGroup;
  readonly runtime: ServiceRuntime;
  /** Of the instances: what they connect to admits this group. */
  readonly securityGroupId: string;
  readonly port: number;
}

/** A service on instances of its own: its groups, what runs on them, and how it gets in and out. */
export function buildService(context: AnyContext, props: ServiceProps): Service {
  const { stack, deployment, network, dataKeyArn, region, prefix } = context;
  const { component, name } = props;
  const full = `${prefix}${component}`;
  const scope = new Construct(context.scope, component);
  const runtime = new ServiceRuntime(scope, "runtime", {
    ...props.runtime,
    name,
    deployment: deployment.name,
    service: props.service,
    account: deployment.account,
    region,
    logGroupName: props.logGroupName,
    groupNamePattern: `${name}*`,
  });
  const securityGroupId = securityGroup(scope, context, props, runtime.port);
  const groups = new AutoScalingGroup(scope, "fleet", {
    ...props.group,
    name,
    zones: network.zones.map((zone, index) => ({ name: zone, subnetId: subnetOf(network.privateSubnetIds, index) })),
    desiredCapacity: desiredCapacityVariable(stack, `${full}_desired_capacity`, props.initialInstances).numberValue,
    amiId: amiVariable(stack, `${full}_ami_id`, {
      of: `the ${props.title.toLowerCase()}: Amazon Linux 2023 for x86-64`,
      default: DEFAULT_AMI_ID,
    }).stringValue,
    instanceProfileArn: runtime.instanceProfileArn,
    securityGroupIds: [securityGroupId],
    userData: runtime.userData,
    kmsKeyArn: dataKeyArn,
    tags: { ...defaultTags(stack.deployment), ...stack.tagsOf(full) },
  });
  tagComponent(scope, full);
  return { component, groups, runtime, securityGroupId, port: runtime.port };
}

/** It reaches AWS's endpoints by HTTPS; what lets it in as a client lets it out to itself as well. */
function securityGroup(scope: Construct, { network }: AnyContext, { name, title, fromVpc }: ServiceProps, port: number): string {
  const group = new SecurityGroup(scope, "access", { name, description: title, vpcId: network.vpcId, tags: { Name: name } });
  if (fromVpc !== undefined) {
    new VpcSecurityGroupIngressRule(scope, "from_vpc", {
      securityGroupId: group.id,
      description: fromVpc.description,
      cidrIpv4: network.vpcCidr,
      ipProtocol: "tcp",
      fromPort: port,
      toPort: port,
    });
  }
  new VpcSecurityGroupEgressRule(scope, "to_aws", {
    securityGroupId: group.id,
    description: "AWS endpoints, through NAT and gateway endpoints",
    cidrIpv4: "0.0.0.0/0",
    ipProtocol: "tcp",
    fromPort: HTTPS,
    toPort: HTTPS,
  });
  return group.id;
}

function subnetOf(subnetIds: readonly string[], index: number): string {
  const id = subnetIds[index];
  if (id === undefined) throw new RangeError(`no private subnet for zone ${index}`);
  return id;
}

/** The groups and the service that runs on them, as the inventory names them. */
export const serviceResources = ({ groups }: Service, { deployment }: AnyContext, service: string) => [
  ...groups.members.map(({ zone, groupName }) => ({
    scope: "group",
    name: zone ?? "all",
    dimensions: { AutoScalingGroupName: groupName },
    ...(zone === undefined ? {} : { group: zone }),
  })),
  { scope: "service", name: "service", dimensions: { Deployment: deployment.name, Service: service } },
];

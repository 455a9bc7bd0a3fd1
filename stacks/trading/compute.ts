import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { TerraformVariable } from "cdktf";
import { Construct } from "constructs";
import { AutoScalingGroup } from "../../modules/auto-scaling-group";
import { useKeyThrough } from "../../modules/iam";
import type { OrderQueue } from "../../modules/order-queue";
import { ServiceRuntime } from "../../modules/service-runtime";
import { defaultTags, tagComponent } from "../foundation";
import { alarmName } from "./alarm-names";
import type { InventoryPart, TradingContext, TradingStack } from "./context";
import { dataStoreEnvironment } from "./data-access";
import { ZONES } from "./names";
import { tradingPolicy } from "./policy";
import { tradingSettings } from "./settings";
import { INITIAL_ORDER_SERVICE_INSTANCES } from "./tunables";

const COMPONENT = "order_service";
const HTTPS = 443;
/** Images are withdrawn and differ by region: each account pins its own, and only the shape of this one is sure. */
const DEFAULT_AMI_ID = "ami-0fff1b9a61dec8a5f";

export interface TradingCompute {
  readonly groups: AutoScalingGroup;
  readonly runtime: ServiceRuntime;
  /** Of the instances: what they connect to admits this group. */
  readonly securityGroupId: string;
  readonly inventory: InventoryPart;
}

/** The order service: its groups, what runs on them, and what they may do. */
export function buildCompute(context: TradingContext, queue: OrderQueue): TradingCompute {
  const { stack, deployment, sizes, names, network, dataKeyArn } = context;
  const { name, account, region } = deployment;
  const settings = tradingSettings(deployment);
  const scope = new Construct(stack, COMPONENT);
  const runtime = new ServiceRuntime(scope, "runtime", {
    name: names.groups,
    deployment: name,
    service: names.service,
    account,
    region,
    logGroupName: names.serviceLogs,
    groupNamePattern: `${names.groups}*`,
    environment: { ...dataStoreEnvironment(context), ORDER_QUEUE_URL: `https://sqs.${region}.amazonaws.com/${account}/${names.queue}` },
    ...(settings.artifactUri === undefined ? {} : { artifactUri: settings.artifactUri }),
  });
  runtime.allow("order_queue", [
    queue.useStatement,
    useKeyThrough({ sid: "OrderQueueKey", keyArn: dataKeyArn, service: "sqs", region, actions: ["kms:Decrypt", "kms:GenerateDataKey"] }),
  ]);
  const securityGroupId = securityGroup(scope, context, runtime.port);
  const size = sizes.order_service;
  const groups = new AutoScalingGroup(scope, "fleet", {
    name: names.groups,
    zones: ZONES.map((zone, index) => ({ name: zone, subnetId: subnetOf(network.privateSubnetIds, index) })),
    placement: settings.placement,
    enaExpress: settings.enaExpress,
    minSize: size.min_size,
    maxSize: size.max_size,
    desiredCapacity: initialInstances(stack).numberValue,
    targetCpuPercent: size.target_cpu_percent,
    instanceType: size.instance_type,
    amiId: amiId(stack).stringValue,
    instanceProfileArn: runtime.instanceProfileArn,
    securityGroupIds: [securityGroupId],
    userData: runtime.userData,
    volumeSizeGib: size.volume_size_gib,
    volumeIops: size.volume_iops,
    kmsKeyArn: dataKeyArn,
    refreshAlarmNames: tradingPolicy.scaleUpTriggers.map((trigger) => alarmName(name, trigger)),
    tags: { ...defaultTags(deployment), Component: COMPONENT },
  });
  tagComponent(scope, COMPONENT);
  return { groups, runtime, securityGroupId, inventory: { order_service: inventoryOf(context, groups) } };
}

function amiId(stack: TradingStack): TerraformVariable {
  return new TerraformVariable(stack, "order_service_ami_id", {
    type: "string",
    description: "AMI of the order service: Amazon Linux 2023 for x86-64, pinned, so that a new image comes by a reviewed change",
    default: DEFAULT_AMI_ID,
    nullable: false,
    validation: [
      {
        condition: `\${can(regex("^ami-([0-9a-f]{8}|[0-9a-f]{17})$", var.order_service_ami_id))}`,
        errorMessage: "order_service_ami_id takes an AMI id such as ami-0123456789abcdef0.",
      },
    ],
  });
}

function initialInstances(stack: TradingStack): TerraformVariable {
  return new TerraformVariable(stack, "order_service_desired_capacity", {
    type: "number",
    description: "Instances over all zones when the groups are made; afterwards scaling owns the number and this one is ignored",
    default: INITIAL_ORDER_SERVICE_INSTANCES,
    nullable: false,
    validation: [
      {
        condition: `\${var.order_service_desired_capacity >= 0 && floor(var.order_service_desired_capacity) == var.order_service_desired_capacity}`,
        errorMessage: "order_service_desired_capacity takes a whole number, 0 or more.",
      },
    ],
  });
}

/** Callers inside the VPC reach the service; it reaches AWS's endpoints by HTTPS. What lets it in as a client lets it out to itself as well. */
function securityGroup(scope: Construct, { names, network }: TradingContext, port: number): string {
  const name = names.groups;
  const group = new SecurityGroup(scope, "access", { name, description: "Order service", vpcId: network.vpcId, tags: { Name: name } });
  new VpcSecurityGroupIngressRule(scope, "from_vpc", {
    securityGroupId: group.id,
    description: "Orders and health checks from inside the VPC",
    cidrIpv4: network.vpcCidr,
    ipProtocol: "tcp",
    fromPort: port,
    toPort: port,
  });
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

function inventoryOf({ deployment, names }: TradingContext, groups: AutoScalingGroup): NonNullable<InventoryPart["order_service"]> {
  return [
    ...groups.members.map(({ zone, groupName }) => ({
      scope: "group",
      name: zone ?? "all",
      dimensions: { AutoScalingGroupName: groupName },
      ...(zone === undefined ? {} : { group: zone }),
    })),
    { scope: "service", name: "service", dimensions: { Deployment: deployment.name, Service: names.service } },
    { scope: "queue", name: "orders", dimensions: { QueueName: names.queue } },
    { scope: "dead_letter_queue", name: "dead_letters", dimensions: { QueueName: names.deadLetterQueue } },
  ];
}

import { Token } from "cdktf";
import type { Construct } from "constructs";
import { EC2 } from "../../contract";
import { FIVE_FIELDS, type OffHoursProps, offHoursProblems } from "../off-hours";
import { between, matches, oneOf, type Problem, prop, validateAllProps } from "../validation";
import { volumeProblems } from "./root-volume";

/** An Availability Zone that instances run in. */
export interface GroupZone {
  /** Last part of the names of the zone's group and placement group: `a`. */
  readonly name: string;
  /** Subnet of the zone. */
  readonly subnetId: string;
}

export const PLACEMENTS = ["cluster", "partition"] as const;
/**
 * `cluster`: low latency between instances; such a placement group lives in one zone, so each zone gets its own and a group of its own.
 * `partition`: one group over all zones, instances on separate racks (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/placement-strategies.html).
 */
export type Placement = (typeof PLACEMENTS)[number];

/** Sizes may be tokens of Terraform variables. */
export interface AutoScalingGroupProps {
  /** Prefix of the names of groups, placement groups and template: 1 to 200 letters, digits and dashes. */
  readonly name: string;
  /** Zones that instances run in, each with its subnet. */
  readonly zones: readonly GroupZone[];
  /** How instances are placed; see above. `none`: one group over all zones without a placement group. @default "cluster" */
  readonly placement?: Placement | "none";
  /** Partitions per zone of a `partition` placement group, 1 to 7. @default 7 */
  readonly partitionCount?: number;

  /** Least number of instances over all zones. */
  readonly minSize: number;
  /** Greatest number of instances over all zones. */
  readonly maxSize: number;
  /** Instances over all zones when the groups are made; afterwards scaling owns the number and this one is ignored. */
  readonly desiredCapacity: number;
  /** Average CPU that target tracking aims at, in percent. */
  readonly targetCpuPercent: number;
  /** Empties the groups and starts them again at their least size. @default always on, and no schedule can be set */
  readonly offHours?: OffHoursProps;

  /** EC2 instance type, such as `c6i.8xlarge`. */
  readonly instanceType: string;
  /** Image; another one replaces instances by a refresh. */
  readonly amiId: string;
  /** What instances may do. */
  readonly instanceProfileArn: string;
  /** Of the instances, one at least. */
  readonly securityGroupIds: readonly string[];
  /** Base64. */
  readonly userData: string;
  /** Of the root volume: `io2` or `gp3`. @default "io2" */
  readonly volumeType?: string;
  /** Size of the root volume, in GiB. */
  readonly volumeSizeGib: number;
  /** Provisioned IOPS of the root volume; io2 needs them. @default none: gp3 stays at the 3,000 that come with it */
  readonly volumeIops?: number;
  /** Provisioned throughput of the root volume where it is gp3, in MiB/s. @default none: gp3 stays at the 125 that come with it */
  readonly volumeThroughputMibps?: number;
  /** Encrypts the volume; Auto Scaling's service-linked role has to be allowed to use it. */
  readonly kmsKeyArn: string;
  /** ENA Express (SRD) on the instance types that have it; on others the setting is left out. @default false */
  readonly enaExpress?: boolean;

  /** Who says that an instance is healthy: EC2 alone, or its load balancers as well. @default "EC2" */
  readonly healthCheckType?: "EC2" | "ELB";
  /** Seconds from launch until an instance counts as warmed up, and until its health counts. @default 180 */
  readonly warmUpSeconds?: number;
  /** Share of a group that stays in service while instances are replaced, in percent; 100 launches before it terminates. @default 90 */
  readonly minHealthyPercent?: number;
  /** Share of a group that may run while instances are replaced, in percent, 100 to 200; see `maxHealthyPercentFor`. @default AWS's, 100 */
  readonly maxHealthyPercent?: number;
  /** After each of these shares the replacement pauses, in percent; the last is 100. @default 20, 50, 100 */
  readonly checkpointPercents?: readonly number[];
  /** Length of that pause, in seconds. @default 300 */
  readonly checkpointDelaySeconds?: number;
  /** Names of CloudWatch alarms that stop a replacement and bring the former launch template back. @default none: failed health checks alone do */
  readonly refreshAlarmNames?: readonly string[];
  /** Of groups, instances, volumes and network interfaces, which a provider's default tags do not reach. */
  readonly tags: Readonly<Record<string, string>>;
}

const NAME = /^[A-Za-z0-9-]{1,200}$/;
const ascendsTo100 = (percents: readonly number[]): boolean =>
  percents.at(-1) === 100 && percents.every((percent, i) => percent > (percents[i - 1] ?? 0));

const reaches =
  (maxHealthyPercent: number | undefined) =>
  (minHealthyPercent: number): boolean =>
    Token.isUnresolved(maxHealthyPercent) || (maxHealthyPercent ?? 100) - minHealthyPercent <= 100;

/** @throws InputError with every problem of the properties */
export function validateProps(scope: Construct, id: string, props: AutoScalingGroupProps): void {
  validateAllProps(scope, id, [
    prop("name", props.name, matches(NAME), "1 to 200 letters, digits and dashes"),
    prop("zones", props.zones, (zones) => zones.length > 0, "at least one zone"),
    prop("zones", props.zones, (zones) => new Set(zones.map((zone) => zone.name)).size === zones.length, "zones with different names"),
    prop("placement", props.placement, oneOf(...PLACEMENTS, "none"), [...PLACEMENTS, "none"].join(" or ")),
    prop("partitionCount", props.partitionCount, between(1, 7), "1 to 7 partitions"),
    prop("minSize", props.minSize, (size) => size >= 0, "0 or more instances"),
    prop("maxSize", props.maxSize, (size) => size >= props.minSize, `at least minSize, which is ${props.minSize}`),
    prop("targetCpuPercent", props.targetCpuPercent, between(1, 100), "1 to 100 percent"),
    prop("amiId", props.amiId, matches(/^ami-([0-9a-f]{8}|[0-9a-f]{17})$/), "an AMI id such as ami-0123456789abcdef0"),
    prop("securityGroupIds", props.securityGroupIds, (ids) => ids.length > 0, "at least one security group"),
    ...volumeProblems(props),
    enaExpressProblem(props),
    ...(props.offHours === undefined ? [] : offHoursProblems(props.offHours, FIVE_FIELDS)),
    prop("warmUpSeconds", props.warmUpSeconds, between(0, 3600), "0 to 3600 seconds"),
    prop("minHealthyPercent", props.minHealthyPercent, between(0, 100), "0 to 100 percent"),
    prop("maxHealthyPercent", props.maxHealthyPercent, between(100, 200), "100 to 200 percent"),
    prop("minHealthyPercent", props.minHealthyPercent, reaches(props.maxHealthyPercent), "at most 100 less than maxHealthyPercent"),
    prop("checkpointPercents", props.checkpointPercents, ascendsTo100, "ascending percentages of which the last is 100"),
    prop("checkpointDelaySeconds", props.checkpointDelaySeconds, between(0, 172_800), "0 to 172800 seconds"),
  ]);
}

function enaExpressProblem({ enaExpress, instanceType }: AutoScalingGroupProps): Problem {
  const spec = EC2.get(instanceType);
  if (enaExpress !== true || spec === undefined || spec.enaExpress) return undefined;
  return `enaExpress: ${instanceType} has none; it takes false, or one of ${enaExpressTypes().join(", ")}`;
}

/** Instance types of the catalog with ENA Express. */
export const enaExpressTypes = (): readonly string[] => [...EC2.values()].filter((spec) => spec.enaExpress).map((spec) => spec.type);

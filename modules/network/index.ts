import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Construct } from "constructs";
import { matches, oneOf, prop, validateAllProps } from "../validation";
import { Egress } from "./egress";
import { Endpoints } from "./endpoints";
import { FlowLogs } from "./flow-logs";
import { MOST_ZONES, SubnetTier, type Tier } from "./subnets";

export { overlap, rangeAfter } from "./ranges";

export interface NetworkProps {
  /** Prefix of the names of everything inside. */
  readonly name: string;
  /** Private IPv4 range with a prefix of 16 to 24 bits. */
  readonly cidr: string;
  /** Region of the zones. */
  readonly region: string;
  /** Twelve digits; flow logs are written on its behalf alone. */
  readonly account: string;
  /** KMS key that CloudWatch Logs may use. */
  readonly logKeyArn: string;
  /** Letters of Availability Zones. @default a, b and c */
  readonly zones?: readonly string[];
  /** One of CloudWatch Logs' retention periods, in days. @default 90 */
  readonly flowLogRetentionDays?: number;
  /** Whether there is a way to the Internet; without one there are isolated subnets only, and neither gateways nor addresses to pay for. @default true */
  readonly internet?: boolean;
  /** AWS services with an endpoint inside the VPC, by the last part of their names. @default none without `internet`, else what Session Manager needs, so that no instance needs SSH */
  readonly interfaceEndpoints?: readonly string[];
}

const DEFAULT_ZONES = ["a", "b", "c"];
const SESSION_MANAGER = ["ssm", "ssmmessages", "ec2messages"];
/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const RETENTION_DAYS = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];
const CIDR = /^(\d{1,3}\.){3}\d{1,3}\/(1[6-9]|2[0-4])$/;

/**
 * A VPC with a public, a private and an isolated subnet in each zone, NAT in each zone, endpoints and flow logs; or with isolated ones only.
 * @throws InputError with every problem of its props
 */
export class Network extends Construct {
  /** Of the VPC. */
  readonly vpcId: string;
  /** Its range, as given. */
  readonly vpcCidr: string;
  /** Letters of the zones, in order. */
  readonly zones: readonly string[];
  /** Their names, such as `us-east-1a`, in the same order. */
  readonly availabilityZones: readonly string[];
  /** One subnet and one route table per zone, in the order of {@link zones}. */
  readonly tiers: Readonly<Record<Tier, SubnetTier>>;
  /** Public addresses from which private subnets are seen. */
  readonly natAddresses: readonly string[];
  /** Of the gateway endpoints, for security group rules. */
  readonly prefixListIds: Endpoints["prefixListIds"];
  /** Log group of the VPC's traffic. */
  readonly flowLogGroupName: string;

  constructor(scope: Construct, id: string, props: NetworkProps) {
    super(scope, id);
    validateAllProps(scope, id, [
      prop("cidr", props.cidr, matches(CIDR), "an IPv4 range with a prefix of 16 to 24 bits, such as 10.0.0.0/16"),
      prop("zones", props.zones, ({ length }) => length >= 2 && length <= MOST_ZONES, `2 to ${MOST_ZONES} letters`),
      prop("flowLogRetentionDays", props.flowLogRetentionDays, oneOf(...RETENTION_DAYS), `one of ${RETENTION_DAYS.join(", ")} days`),
    ]);
    const { name, region } = props;
    this.zones = props.zones ?? DEFAULT_ZONES;
    this.availabilityZones = this.zones.map((zone) => `${region}${zone}`);

    const vpc = new Vpc(this, "vpc", { cidrBlock: props.cidr, enableDnsSupport: true, enableDnsHostnames: true, tags: { Name: name } });
    this.vpcId = vpc.id;
    this.vpcCidr = props.cidr;
    // Adopted without a rule: what forgets to name a group reaches nothing.
    new DefaultSecurityGroup(this, "default", { vpcId: vpc.id, tags: { Name: `${name}-default-closed` } });

    const { internet = true } = props;
    const tier = (kind: Tier, zones = this.zones) =>
      new SubnetTier(this, kind, { name, tier: kind, vpcId: vpc.id, vpcCidr: props.cidr, region, zones });
    const connected = internet ? this.zones : [];
    this.tiers = { public: tier("public", connected), private: tier("private", connected), isolated: tier("isolated") };
    this.natAddresses = internet
      ? new Egress(this, "egress", {
          name,
          vpcId: vpc.id,
          zones: this.zones,
          publicTier: this.tiers.public,
          privateTier: this.tiers.private,
        }).natAddresses
      : [];
    this.prefixListIds = new Endpoints(this, "endpoints", {
      name,
      region,
      account: props.account,
      vpcId: vpc.id,
      vpcCidr: props.cidr,
      routeTableIds: [...this.tiers.private.routeTableIds, ...this.tiers.isolated.routeTableIds],
      subnetIds: (internet ? this.tiers.private : this.tiers.isolated).subnetIds,
      interfaceServices: props.interfaceEndpoints ?? (internet ? SESSION_MANAGER : []),
    }).prefixListIds;
    this.flowLogGroupName = new FlowLogs(this, "flow_logs", {
      name,
      vpcId: vpc.id,
      account: props.account,
      logKeyArn: props.logKeyArn,
      retentionDays: props.flowLogRetentionDays ?? 90,
    }).logGroupName;
  }
}

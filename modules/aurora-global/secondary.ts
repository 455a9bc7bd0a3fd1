import { RdsClusterInstance } from "@cdktf/provider-aws/lib/rds-cluster-instance";
import { Fn, type ITerraformDependable, ref, TerraformCount, Token } from "cdktf";
import { Construct } from "constructs";
import { type AuroraFrameProps, clusterFrame, GLOBAL_INSTANCE_LIFECYCLE, staysInGlobalDatabase } from "../aurora-cluster";
import { madeBy } from "../made-by";
import type { SecondaryPlace } from "./props";

type Shared = Pick<
  AuroraFrameProps,
  | "account"
  | "backupRetentionDays"
  | "backupWindow"
  | "engine"
  | "engineVersion"
  | "logRetentionDays"
  | "maintenanceWindow"
  | "monitoringIntervalSeconds"
  | "performanceInsightsRetentionDays"
  | "slowQueryMilliseconds"
  | "storageType"
>;

export interface SecondaryClusterProps {
  readonly shared: Shared;
  /** Of the global database; the cluster's is `<name>-<region>`. */
  readonly name: string;
  readonly region: string;
  readonly sourceRegion: string;
  readonly place: SecondaryPlace;
  readonly globalClusterIdentifier: string;
  readonly instanceClass: string;
  /** Regions that hold a copy now. */
  readonly regions: readonly string[];
  /** The primary's writer: a secondary joins a primary that serves. */
  readonly after: ITerraformDependable;
}

/** The first in line where nobody else stands. */
const PROMOTION_TIER = 0;

/**
 * A copy of a global database in one region: a cluster with one instance, there while its region is among the chosen ones. Network,
 * parameters and logs around them stay when they go: they cost nothing, and the logs are still wanted.
 */
export class SecondaryCluster extends Construct {
  /** `<name>-<region>`, whether the region holds a copy or not. */
  readonly clusterIdentifier: string;
  /** `<name>-<region>-1`. */
  readonly instanceIdentifier: string;
  /** Null while the region holds no copy. */
  readonly readerEndpoint: string;
  /** Of the cluster; there also while the region holds no copy. */
  readonly securityGroupId: string;

  constructor(scope: Construct, id: string, { shared, name, region, place, regions, ...props }: SecondaryClusterProps) {
    super(scope, id);
    const { provider, ...there } = place;
    const clusterName = `${name}-${region}`;
    const count = TerraformCount.of(Fn.lengthOf(Fn.setintersection([...regions], [[region]])));
    const frame = clusterFrame(
      this,
      // A copy, and one that a tunable takes away: deletion protection and final snapshots are the primary's.
      { ...shared, ...there, name: clusterName, protection: false },
      {
        count,
        globalClusterIdentifier: props.globalClusterIdentifier,
        sourceRegion: props.sourceRegion,
        lifecycle: staysInGlobalDatabase(false),
        dependsOn: [props.after],
      },
    );
    const { terraformResourceType, friendlyUniqueId } = frame.cluster;
    const cluster = (attribute: string) => Token.asString(ref(`one(${terraformResourceType}.${friendlyUniqueId}[*].${attribute})`));
    const instanceIdentifier = `${clusterName}-1`;
    new RdsClusterInstance(this, "instance", {
      ...frame.instance,
      count,
      identifier: instanceIdentifier,
      clusterIdentifier: cluster("id"),
      instanceClass: props.instanceClass,
      promotionTier: PROMOTION_TIER,
      availabilityZone: Fn.element([...there.availabilityZones], 0),
      lifecycle: GLOBAL_INSTANCE_LIFECYCLE,
    });
    madeBy(this, provider);

    this.clusterIdentifier = clusterName;
    this.instanceIdentifier = instanceIdentifier;
    this.readerEndpoint = cluster("reader_endpoint");
    this.securityGroupId = frame.securityGroupId;
  }
}

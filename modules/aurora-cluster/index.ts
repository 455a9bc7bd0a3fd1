import type { RdsCluster } from "@cdktf/provider-aws/lib/rds-cluster";
import { RdsClusterInstance } from "@cdktf/provider-aws/lib/rds-cluster-instance";
import { Fn, Op, TerraformCount, Token } from "cdktf";
import { Construct } from "constructs";
import { type ClusterIdentity, clusterFrame } from "./frame";
import { GLOBAL_INSTANCE_LIFECYCLE, staysInGlobalDatabase } from "./global-membership";
import type { AuroraClusterProps } from "./props";
import { validate } from "./validation";

export { type AuroraEngine, ENGINES } from "./engine";
export { type ClusterFrame, clusterFrame } from "./frame";
export { GLOBAL_INSTANCE_LIFECYCLE, staysInGlobalDatabase } from "./global-membership";
export type { AuroraClusterProps, AuroraFrameProps } from "./props";

/** Lowest number takes over first; the former writer is next in line. */
const TIER = { failoverReader: 0, writer: 1, firstFurtherReader: 2 } as const;

const MASTER_USERNAME = "administrator";

/**
 * An Aurora cluster whose writer, failover reader and further readers are sized one by one.
 * @throws InputError with every problem of its props
 */
export class AuroraCluster extends Construct {
  /** Of the cluster, for backup plans and policies. */
  readonly clusterArn: string;
  /** The name it was given. */
  readonly clusterIdentifier: string;
  /** Where to write: follows the writer through a failover. */
  readonly writerEndpoint: string;
  /** Where to read: spread over the readers. */
  readonly readerEndpoint: string;
  /** 5432 for PostgreSQL, 3306 for MySQL. */
  readonly port: number;
  /** Secrets Manager secret of the master user, made and rotated by RDS but in a global database; the password is never in the state. */
  readonly masterSecretArn: string;
  /** Of the cluster; clients are let in as `clients` names them. */
  readonly securityGroupId: string;
  /** For `rds-db:connect`: `arn:aws:rds-db:<region>:<account>:dbuser:<this>/<user>`. */
  readonly clusterResourceId: string;
  /** The instance that is made as writer; after a failover it may be a reader. */
  readonly writer: RdsClusterInstance;
  /** The reader in promotion tier 0. */
  readonly failoverReader: RdsClusterInstance;
  /** Counted: refer to it by splat. */
  readonly furtherReaders: RdsClusterInstance;

  constructor(scope: Construct, id: string, props: AuroraClusterProps) {
    super(scope, id);
    validate(scope, id, props);
    const { name } = props;
    const frame = clusterFrame(this, props, identityOf(props));
    const { cluster } = frame;
    const common = {
      ...frame.instance,
      clusterIdentifier: cluster.id,
      ...(props.globalDatabase === undefined ? {} : { lifecycle: GLOBAL_INSTANCE_LIFECYCLE }),
    };
    const zones = [...props.availabilityZones];

    this.writer = new RdsClusterInstance(this, "writer", {
      ...common,
      identifier: `${name}-writer`,
      instanceClass: props.writerClass,
      promotionTier: TIER.writer,
      availabilityZone: Fn.element(zones, 0),
    });
    // The first instance of a cluster becomes its writer: the readers wait for it.
    const afterWriter = [...frame.ready, this.writer];
    this.failoverReader = new RdsClusterInstance(this, "failover_reader", {
      ...common,
      identifier: `${name}-failover-reader`,
      instanceClass: props.failoverReaderClass,
      promotionTier: TIER.failoverReader,
      availabilityZone: Fn.element(zones, 1),
      dependsOn: afterWriter,
    });
    const further = TerraformCount.of(Token.asNumber(Op.sub(props.readers, 1)));
    const number = Token.asNumber(Op.add(further.index, TIER.firstFurtherReader));
    this.furtherReaders = new RdsClusterInstance(this, "reader", {
      ...common,
      count: further,
      identifier: `${name}-reader-${Token.asString(number)}`,
      instanceClass: props.readerClass,
      promotionTier: number,
      availabilityZone: Fn.element(zones, number),
      dependsOn: afterWriter,
    });

    this.clusterArn = cluster.arn;
    this.clusterIdentifier = cluster.clusterIdentifier;
    this.clusterResourceId = cluster.clusterResourceId;
    this.writerEndpoint = cluster.endpoint;
    this.readerEndpoint = cluster.readerEndpoint;
    this.port = frame.port;
    this.masterSecretArn = masterSecretArn(cluster, props);
    this.securityGroupId = frame.securityGroupId;
  }
}

function identityOf({
  databaseName,
  masterUsername = MASTER_USERNAME,
  dataKeyArn,
  protection,
  globalDatabase,
}: AuroraClusterProps): ClusterIdentity {
  if (globalDatabase === undefined) {
    return { databaseName, masterUsername, manageMasterUserPassword: true, masterUserSecretKmsKeyId: dataKeyArn };
  }
  return {
    databaseName,
    masterUsername,
    masterPasswordWo: globalDatabase.masterPassword.value,
    masterPasswordWoVersion: globalDatabase.masterPassword.version,
    globalClusterIdentifier: globalDatabase.globalClusterIdentifier,
    lifecycle: staysInGlobalDatabase(protection),
  };
}

const masterSecretArn = (cluster: RdsCluster, { globalDatabase }: AuroraClusterProps): string =>
  globalDatabase === undefined ? cluster.masterUserSecret.get(0).secretArn : globalDatabase.masterPassword.secretArn;

import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { DbParameterGroup } from "@cdktf/provider-aws/lib/db-parameter-group";
import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group";
import { RdsCluster } from "@cdktf/provider-aws/lib/rds-cluster";
import { RdsClusterInstance, type RdsClusterInstanceConfig } from "@cdktf/provider-aws/lib/rds-cluster-instance";
import { RdsClusterParameterGroup } from "@cdktf/provider-aws/lib/rds-cluster-parameter-group";
import { Fn, Op, TerraformCount, Token } from "cdktf";
import { Construct } from "constructs";
import { ServiceAccess } from "../service-access";
import { type AuroraEngine, ENGINES } from "./engine";
import { monitoringRole } from "./monitoring-role";
import type { AuroraClusterProps } from "./props";
import { validate } from "./validation";

export type { AuroraEngine } from "./engine";
export type { AuroraClusterProps } from "./props";

/** Lowest number takes over first; the former writer is next in line. */
const TIER = { failoverReader: 0, writer: 1, firstFurtherReader: 2 } as const;

const DEFAULTS = {
  masterUsername: "administrator",
  logRetentionDays: 90,
  slowQueryMilliseconds: 500,
  monitoringIntervalSeconds: 60,
  performanceInsightsRetentionDays: 7,
  backupWindow: "03:00-04:00",
  maintenanceWindow: "sun:05:00-sun:06:00",
} as const;

/**
 * An Aurora cluster whose writer, failover reader and further readers are sized one by one.
 * @throws InputError with every problem of its props
 */
export class AuroraCluster extends Construct {
  readonly clusterArn: string;
  readonly clusterIdentifier: string;
  readonly writerEndpoint: string;
  readonly readerEndpoint: string;
  readonly port: number;
  /** Secrets Manager secret that RDS makes and rotates; the password is never in the state. */
  readonly masterSecretArn: string;
  readonly securityGroupId: string;
  /** Who may log in by IAM: `arn:…:dbuser:<resource id>/*`, after the part of the ARN before it. */
  readonly clusterResourceId: string;
  readonly writer: RdsClusterInstance;
  readonly failoverReader: RdsClusterInstance;
  /** Counted: refer to it by splat. */
  readonly furtherReaders: RdsClusterInstance;

  constructor(scope: Construct, id: string, given: AuroraClusterProps) {
    super(scope, id);
    validate(scope, id, given);
    const profile = ENGINES[given.engine];
    const props = { ...DEFAULTS, engineVersion: profile.defaultVersion, ...given };
    const { name } = props;
    const family = profile.family(props.engineVersion);

    const access = new ServiceAccess(this, "access", {
      name,
      description: `Clients of the ${name} Aurora cluster`,
      vpcId: props.vpcId,
      port: profile.port,
      clients: props.clients,
    });
    const subnets = new DbSubnetGroup(this, "subnets", { name, subnetIds: [...props.subnetIds] });
    const clusterParameters = new RdsClusterParameterGroup(this, "cluster_parameters", {
      name,
      family,
      description: `Cluster parameters of ${name}`,
      parameter: profile.clusterParameters(props.slowQueryMilliseconds).map((parameter) => ({ ...parameter })),
    });
    const instanceParameters = new DbParameterGroup(this, "instance_parameters", {
      name,
      family,
      description: `Instance parameters of ${name}`,
    });
    const logGroups = exportedLogs(this, props);

    const cluster = new RdsCluster(this, "cluster", {
      clusterIdentifier: name,
      engine: profile.engine,
      engineVersion: props.engineVersion,
      databaseName: props.databaseName,
      masterUsername: props.masterUsername,
      manageMasterUserPassword: true,
      masterUserSecretKmsKeyId: props.dataKeyArn,
      iamDatabaseAuthenticationEnabled: true,
      dbSubnetGroupName: subnets.name,
      vpcSecurityGroupIds: [access.securityGroupId],
      dbClusterParameterGroupName: clusterParameters.name,
      port: profile.port,
      storageEncrypted: true,
      storageType: props.storageType,
      kmsKeyId: props.dataKeyArn,
      backupRetentionPeriod: props.backupRetentionDays,
      preferredBackupWindow: props.backupWindow,
      preferredMaintenanceWindow: props.maintenanceWindow,
      copyTagsToSnapshot: true,
      enabledCloudwatchLogsExports: [...profile.logExports],
      applyImmediately: true,
      deletionProtection: props.protection,
      skipFinalSnapshot: !props.protection,
      deleteAutomatedBackups: !props.protection,
      ...(props.protection ? { finalSnapshotIdentifier: `${name}-final` } : {}),
      dependsOn: logGroups,
    });

    const monitoring = monitoringRole(this, name, props.account);
    const common = {
      clusterIdentifier: cluster.id,
      engine: cluster.engine,
      engineVersion: cluster.engineVersion,
      dbSubnetGroupName: subnets.name,
      dbParameterGroupName: instanceParameters.name,
      monitoringInterval: props.monitoringIntervalSeconds,
      monitoringRoleArn: monitoring.role.arn,
      performanceInsightsEnabled: true,
      performanceInsightsKmsKeyId: props.dataKeyArn,
      performanceInsightsRetentionPeriod: props.performanceInsightsRetentionDays,
      preferredMaintenanceWindow: props.maintenanceWindow,
      copyTagsToSnapshot: true,
      autoMinorVersionUpgrade: false,
      publiclyAccessible: false,
      applyImmediately: true,
      dependsOn: [monitoring.attachment],
    } as const satisfies Partial<RdsClusterInstanceConfig>;
    const zones = [...props.availabilityZones];

    this.writer = new RdsClusterInstance(this, "writer", {
      ...common,
      identifier: `${name}-writer`,
      instanceClass: props.writerClass,
      promotionTier: TIER.writer,
      availabilityZone: Fn.element(zones, 0),
    });
    // The first instance of a cluster becomes its writer: the readers wait for it.
    const afterWriter = [monitoring.attachment, this.writer];
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
    this.port = profile.port;
    this.masterSecretArn = cluster.masterUserSecret.get(0).secretArn;
    this.securityGroupId = access.securityGroupId;
  }
}

interface LogProps {
  readonly name: string;
  readonly engine: AuroraEngine;
  readonly logRetentionDays: number;
  readonly logKeyArn: string;
}

/** Made before the cluster: RDS would make them without encryption and without an end. */
function exportedLogs(scope: Construct, { name, engine, logRetentionDays, logKeyArn }: LogProps): CloudwatchLogGroup[] {
  return ENGINES[engine].logExports.map(
    (log) =>
      new CloudwatchLogGroup(scope, `log_${log}`, {
        name: `/aws/rds/cluster/${name}/${log}`,
        retentionInDays: logRetentionDays,
        kmsKeyId: logKeyArn,
      }),
  );
}

import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { DbParameterGroup } from "@cdktf/provider-aws/lib/db-parameter-group";
import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group";
import { RdsCluster, type RdsClusterConfig } from "@cdktf/provider-aws/lib/rds-cluster";
import type { RdsClusterInstanceConfig } from "@cdktf/provider-aws/lib/rds-cluster-instance";
import { RdsClusterParameterGroup } from "@cdktf/provider-aws/lib/rds-cluster-parameter-group";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { monitoringRole } from "../enhanced-monitoring";
import { ServiceAccess } from "../service-access";
import { type AuroraEngine, ENGINES } from "./engine";
import type { AuroraFrameProps } from "./props";

const DEFAULTS = {
  logRetentionDays: 90,
  slowQueryMilliseconds: 500,
  monitoringIntervalSeconds: 60,
  performanceInsightsRetentionDays: 7,
  backupWindow: "03:00-04:00",
  maintenanceWindow: "sun:05:00-sun:06:00",
} as const;

/**
 * What sets a cluster apart: credentials, membership of a global database, whether it is there at all.
 * What it depends on comes on top of what the frame does.
 */
export type ClusterIdentity = Pick<
  RdsClusterConfig,
  | "count"
  | "databaseName"
  | "dependsOn"
  | "globalClusterIdentifier"
  | "lifecycle"
  | "manageMasterUserPassword"
  | "masterPasswordWo"
  | "masterPasswordWoVersion"
  | "masterUserSecretKmsKeyId"
  | "masterUsername"
  | "sourceRegion"
>;

export interface ClusterFrame {
  /** The cluster, still without instances. */
  readonly cluster: RdsCluster;
  /** TCP port. */
  readonly port: number;
  /** Of the cluster. */
  readonly securityGroupId: string;
  /** Arguments that all instances of the cluster share; those that wait for more name `ready` again. */
  readonly instance: Omit<RdsClusterInstanceConfig, "clusterIdentifier" | "instanceClass">;
  /** What an instance has to wait for. */
  readonly ready: readonly ITerraformDependable[];
}

/** An Aurora cluster without instances: network, parameters, logs, encryption, monitoring. */
export function clusterFrame(scope: Construct, given: AuroraFrameProps, identity: ClusterIdentity): ClusterFrame {
  const profile = ENGINES[given.engine];
  const props = { ...DEFAULTS, engineVersion: profile.defaultVersion, ...given };
  const { name } = props;
  const family = profile.family(props.engineVersion);

  const access = new ServiceAccess(scope, "access", {
    name,
    description: `Clients of the ${name} Aurora cluster`,
    vpcId: props.vpcId,
    port: profile.port,
    clients: props.clients,
  });
  const subnets = new DbSubnetGroup(scope, "subnets", { name, subnetIds: [...props.subnetIds] });
  const clusterParameters = new RdsClusterParameterGroup(scope, "cluster_parameters", {
    name,
    family,
    description: `Cluster parameters of ${name}`,
    parameter: profile.clusterParameters(props.slowQueryMilliseconds).map((parameter) => ({ ...parameter })),
  });
  const instanceParameters = new DbParameterGroup(scope, "instance_parameters", {
    name,
    family,
    description: `Instance parameters of ${name}`,
  });
  const logGroups = exportedLogs(scope, props);

  const cluster = new RdsCluster(scope, "cluster", {
    clusterIdentifier: name,
    engine: profile.engine,
    engineVersion: props.engineVersion,
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
    ...identity,
    dependsOn: [...logGroups, ...(identity.dependsOn ?? [])],
  });

  const monitoring = monitoringRole(scope, name, props.account);
  const ready = [monitoring.attachment];
  return {
    cluster,
    port: profile.port,
    securityGroupId: access.securityGroupId,
    ready,
    instance: {
      engine: profile.engine,
      engineVersion: props.engineVersion,
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
      dependsOn: ready,
    },
  };
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

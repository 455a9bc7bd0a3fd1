import { DbInstance, type DbInstanceConfig } from "@cdktf/provider-aws/lib/db-instance";
import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group";
import { Op, type TerraformMetaArguments, Token } from "cdktf";
import { Construct } from "constructs";
import { monitoringRole } from "../enhanced-monitoring";
import { MasterPassword } from "../master-password";
import { ServiceAccess } from "../service-access";
import { exportedLogs, LOG_EXPORTS } from "./logs";
import { offHoursOf } from "./off-hours";
import { parametersOf } from "./parameters";
import type { RdsInstanceProps } from "./props";
import { replicasOf } from "./replicas";
import { finalSnapshotIdentifier, snapshotBeforeChange } from "./snapshots";
import { enoughIops, storageOf } from "./storage";
import { validate } from "./validation";

export type { RdsInstanceProps } from "./props";

const PORT = 5432;

const DEFAULTS = {
  engineVersion: "16.6",
  masterUsername: "administrator",
  logRetentionDays: 90,
  slowQueryMilliseconds: 500,
  monitoringIntervalSeconds: 60,
  performanceInsightsRetentionDays: 7,
  backupWindow: "03:00-04:00",
  maintenanceWindow: "sun:05:00-sun:06:00",
  finalSnapshot: true,
  blueGreen: false,
} as const;

/**
 * PostgreSQL on RDS: a primary with a standby, and read replicas in other zones.
 * @throws InputError with every problem of its props
 */
export class RdsInstance extends Construct {
  /** Where to connect: follows the primary through a failover. */
  readonly address: string;
  /** 5432. */
  readonly port: number;
  /** Of the primary. */
  readonly instanceArn: string;
  /** Of the primary. */
  readonly instanceIdentifier: string;
  /** For `rds-db:connect`: `arn:aws:rds-db:<region>:<account>:dbuser:<this>/<user>`. */
  readonly resourceId: string;
  /** Secrets Manager secret of the master user. */
  readonly masterSecretArn: string;
  /** Of primary and replicas; clients are let in as `clients` names them. */
  readonly securityGroupId: string;
  /** The instance that takes writes. */
  readonly primary: DbInstance;
  /** Counted: refer to it by splat. */
  readonly replicas: DbInstance;

  constructor(scope: Construct, id: string, given: RdsInstanceProps) {
    super(scope, id);
    validate(scope, id, given);
    const props = { ...DEFAULTS, ...given };
    const { name } = props;

    const access = new ServiceAccess(this, "access", {
      name,
      description: `Clients of the ${name} PostgreSQL instance`,
      vpcId: props.vpcId,
      port: PORT,
      clients: props.clients,
    });
    const subnets = new DbSubnetGroup(this, "subnets", { name, subnetIds: [...props.subnetIds] });
    const monitoring = monitoringRole(this, name, props.account);
    const common = {
      ...storageOf(props),
      storageEncrypted: true,
      parameterGroupName: parametersOf(this, props).name,
      vpcSecurityGroupIds: [access.securityGroupId],
      port: PORT,
      iamDatabaseAuthenticationEnabled: true,
      monitoringInterval: props.monitoringIntervalSeconds,
      monitoringRoleArn: monitoring.role.arn,
      performanceInsightsEnabled: true,
      performanceInsightsKmsKeyId: props.dataKeyArn,
      performanceInsightsRetentionPeriod: props.performanceInsightsRetentionDays,
      enabledCloudwatchLogsExports: [...LOG_EXPORTS],
      maintenanceWindow: props.maintenanceWindow,
      copyTagsToSnapshot: true,
      autoMinorVersionUpgrade: false,
      publiclyAccessible: false,
      applyImmediately: true,
      deletionProtection: props.protection,
    } as const satisfies Partial<DbInstanceConfig>;

    // RDS manages the password of no instance that has read replicas, or that changes by blue/green.
    const password = new MasterPassword(this, "master_password", {
      name,
      username: props.masterUsername,
      dataKeyArn: props.dataKeyArn,
      protection: props.protection,
      ...(props.masterPasswordVersion === undefined ? {} : { version: props.masterPasswordVersion }),
    });
    const snapshot = snapshotBeforeChange(this, name, {
      class: props.instanceClass,
      version: props.engineVersion,
      iops: props.iops,
      storage: props.allocatedStorageGib,
      multi_az: props.multiAz,
    });
    this.primary = new DbInstance(this, "primary", {
      ...common,
      identifier: name,
      engine: "postgres",
      engineVersion: props.engineVersion,
      instanceClass: props.instanceClass,
      dbName: props.databaseName,
      username: props.masterUsername,
      passwordWo: password.value,
      passwordWoVersion: password.version,
      kmsKeyId: props.dataKeyArn,
      dbSubnetGroupName: subnets.name,
      multiAz: props.multiAz,
      backupRetentionPeriod: props.backupRetentionDays,
      backupWindow: props.backupWindow,
      deleteAutomatedBackups: !(props.keepAutomatedBackups ?? props.protection),
      skipFinalSnapshot: !props.finalSnapshot,
      ...(props.finalSnapshot ? { finalSnapshotIdentifier: finalSnapshotIdentifier(this, name) } : {}),
      // AWS makes no blue/green deployment of a source of read replicas.
      ...(props.blueGreen ? { blueGreenUpdate: { enabled: Op.lt(props.readReplicas, 1) } } : {}),
      dependsOn: [...exportedLogs(this, "log", props), monitoring.attachment, snapshot],
      ...refusals(props),
    });
    this.replicas = replicasOf(this, props, this.primary, { common, after: [monitoring.attachment] });
    if (props.offHours !== undefined) offHoursOf(this, { ...props, offHours: props.offHours });

    this.address = this.primary.address;
    this.port = PORT;
    this.instanceArn = this.primary.arn;
    this.instanceIdentifier = this.primary.identifier;
    this.resourceId = this.primary.resourceId;
    this.masterSecretArn = password.secretArn;
    this.securityGroupId = access.securityGroupId;
  }
}

/** Terraform takes no condition that depends on nothing; what is known at synth has been judged there. */
const refusals = (props: RdsInstanceProps): TerraformMetaArguments =>
  Token.isUnresolved(props.allocatedStorageGib) || Token.isUnresolved(props.iops)
    ? { lifecycle: { precondition: [enoughIops(props)] } }
    : {};

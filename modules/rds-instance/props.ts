import type { IResolvable } from "cdktf";
import type { OffHoursProps } from "../off-hours";

export interface RdsInstanceProps {
  /** Identifier of the primary; its replicas are `<name>-replica-1`, … */
  readonly name: string;
  /** Of PostgreSQL. Read at synth: no Terraform expression. @default the module's tested version */
  readonly engineVersion?: string;
  /** Made with the instance; another name replaces it. */
  readonly databaseName: string;
  /** Of the master user, who sets up the others. @default "administrator" */
  readonly masterUsername?: string;
  /** Raise it to change the master user's password. @default 1 */
  readonly masterPasswordVersion?: number;

  /** Twelve digits. */
  readonly account: string;
  /** Region of the instance. */
  readonly region: string;
  /** VPC of the subnets. */
  readonly vpcId: string;
  /** Isolated subnets, one per Availability Zone. */
  readonly subnetIds: readonly string[];
  /** Zones of the subnets; replicas are made outside the primary's. */
  readonly availabilityZones: readonly string[];
  /** Ids of the security groups that may connect, by a name for each. */
  readonly clients: Readonly<Record<string, string>>;

  /** Class of the primary and its standby, such as `db.r6g.xlarge`. */
  readonly instanceClass: string;
  /** Class of each read replica. */
  readonly replicaClass: string;
  /** 0 to 5. */
  readonly readReplicas: number;
  /** Whether a standby waits in another zone. */
  readonly multiAz: boolean | IResolvable;
  /** 20 to 65,536. Grows only: RDS refuses to shrink. */
  readonly allocatedStorageGib: number;
  /** Of the gp3 volume from 400 GiB on, where 12,000 are the least; a smaller volume has 3,000 and takes no number. */
  readonly iops: number;
  /** Days of automated backup, 1 to 35: replicas and blue/green need one. */
  readonly backupRetentionDays: number;
  /** Stops and starts the instance; RDS stops none that has read replicas. @default always on, and no schedule can be set */
  readonly offHours?: OffHoursProps;
  /**
   * Changes by a blue/green deployment where there are no read replicas; with them by the Multi-AZ failover, as AWS makes no other.
   * Read at synth: no Terraform expression. @default false
   */
  readonly blueGreen?: boolean;

  /** Encrypts storage, snapshots, the master secret and Performance Insights. */
  readonly dataKeyArn: string;
  /** Encrypts the exported logs. */
  readonly logKeyArn: string;
  /** Days that exported logs are kept. @default 90 */
  readonly logRetentionDays?: number;
  /** Statements that take longer are logged. @default 500 */
  readonly slowQueryMilliseconds?: number;
  /** Seconds between two points of enhanced monitoring: 1, 5, 10, 15, 30 or 60. @default 60 */
  readonly monitoringIntervalSeconds?: number;
  /** 7, 731, or a multiple of 31 up to 713. @default 7 */
  readonly performanceInsightsRetentionDays?: number;
  /** UTC, `hh:mm-hh:mm`, half an hour or more, outside the maintenance window. @default "03:00-04:00" */
  readonly backupWindow?: string;
  /** UTC, `ddd:hh:mm-ddd:hh:mm`. @default "sun:05:00-sun:06:00" */
  readonly maintenanceWindow?: string;
  /** Takes a snapshot before the database is destroyed; it stays. Read at synth. @default true */
  readonly finalSnapshot?: boolean;
  /** Keeps the automated backups of a destroyed database until their retention is over. Read at synth. @default as `protection` says */
  readonly keepAutomatedBackups?: boolean;
  /** Refuses deletion. Read at synth: no Terraform expression. */
  readonly protection: boolean;
}

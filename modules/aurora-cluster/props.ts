import type { MasterPassword } from "../master-password";
import type { AuroraEngine } from "./engine";

/** What every Aurora cluster has, whatever its members and wherever its data come from. */
export interface AuroraFrameProps {
  /** Identifier of the cluster; those of its instances begin with it. */
  readonly name: string;
  /** Aurora PostgreSQL or Aurora MySQL 3. */
  readonly engine: AuroraEngine;
  /** Read at synth: no Terraform expression. @default the module's tested version of the engine */
  readonly engineVersion?: string;

  /** Twelve digits; the monitoring role serves it alone. */
  readonly account: string;
  /** VPC of the subnets. */
  readonly vpcId: string;
  /** Isolated subnets, one per Availability Zone. */
  readonly subnetIds: readonly string[];
  /** Zones of the subnets; the writer stands in the first, the failover reader in the second. Moving an instance replaces it. */
  readonly availabilityZones: readonly string[];
  /** Ids of the security groups that may connect, by a name for each. */
  readonly clients: Readonly<Record<string, string>>;

  /** Days of continuous backup, 1 to 35; lowering it purges restore points. */
  readonly backupRetentionDays: number;
  /** `""` for standard, or `aurora-iopt1`. */
  readonly storageType: string;

  /** Encrypts storage, the master secret and Performance Insights. */
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
  /** Refuses deletion, and takes a snapshot before it. Read at synth: no Terraform expression. */
  readonly protection: boolean;
}

/** A cluster that is the primary of an Aurora Global Database. */
export interface GlobalMembership {
  /** Identifier of the global database; a reference to it, so that the cluster is made after it. */
  readonly globalClusterIdentifier: string;
  /** RDS cannot manage the password of a global database. */
  readonly masterPassword: MasterPassword;
}

/** Its instances are `<name>-writer`, `-failover-reader`, `-reader-2`, … */
export interface AuroraClusterProps extends AuroraFrameProps {
  /** Made with the cluster; another name replaces it. */
  readonly databaseName: string;
  /** Of the master user, who sets up the others. @default "administrator" */
  readonly masterUsername?: string;

  /** Instance class of the writer, such as `db.r6g.2xlarge`. */
  readonly writerClass: string;
  /** Class of the reader in promotion tier 0, which takes over first. */
  readonly failoverReaderClass: string;
  /** Instance class of the further readers. */
  readonly readerClass: string;
  /** Readers in all, the failover reader among them; 1 to 15. */
  readonly readers: number;

  /** Global database that it is the primary of. @default none: a cluster of its own, whose password RDS makes and rotates */
  readonly globalDatabase?: GlobalMembership;
}

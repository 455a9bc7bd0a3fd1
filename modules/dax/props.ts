export interface DaxProps {
  /** Name of the cluster, at most 20 characters. */
  readonly name: string;
  /** For people, in the console. */
  readonly description: string;

  /** Region of the tables and of the cluster. */
  readonly region: string;
  /** VPC of the subnets. */
  readonly vpcId: string;
  /** Isolated subnets, one per Availability Zone. */
  readonly subnetIds: readonly string[];
  /** Ids of the security groups that may connect, by a name for each. */
  readonly clients: Readonly<Record<string, string>>;

  /** ARNs of the tables it may read and write, indexes included. */
  readonly tableArns: readonly string[];
  /** KMS key of the tables. */
  readonly dataKeyArn: string;

  /** `dax.<family>.<size>`; a change replaces the cluster. */
  readonly nodeType: string;
  /** The primary among them, 3 to 11: one in each of three zones survives the loss of one. */
  readonly nodes: number;

  /** How long a single item stays. @default 300,000 */
  readonly recordTtlMilliseconds?: number;
  /** How long the result of a query or scan stays. @default 60,000 */
  readonly queryTtlMilliseconds?: number;
  /** UTC, `ddd:hh:mm-ddd:hh:mm`. @default "sun:05:00-sun:06:00" */
  readonly maintenanceWindow?: string;
}

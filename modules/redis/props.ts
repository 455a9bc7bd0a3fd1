/** What Redis drops when it is full; `noeviction` refuses writes instead. https://redis.io/docs/latest/develop/reference/eviction/ */
export const EVICTION_POLICIES = ["volatile-lru", "allkeys-lru", "volatile-lfu", "allkeys-lfu", "noeviction"] as const;
export type EvictionPolicy = (typeof EVICTION_POLICIES)[number];

export interface RedisProps {
  /** Identifier of the replication group; its users are named after it. */
  readonly name: string;
  /** For people, in the console. */
  readonly description: string;

  /** VPC of the subnets. */
  readonly vpcId: string;
  /** Isolated subnets, one per Availability Zone. */
  readonly subnetIds: readonly string[];
  /** Ids of the security groups that may connect, by a name for each. */
  readonly clients: Readonly<Record<string, string>>;

  /** `cache.r6gd.…` tiers data to SSD; every other family keeps it in memory. Between the two a change replaces the cluster. */
  readonly nodeType: string;
  /** 1 to 90. */
  readonly shards: number;
  /** 1 to 5: Multi-AZ needs one. */
  readonly replicasPerShard: number;

  /** Encrypts what is stored. */
  readonly dataKeyArn: string;
  /** Encrypts the logs. */
  readonly logKeyArn: string;
  /** `valkey` or `redis`; from Redis OSS to Valkey in place, back by a replacement. @default "redis" */
  readonly engine?: string;
  /** Of Redis OSS. @default "7.1" */
  readonly engineVersion?: string;
  /** What goes when memory is full (`maxmemory-policy`). @default "volatile-lru" */
  readonly evictionPolicy?: EvictionPolicy;
  /** `notify-keyspace-events`: https://redis.io/docs/latest/develop/use/keyspace-notifications/ @default "Ex": expirations */
  readonly keyspaceEvents?: string;
  /** Redis ACL of the service's user. @default everything but dangerous commands */
  readonly accessString?: string;
  /** Daily snapshots kept. @default 5 */
  readonly snapshotRetentionDays?: number;
  /** Days that slow and engine log are kept. @default 90 */
  readonly logRetentionDays?: number;
  /** UTC, `hh:mm-hh:mm`, an hour or more. @default "03:00-04:00" */
  readonly snapshotWindow?: string;
  /** UTC, `ddd:hh:mm-ddd:hh:mm`. @default "sun:05:00-sun:06:00" */
  readonly maintenanceWindow?: string;
  /** Takes a snapshot before deletion. Read at synth: no Terraform expression. */
  readonly protection: boolean;
}

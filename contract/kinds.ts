import type { VolumeType } from "./catalog/ebs-volumes";
import type { Choice, Count, Flag, NameSet, Schedule } from "./tunable";

export const CACHE_ENGINES = ["valkey", "redis"] as const;
export type CacheEngine = (typeof CACHE_ENGINES)[number];

/**
 * What can be turned for each kind of component: the one vocabulary of stacks, optimizer and simulator.
 * A key is the second half of the Terraform variable's name. Optional tunables are present where a stack asks for them.
 */
export interface Kinds {
  "aurora-cluster": {
    readonly writer_class: Choice;
    /** Class of the reader in promotion tier 0: what carries the writer's load after a failover. */
    readonly failover_reader_class: Choice;
    readonly reader_class: Choice;
    /** Readers in all, the failover reader among them. */
    readonly readers: Count;
    readonly backup_retention_days: Count;
    readonly storage_type: Choice;
  };
  "aurora-global": {
    readonly writer_class: Choice;
    readonly failover_reader_class: Choice;
    readonly reader_class: Choice;
    readonly readers: Count;
    readonly secondary_class: Choice;
    readonly secondary_regions: NameSet;
    readonly backup_retention_days: Count;
  };
  "rds-instance": {
    readonly instance_class: Choice;
    readonly replica_class: Choice;
    readonly read_replicas: Count;
    readonly multi_az: Flag;
    /** gp3 where a stack does not ask. */
    readonly storage_type?: Choice<VolumeType>;
    /** 0 states none: what comes with the volume. */
    readonly iops: Count;
    /** Of gp3 alone; 0 states none. */
    readonly storage_throughput_mibps?: Count;
    readonly allocated_storage_gib: Count;
    readonly backup_retention_days: Count;
    readonly off_hours?: Schedule;
  };
  "auto-scaling-group": {
    readonly instance_type: Choice;
    /** Totals over all Availability Zones. */
    readonly min_size: Count;
    readonly max_size: Count;
    readonly target_cpu_percent: Count;
    /** Of the root volume. io2 where a stack has IOPS to turn and no type, gp3 where it has neither. */
    readonly volume_type?: Choice<VolumeType>;
    readonly volume_iops?: Count;
    /** Of gp3 alone. */
    readonly volume_throughput_mibps?: Count;
    readonly volume_size_gib: Count;
    readonly off_hours?: Schedule;
  };
  redis: {
    readonly node_type: Choice;
    readonly shards: Count;
    readonly replicas_per_shard: Count;
    /** Redis OSS where a stack does not ask. */
    readonly engine?: Choice<CacheEngine>;
  };
  "dynamodb-table": {
    readonly billing_mode: Choice<"PAY_PER_REQUEST" | "PROVISIONED">;
    readonly read_min_capacity?: Count;
    readonly read_max_capacity?: Count;
    readonly write_min_capacity?: Count;
    readonly write_max_capacity?: Count;
    readonly index_read_min_capacity?: Count;
    readonly index_read_max_capacity?: Count;
    readonly indexes?: NameSet;
    readonly stream?: Flag;
    readonly consolidated?: Flag;
  };
  dax: {
    readonly node_type: Choice;
    readonly nodes: Count;
  };
  "lambda-function": {
    readonly memory_mb: Count;
    readonly timeout_seconds: Count;
    readonly reserved_concurrency: Count;
    readonly provisioned_concurrency: Count;
  };
  "inference-endpoint": {
    readonly instance_type: Choice;
    readonly min_instances: Count;
    readonly max_instances: Count;
    readonly target_invocations_per_instance: Count;
  };
  "training-job": {
    readonly instance_type: Choice;
    readonly instance_count: Count;
    readonly spot: Flag;
    readonly checkpoint_interval_minutes: Count;
  };
}

export type Kind = keyof Kinds;

export const KINDS = [
  "aurora-cluster",
  "aurora-global",
  "rds-instance",
  "auto-scaling-group",
  "redis",
  "dynamodb-table",
  "dax",
  "lambda-function",
  "inference-endpoint",
  "training-job",
] as const satisfies readonly Kind[];

export type TunableName<K extends Kind> = Extract<keyof Kinds[K], string>;

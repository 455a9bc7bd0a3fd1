import { z } from "zod";
import type { Component } from "../component";
import type { Kind, Kinds } from "../kinds";
import { TUNABLES, TUNABLES_IN_FILE, type TunableSchemas } from "./tunables";

/** What each kind can have turned, for contracts that come from a file. The compiler holds it against {@link Kinds}. */
const kindTunables = ({
  choice,
  billingMode,
  cacheEngine,
  volumeType,
  count,
  flag,
  nameSet,
  schedule,
}: TunableSchemas): { readonly [K in Kind]: z.ZodType<Kinds[K]> } => ({
  "aurora-cluster": z.strictObject({
    writer_class: choice,
    failover_reader_class: choice,
    reader_class: choice,
    readers: count,
    backup_retention_days: count,
    storage_type: choice,
  }),
  "aurora-global": z.strictObject({
    writer_class: choice,
    failover_reader_class: choice,
    reader_class: choice,
    readers: count,
    secondary_class: choice,
    secondary_regions: nameSet,
    backup_retention_days: count,
  }),
  "rds-instance": z.strictObject({
    instance_class: choice,
    replica_class: choice,
    read_replicas: count,
    multi_az: flag,
    storage_type: volumeType.exactOptional(),
    iops: count,
    storage_throughput_mibps: count.exactOptional(),
    allocated_storage_gib: count,
    backup_retention_days: count,
    off_hours: schedule.exactOptional(),
  }),
  "auto-scaling-group": z.strictObject({
    instance_type: choice,
    min_size: count,
    max_size: count,
    target_cpu_percent: count,
    volume_type: volumeType.exactOptional(),
    volume_iops: count.exactOptional(),
    volume_throughput_mibps: count.exactOptional(),
    volume_size_gib: count,
    off_hours: schedule.exactOptional(),
  }),
  redis: z.strictObject({ node_type: choice, shards: count, replicas_per_shard: count, engine: cacheEngine.exactOptional() }),
  "dynamodb-table": z.strictObject({
    billing_mode: billingMode,
    read_min_capacity: count.exactOptional(),
    read_max_capacity: count.exactOptional(),
    write_min_capacity: count.exactOptional(),
    write_max_capacity: count.exactOptional(),
    index_read_min_capacity: count.exactOptional(),
    index_read_max_capacity: count.exactOptional(),
    indexes: nameSet.exactOptional(),
    stream: flag.exactOptional(),
    consolidated: flag.exactOptional(),
  }),
  dax: z.strictObject({ node_type: choice, nodes: count }),
  "lambda-function": z.strictObject({
    memory_mb: count,
    timeout_seconds: count,
    reserved_concurrency: count,
    provisioned_concurrency: count,
  }),
  "inference-endpoint": z.strictObject({
    instance_type: choice,
    min_instances: count,
    max_instances: count,
    target_invocations_per_instance: count,
  }),
  "training-job": z.strictObject({
    instance_type: choice,
    instance_count: count,
    spot: flag,
    checkpoint_interval_minutes: count,
  }),
});

function componentOf(schemas: TunableSchemas): z.ZodType<Component> {
  const tunables = kindTunables(schemas);
  const ofKind = <K extends Kind>(kind: K) =>
    z.strictObject({
      kind: z.literal(kind),
      description: z.string(),
      latencyCritical: z.boolean().exactOptional(),
      availabilityZones: z.int().min(1).exactOptional(),
      tunables: tunables[kind],
    });
  return z.discriminatedUnion("kind", [
    ofKind("aurora-cluster"),
    ofKind("aurora-global"),
    ofKind("rds-instance"),
    ofKind("auto-scaling-group"),
    ofKind("redis"),
    ofKind("dynamodb-table"),
    ofKind("dax"),
    ofKind("lambda-function"),
    ofKind("inference-endpoint"),
    ofKind("training-job"),
  ]);
}

export const component = componentOf(TUNABLES);
/** What is not turned may be written as its bare value. */
export const componentInFile = componentOf(TUNABLES_IN_FILE);

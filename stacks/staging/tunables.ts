import { choice, count, flag, schedule, stackContract } from "../../contract";
import { CACHE_ENGINE } from "../parts/cache-engine";

const DATABASE_CLASSES = [
  "db.r6g.large",
  "db.r6g.xlarge",
  "db.r6g.2xlarge",
  "db.r7g.large",
  "db.r7g.xlarge",
  "db.r7g.2xlarge",
  "db.r8g.large",
  "db.r8g.xlarge",
  "db.r8g.2xlarge",
] as const;
const databaseClass = (description: string) => choice({ description, ladder: DATABASE_CLASSES, default: "db.r6g.2xlarge" });

const offHours = (what: string) => schedule({ description: `When ${what} is stopped and started again`, default: { stop: "", start: "" } });

const lambda = (description: string) =>
  ({
    kind: "lambda-function",
    description,
    tunables: {
      memory_mb: count({ description: `Memory of: ${description}`, unit: "MB", min: 128, max: 10_240, default: 3_008 }),
      timeout_seconds: count({ description: `Longest run of: ${description}`, unit: "second", min: 1, max: 900, default: 900 }),
      reserved_concurrency: count({
        description: `Concurrent runs reserved for: ${description}`,
        unit: "run",
        min: 0,
        max: 1_000,
        default: 100,
      }),
      provisioned_concurrency: count({
        description: `Environments kept warm for: ${description}`,
        unit: "environment",
        min: 0,
        max: 1_000,
        default: 50,
      }),
    },
  }) as const;

/** Over all zones when the group is made. No tunable: afterwards scaling owns the number. */
export const INITIAL_SERVICE_INSTANCES = 6;

/** Every size of the staging stack, in one region. */
export const stagingContract = stackContract({
  stack: "staging",
  components: {
    database: {
      kind: "rds-instance",
      description: "PostgreSQL, Multi-AZ, with a read replica in another zone",
      tunables: {
        instance_class: databaseClass("Instance class of the primary"),
        replica_class: databaseClass("Instance class of the read replica"),
        read_replicas: count({ description: "Read replicas", unit: "replica", min: 0, max: 5, default: 1 }),
        multi_az: flag({ description: "Whether a standby waits in another zone", default: true }),
        iops: count({
          description: "IOPS of the gp3 volume; from 400 GiB on 12,000 come with it and fewer are refused",
          unit: "IOPS",
          min: 12_000,
          max: 64_000,
          default: 12_000,
        }),
        allocated_storage_gib: count({
          description: "Size of the gp3 volume; storage cannot shrink",
          unit: "GiB",
          min: 1_000,
          max: 65_536,
          default: 1_000,
        }),
        backup_retention_days: count({ description: "Days of backup; a read replica needs one", unit: "day", min: 1, max: 35, default: 7 }),
        off_hours: offHours("the database"),
      },
    },
    service: {
      kind: "auto-scaling-group",
      description: "Service behind the network load balancer, sizes are totals over all zones",
      tunables: {
        instance_type: choice({
          description: "EC2 instance type",
          ladder: ["c5.xlarge", "c5.2xlarge", "c5.4xlarge"],
          default: "c5.4xlarge",
        }),
        min_size: count({ description: "Least number of instances over all zones", unit: "instance", min: 1, max: 30, default: 3 }),
        max_size: count({ description: "Greatest number of instances over all zones", unit: "instance", min: 1, max: 30, default: 12 }),
        target_cpu_percent: count({
          description: "Average CPU that target tracking aims at",
          unit: "percent",
          min: 10,
          max: 70,
          default: 60,
        }),
        volume_size_gib: count({ description: "Size of each instance's gp3 volume", unit: "GiB", min: 20, max: 16_384, default: 100 }),
        off_hours: offHours("the group"),
      },
    },
    cache: {
      kind: "redis",
      description: "Redis in cluster mode",
      tunables: {
        node_type: choice({
          description: "Node type",
          ladder: ["cache.r6g.large", "cache.r6g.xlarge", "cache.r6g.2xlarge", "cache.r7g.large", "cache.r7g.xlarge", "cache.r7g.2xlarge"],
          default: "cache.r6g.2xlarge",
        }),
        shards: count({ description: "Shards (node groups)", unit: "shard", min: 1, max: 90, default: 6 }),
        replicas_per_shard: count({
          description: "Replicas of each shard; 1 is the least for Multi-AZ",
          unit: "replica",
          min: 1,
          max: 5,
          default: 2,
        }),
        engine: CACHE_ENGINE,
      },
    },
    health: lambda("says which parts of the environment take a connection"),
    seed: lambda("fills the queue with synthetic orders"),
    queue_worker: lambda("keeps the queue's orders in the bucket"),
    report: lambda("sums up each day's orders"),
    clean_up: lambda("removes the database's old snapshots"),
  },
});

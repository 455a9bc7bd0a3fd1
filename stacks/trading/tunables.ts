import { choice, count, stackContract } from "../../contract";
import { CACHE_ENGINE } from "../parts/cache-engine";

const AURORA_CLASSES = [
  "db.r6g.large",
  "db.r6g.xlarge",
  "db.r6g.2xlarge",
  "db.r6g.4xlarge",
  "db.r6g.8xlarge",
  "db.r7g.large",
  "db.r7g.xlarge",
  "db.r7g.2xlarge",
  "db.r7g.4xlarge",
  "db.r7g.8xlarge",
  "db.r8g.large",
  "db.r8g.xlarge",
  "db.r8g.2xlarge",
  "db.r8g.4xlarge",
  "db.r8g.8xlarge",
] as const;

const auroraClass = (description: string) => choice({ description, ladder: AURORA_CLASSES, default: "db.r6g.8xlarge" });

const table = (name: string, readUnits: number, writeUnits: number) => {
  const capacity = (what: string, value: number) =>
    count({ description: `${what} of ${name}, in capacity units`, unit: "unit", min: 5, max: 40_000, default: value });
  return {
    kind: "dynamodb-table",
    description: `Table ${name} with three global secondary indexes`,
    latencyCritical: true,
    tunables: {
      billing_mode: choice({
        description: `Billing mode of ${name}: provisioned with autoscaling, or on demand`,
        ladder: ["PAY_PER_REQUEST", "PROVISIONED"],
        default: "PROVISIONED",
      }),
      read_min_capacity: capacity("Least read capacity", readUnits),
      read_max_capacity: capacity("Greatest read capacity", readUnits * 4),
      write_min_capacity: capacity("Least write capacity, also of each index", writeUnits),
      write_max_capacity: capacity("Greatest write capacity, also of each index", writeUnits * 4),
      index_read_min_capacity: capacity("Least read capacity of each index", Math.round(readUnits / 2)),
      index_read_max_capacity: capacity("Greatest read capacity of each index", readUnits * 2),
    },
  } as const;
};

/** Over all zones when the groups are made. No tunable: afterwards scaling owns the number. */
export const INITIAL_ORDER_SERVICE_INSTANCES = 20;

/** Every size of the trading stack, with the default that the brief asks for. */
export const tradingContract = stackContract({
  stack: "trading",
  components: {
    database: {
      kind: "aurora-cluster",
      description: "Aurora PostgreSQL that holds accounts, instruments and settled orders",
      latencyCritical: true,
      tunables: {
        writer_class: auroraClass("Instance class of the writer"),
        failover_reader_class: auroraClass("Instance class of the reader that takes over first (promotion tier 0)"),
        reader_class: auroraClass("Instance class of the other readers"),
        readers: count({
          description: "Readers in all, the first failover target among them",
          unit: "reader",
          min: 1,
          max: 15,
          default: 4,
        }),
        backup_retention_days: count({ description: "Days of continuous backup", unit: "day", min: 1, max: 35, default: 35 }),
        storage_type: choice({
          description: "Aurora storage: standard pays per I/O (empty), aurora-iopt1 is I/O-Optimized",
          ladder: ["", "aurora-iopt1"],
          default: "",
        }),
      },
    },
    order_service: {
      kind: "auto-scaling-group",
      description: "Order service: one group per Availability Zone, sizes are totals",
      latencyCritical: true,
      tunables: {
        instance_type: choice({
          description: "EC2 instance type; sizes under 8xlarge have no ENA Express",
          ladder: ["c6i.large", "c6i.xlarge", "c6i.2xlarge", "c6i.4xlarge", "c6i.8xlarge"],
          default: "c6i.8xlarge",
        }),
        min_size: count({ description: "Least number of instances over all zones", unit: "instance", min: 3, max: 60, default: 15 }),
        max_size: count({ description: "Greatest number of instances over all zones", unit: "instance", min: 3, max: 60, default: 30 }),
        target_cpu_percent: count({
          description: "Average CPU that target tracking aims at",
          unit: "percent",
          min: 10,
          max: 70,
          default: 50,
        }),
        volume_type: choice({
          description: "Type of each instance's volume; gp3 is cheaper, less durable and slower to answer than io2",
          ladder: ["gp3", "io2"],
          default: "io2",
        }),
        volume_iops: count({
          description: "Provisioned IOPS of each instance's volume; gp3 takes 3000 to 16000",
          unit: "IOPS",
          min: 100,
          max: 64_000,
          default: 10_000,
        }),
        volume_throughput_mibps: count({
          description: "Provisioned throughput of each instance's volume where it is gp3",
          unit: "MiB/s",
          min: 125,
          max: 1_000,
          default: 125,
        }),
        volume_size_gib: count({ description: "Size of each instance's volume", unit: "GiB", min: 20, max: 16_384, default: 100 }),
      },
    },
    cache: {
      kind: "redis",
      description: "Redis in cluster mode; r6gd node types tier data to SSD, r6g ones do not",
      latencyCritical: true,
      tunables: {
        node_type: choice({
          description: "Node type; between r6gd (data tiering) and r6g a change replaces the cluster",
          ladder: [
            "cache.r6g.large",
            "cache.r6g.xlarge",
            "cache.r6g.2xlarge",
            "cache.r6g.4xlarge",
            "cache.r6g.8xlarge",
            "cache.r6gd.xlarge",
            "cache.r6gd.2xlarge",
            "cache.r6gd.4xlarge",
            "cache.r6gd.8xlarge",
            "cache.r7g.large",
            "cache.r7g.xlarge",
            "cache.r7g.2xlarge",
            "cache.r7g.4xlarge",
            "cache.r7g.8xlarge",
          ],
          default: "cache.r6gd.8xlarge",
        }),
        shards: count({ description: "Shards (node groups)", unit: "shard", min: 1, max: 90, default: 15 }),
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
    trades: table("trades", 4_000, 4_000),
    orders: table("orders", 6_000, 6_000),
    positions: table("positions", 4_000, 2_000),
    accelerator: {
      kind: "dax",
      description: "DynamoDB Accelerator in front of the three tables",
      latencyCritical: true,
      tunables: {
        node_type: choice({
          description: "Node type; a change means a second cluster and a switch of the endpoint",
          ladder: ["dax.r5.large", "dax.r5.xlarge", "dax.r5.2xlarge", "dax.r5.4xlarge", "dax.r5.8xlarge", "dax.r4.8xlarge"],
          default: "dax.r4.8xlarge",
        }),
        nodes: count({ description: "Nodes, the primary among them", unit: "node", min: 3, max: 11, default: 6 }),
      },
    },
  },
});

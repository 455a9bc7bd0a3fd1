import { choice, count, flag, nameSet, stackContract } from "../../contract";
import { CACHE_ENGINE } from "../parts/cache-engine";
import { TABLE_LAYOUTS, type TableName } from "./table-layouts";

/** The first rung is where the brief lets the ladder end. */
const AURORA_CLASSES = [
  "db.r6g.xlarge",
  "db.r6g.2xlarge",
  "db.r6g.4xlarge",
  "db.r7g.xlarge",
  "db.r7g.2xlarge",
  "db.r7g.4xlarge",
  "db.r8g.xlarge",
  "db.r8g.2xlarge",
  "db.r8g.4xlarge",
] as const;

const auroraClass = (description: string) => choice({ description, ladder: AURORA_CLASSES, default: "db.r6g.4xlarge" });

const tableSizes = (name: TableName) => {
  const indexes = Object.keys(TABLE_LAYOUTS[name].indexes);
  return {
    billing_mode: choice({ description: `Billing mode of ${name}`, ladder: ["PAY_PER_REQUEST"], default: "PAY_PER_REQUEST" }),
    indexes: nameSet({ description: `Global secondary indexes of ${name}`, members: indexes, default: indexes }),
    stream: flag({ description: `Whether ${name} publishes its changes`, default: true }),
  };
};

const table = (name: TableName) =>
  ({
    kind: "dynamodb-table",
    description: `Table ${name}, on demand, with four global secondary indexes`,
    tunables: tableSizes(name),
  }) as const;

/** Every size of the multi-tenant stack, as it was sized for 10,000 tenants. @param secondaryRegions beside the primary, which may hold a copy */
export const saasContractIn = (secondaryRegions: readonly string[]) =>
  stackContract({
    stack: "saas",
    components: {
      database: {
        kind: "aurora-global",
        description: "Aurora MySQL Global Database: the tenants' data, with a copy in two further regions",
        tunables: {
          writer_class: auroraClass("Instance class of the writer"),
          failover_reader_class: auroraClass("Instance class of the reader that takes over first (promotion tier 0)"),
          reader_class: auroraClass("Instance class of the other readers"),
          readers: count({
            description: "Readers in all in the primary region, the first failover target among them",
            unit: "reader",
            min: 1,
            max: 15,
            default: 2,
          }),
          secondary_class: auroraClass("Instance class in the secondary regions"),
          secondary_regions: nameSet({
            description: "Regions beside the primary that hold a copy",
            members: secondaryRegions,
            default: secondaryRegions,
          }),
          backup_retention_days: count({ description: "Days of continuous backup", unit: "day", min: 14, max: 35, default: 30 }),
        },
      },
      app_service: {
        kind: "auto-scaling-group",
        description: "Application servers behind the load balancer, sizes are totals over all zones",
        tunables: {
          instance_type: choice({ description: "EC2 instance type", ladder: ["m5.2xlarge", "m5.4xlarge"], default: "m5.4xlarge" }),
          min_size: count({ description: "Least number of instances over all zones", unit: "instance", min: 6, max: 60, default: 12 }),
          max_size: count({ description: "Greatest number of instances over all zones", unit: "instance", min: 15, max: 60, default: 25 }),
          target_cpu_percent: count({
            description: "Average CPU that target tracking aims at",
            unit: "percent",
            min: 10,
            max: 70,
            default: 70,
          }),
          volume_size_gib: count({ description: "Size of each instance's gp3 volume", unit: "GiB", min: 20, max: 16_384, default: 100 }),
        },
      },
      tenants: table("tenants"),
      users: {
        ...table("users"),
        tunables: {
          ...tableSizes("users"),
          consolidated: flag({
            description: "Whether a table that tenants and users share stands beside their own, so that two tables can be left of three",
            default: false,
          }),
        },
      },
      audit_logs: table("audit_logs"),
      cache: {
        kind: "redis",
        description: "Redis in cluster mode: sessions and hot tenants",
        tunables: {
          node_type: choice({
            description: "Node type",
            ladder: [
              "cache.r6g.xlarge",
              "cache.r6g.2xlarge",
              "cache.r6g.4xlarge",
              "cache.r7g.xlarge",
              "cache.r7g.2xlarge",
              "cache.r7g.4xlarge",
            ],
            default: "cache.r6g.4xlarge",
          }),
          shards: count({ description: "Shards (node groups)", unit: "shard", min: 2, max: 90, default: 4 }),
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
    },
  });

/** In the regions of the project's own configuration. */
export const saasContract = saasContractIn(["us-west-2", "eu-west-1"]);

/** Over all zones when the group is made. No tunable: afterwards scaling owns the number. */
export const INITIAL_APP_SERVICE_INSTANCES = 15;

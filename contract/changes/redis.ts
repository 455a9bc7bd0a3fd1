import type { TunableValue } from "../tunable";
import type { Change, ChangesOf } from "./change";
import { byDirection } from "./direction";

const GUIDE = "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg";

const MINUTES_BETWEEN_SNAPSHOTS = 1_440;

const resized: Change = {
  effect: "online",
  applyMode: "apply_immediately",
  effectiveWhen: "no-pending-modified-values",
  typicalMinutes: 60,
  rollback: {
    how: "Set the former node type and apply.",
    precondition: "ListAllowedNodeTypeModifications names it, and the data fits.",
    rtoMinutes: 60,
    rpoMinutes: 0,
  },
  source: `${GUIDE}/redis-cluster-vertical-scaling.html`,
};

/** Data tiering is a property of the node family and cannot be turned in place. */
const replaced: Change = {
  effect: "replace",
  applyMode: "apply_immediately",
  effectiveWhen: "cluster-available",
  typicalMinutes: 40,
  announcesReplacement: true,
  announcedDestroys: ["aws_elasticache_replication_group"],
  rollback: {
    how: "Set the former node type and apply: the replication group is replaced again, and starts empty or from the last snapshot.",
    precondition: "What the cache held can be computed again, or a snapshot was taken just before.",
    rtoMinutes: 60,
    rpoMinutes: MINUTES_BETWEEN_SNAPSHOTS,
  },
  source: `${GUIDE}/data-tiering.html`,
};

/** `cache.r6gd.8xlarge` → `true`: the d of the family stands for its SSD. */
export const hasDataTiering = (nodeType: TunableValue): boolean => typeof nodeType === "string" && /^cache\.r6gd\./.test(nodeType);

/** One alarm per node and metric. */
const NODE_ALARMS = ["aws_cloudwatch_metric_alarm"] as const;

const resharded: Change = {
  announcedDestroys: NODE_ALARMS,
  effect: "online",
  applyMode: "apply_immediately",
  effectiveWhen: "cluster-available",
  typicalMinutes: 90,
  rollback: {
    how: "Set the former number of shards and apply; slots migrate back while the cluster serves.",
    precondition: "The data fits, and no other dimension of the cluster changes in the same apply.",
    rtoMinutes: 120,
    rpoMinutes: 0,
  },
  source: `${GUIDE}/redis-cluster-resharding-online.html`,
};

const replicas: Change = {
  announcedDestroys: NODE_ALARMS,
  effect: "online",
  applyMode: "apply_immediately",
  effectiveWhen: "cluster-available",
  typicalMinutes: 15,
  rollback: { how: "Set the former number and apply; new replicas synchronise from their primaries.", rtoMinutes: 30, rpoMinutes: 0 },
  source: `${GUIDE}/increase-decrease-replica-count.html`,
};

/** In place, under the same endpoint. */
const toValkey: Change = {
  effect: "failover",
  applyMode: "apply_immediately",
  effectiveWhen: "cluster-available",
  typicalMinutes: 60,
  rollback: {
    how: "Set the former engine and apply: the replication group is replaced, and starts empty or from a snapshot that was taken under it.",
    precondition: "What the cache held can be computed again, or a snapshot was taken just before.",
    rtoMinutes: 60,
    rpoMinutes: MINUTES_BETWEEN_SNAPSHOTS,
  },
  source: `${GUIDE}/VersionManagement.HowTo.html#VersionManagement.HowTo.cross-engine-upgrade`,
};

const toRedis: Change = {
  ...toValkey,
  effect: "replace",
  typicalMinutes: 40,
  announcesReplacement: true,
  announcedDestroys: ["aws_elasticache_replication_group", "aws_elasticache_parameter_group"],
  rollback: { how: "Set the former engine and apply.", rtoMinutes: 60, rpoMinutes: 0 },
};

export const redisChanges: ChangesOf<"redis"> = {
  node_type: (from, to) => (hasDataTiering(from) === hasDataTiering(to) ? resized : replaced),
  shards: resharded,
  engine: (_from, to) => (to === "valkey" ? toValkey : toRedis),
  replicas_per_shard: byDirection({ ...replicas, typicalMinutes: 30, rollback: { ...replicas.rollback, rtoMinutes: 15 } }, replicas),
};

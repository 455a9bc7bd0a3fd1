import { CONTRACT_VERSION, choice, count, type DeploymentContract, flag, nameSet, type Policy } from "../../contract";
import { tradingPolicy } from "../../stacks/trading/policy";

const capacity = count({ description: "", unit: "unit", min: 1, max: 40_000, default: 100 });

/** A deployment with one component of each manner of change: rolling, counted, recorded before it is turned, replaced. */
export const smallContract = (policy: Partial<Policy> = {}): DeploymentContract => ({
  version: CONTRACT_VERSION,
  deployment: "trading",
  stack: "trading",
  environment: "prod",
  account: "123456789012",
  regions: ["us-east-1"],
  components: {
    web: {
      kind: "auto-scaling-group",
      description: "",
      tunables: {
        instance_type: choice({ description: "", ladder: ["c6i.large", "c6i.xlarge", "c6i.2xlarge"], default: "c6i.2xlarge" }),
        min_size: count({ description: "", unit: "instance", min: 1, max: 60, default: 15 }),
        max_size: count({ description: "", unit: "instance", min: 1, max: 60, default: 30 }),
        target_cpu_percent: count({ description: "", unit: "percent", min: 10, max: 70, default: 50 }),
        volume_size_gib: count({ description: "", unit: "GiB", min: 20, max: 100, default: 50 }),
      },
    },
    orders: {
      kind: "dynamodb-table",
      description: "",
      tunables: {
        billing_mode: choice({ description: "", ladder: ["PAY_PER_REQUEST", "PROVISIONED"], default: "PROVISIONED" }),
        read_min_capacity: capacity,
        indexes: nameSet({ description: "", members: ["by_day", "by_user"], default: ["by_day", "by_user"] }),
        stream: flag({ description: "", default: true }),
      },
    },
    cache: {
      kind: "redis",
      description: "",
      tunables: {
        node_type: choice({
          description: "",
          ladder: ["cache.r6g.large", "cache.r6gd.xlarge", "cache.r6gd.2xlarge"],
          default: "cache.r6gd.2xlarge",
        }),
        shards: count({ description: "", unit: "shard", min: 1, max: 90, default: 15 }),
        replicas_per_shard: count({ description: "", unit: "replica", min: 1, max: 5, default: 2 }),
      },
    },
  },
  inventory: {},
  policy: { ...tradingPolicy, ...policy },
});

import { CONTRACT_VERSION, type DeploymentContract, type Resource } from "../../../../contract";
import { tradingPolicy } from "../../../../stacks/trading/policy";
import { tradingContract } from "../../../../stacks/trading/tunables";

const resource = (scope: string, name: string, dimensions: Record<string, string>): Resource => ({ scope, name, dimensions });

const { database, order_service, cache, trades, accelerator } = tradingContract.components;

/** A deployment small enough to be collected in a second: one of each kind of the trading stack. */
export const smallContract = {
  version: CONTRACT_VERSION,
  deployment: "trading",
  stack: "trading",
  environment: "prod",
  account: "123456789012",
  regions: ["us-east-1"],
  components: { database, order_service, cache, trades, accelerator },
  policy: tradingPolicy,
  inventory: {
    database: {
      region: "us-east-1",
      resources: [
        resource("cluster", "cluster", { DBClusterIdentifier: "trading" }),
        resource("instance", "writer", { DBInstanceIdentifier: "trading-writer" }),
      ],
    },
    order_service: {
      region: "us-east-1",
      resources: [
        resource("group", "a", { AutoScalingGroupName: "orders-a" }),
        resource("service", "service", { Service: "orders" }),
        resource("queue", "orders", { QueueName: "orders" }),
      ],
    },
    cache: { region: "us-east-1", resources: [resource("node", "0001-001", { CacheClusterId: "cache-0001-001" })] },
    trades: {
      region: "us-east-1",
      resources: [
        resource("table", "table", { TableName: "trades" }),
        resource("index", "by_account", { TableName: "trades", GlobalSecondaryIndexName: "by_account" }),
      ],
    },
    accelerator: { region: "us-east-1", resources: [resource("node", "a", { ClusterId: "dax", NodeId: "dax-a" })] },
  },
} satisfies DeploymentContract;

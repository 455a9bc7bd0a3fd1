import { type DeploymentContract, defaultsOf, type Inventory, type Resource } from "../../contract";
import { tradingPolicy } from "../../stacks/trading/policy";
import { tradingContract } from "../../stacks/trading/tunables";

const region = "us-east-1";
const range = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i + 1);
const pad = (number: number, length: number): string => String(number).padStart(length, "0");

const table = (name: string, indexes: readonly string[]): readonly Resource[] => [
  { scope: "table", name: "table", dimensions: { TableName: name } },
  ...indexes.map((index) => ({ scope: "index", name: index, dimensions: { TableName: name, GlobalSecondaryIndexName: index } })),
  { scope: "account", name: "account", dimensions: {} },
];

const resources: Readonly<Record<string, readonly Resource[]>> = {
  database: [
    { scope: "cluster", name: "cluster", dimensions: { DBClusterIdentifier: "db" } },
    { scope: "instance", name: "writer", dimensions: { DBInstanceIdentifier: "db-writer" }, role: "writer" },
    ...["failover_reader", "reader_2", "reader_3", "reader_4"].map((name) => ({
      scope: "instance",
      name,
      dimensions: { DBInstanceIdentifier: `db-${name.replaceAll("_", "-")}` },
      role: "reader",
    })),
  ],
  order_service: [
    ...["a", "b", "c"].map((zone) => ({ scope: "group", name: zone, dimensions: { AutoScalingGroupName: `orders-${zone}` }, group: zone })),
    { scope: "service", name: "service", dimensions: { Service: "orders" } },
    { scope: "queue", name: "orders", dimensions: { QueueName: "orders" } },
    { scope: "dead_letter_queue", name: "dead_letters", dimensions: { QueueName: "orders-dead" } },
  ],
  cache: range(15).flatMap((shard) =>
    range(3).map((node) => ({
      scope: "node",
      name: `${pad(shard, 4)}-${pad(node, 3)}`,
      dimensions: { CacheClusterId: `cache-${pad(shard, 4)}-${pad(node, 3)}` },
      role: node === 1 ? "primary" : "replica",
      group: pad(shard, 4),
    })),
  ),
  trades: table("trades", ["ByAccount", "BySymbol", "ByOrder"]),
  orders: table("orders", ["ByAccount", "BySymbol", "ByStatus"]),
  positions: table("positions", ["BySymbol", "ByDesk", "ByUpdate"]),
  accelerator: ["a", "b", "c", "d", "e", "f"].map((name) => ({
    scope: "node",
    name,
    dimensions: { ClusterId: "dax", NodeId: `dax-${name}` },
  })),
};

/** The trading stack's contract, with an inventory of its own. */
export function tradingContractFixture(): DeploymentContract {
  const inventory: Inventory = Object.fromEntries(Object.entries(resources).map(([name, of]) => [name, { region, resources: of }]));
  return {
    version: 1,
    deployment: "trading",
    stack: "trading",
    environment: "prod",
    account: "123456789012",
    regions: [region],
    components: tradingContract.components,
    inventory,
    policy: tradingPolicy,
  };
}

export const tradingDefaults = defaultsOf(tradingContract.components);

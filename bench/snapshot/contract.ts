import { inventoryOf } from "../../__tests__/support/inventory";
import { type Component, type DeploymentContract, defaultsOf, type Inventory, type Policy } from "../../contract";
import { tradingPolicy } from "../../stacks/trading/policy";
import { tradingContract } from "../../stacks/trading/tunables";

type Model = keyof typeof tradingContract.components;

/** How many components of each kind a large stack has, by the component of the trading stack that they are like. */
const MIX: readonly (readonly [model: Model, count: number])[] = [
  ["order_service", 5],
  ["database", 1],
  ["cache", 2],
  ["accelerator", 2],
  ["trades", 490],
];

/** A stack's usual component is small: one group, a writer and its failover reader, one shard, a table without indexes. */
const SMALL = { database_readers: 1, cache_shards: 1, cache_replicas_per_shard: 1, accelerator_nodes: 3 };

/** The trading stack, its objective and triggers, and many components beside it. */
export function largeContract(components: number): { readonly contract: DeploymentContract; readonly modelOf: ReadonlyMap<string, Model> } {
  const whole = MIX.reduce((sum, [, count]) => sum + count, 0);
  const modelOf = new Map(
    MIX.flatMap(([model, count]) =>
      Array.from(
        { length: Math.max(1, Math.round((count * components) / whole)) },
        (_, i) => [i === 0 ? model : `${model}_${i}`, model] as const,
      ),
    ),
  );
  const definitions: Record<string, Component> = {};
  const inventory: Record<string, Inventory[string]> = {};
  const models = inventoryOf(tradingContract.components, { ...defaultsOf(tradingContract.components), ...SMALL });
  for (const [name, model] of modelOf) {
    definitions[name] = tradingContract.components[model];
    inventory[name] = {
      region: "us-east-1",
      resources: (models[model]?.resources ?? []).filter(({ scope, name: resource }) => isKept(scope, resource, name)),
    };
  }
  const contract: DeploymentContract = {
    version: 1,
    deployment: "trading-large",
    stack: "trading",
    environment: "prod",
    account: "123456789012",
    regions: ["us-east-1"],
    components: definitions,
    inventory,
    policy: policyFor(modelOf),
  };
  return { contract, modelOf };
}

/** What is measured for the whole service is published by the first group alone. */
const isKept = (scope: string, resource: string, component: string): boolean =>
  scope === "group" ? resource === "a" : scope === "service" || scope === "queue" ? component === "order_service" : scope !== "index";

/** Every phase turns all components that are like those it turns in the trading stack. */
function policyFor(modelOf: ReadonlyMap<string, Model>): Policy {
  const like = (component: string): readonly string[] => [...modelOf].filter(([, model]) => model === component).map(([name]) => name);
  return {
    ...tradingPolicy,
    phases: tradingPolicy.phases.map((phase) => ({
      ...phase,
      turns: phase.turns.flatMap((turn) => like(turn.component).map((component) => ({ ...turn, component }))),
    })),
  };
}

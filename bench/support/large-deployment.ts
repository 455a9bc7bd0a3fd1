import { resolve } from "node:path";
import { CONTRACT_VERSION, type DeploymentContract, type Resource } from "../../contract";
import { loadScenario, SCENARIOS, type Scenario } from "../../simulator";
import { tradingPolicy } from "../../stacks/trading/policy";

const REGION = "us-east-1";
const LOOK_BACK_DAYS = 90;

const range = (length: number): readonly number[] => Array.from({ length }, (_, i) => i);
const nameOf = (i: number): string => `function_${String(i).padStart(4, "0")}`;

/** Five series each: four of an alias and the memory that Lambda Insights reports; three of them are headroom. */
const resourcesOf = (name: string): readonly Resource[] => [
  { scope: "alias", name: "live", dimensions: { FunctionName: name, Resource: `${name}:live` } },
  { scope: "insights", name: "insights", dimensions: { function_name: name } },
];

/** A deployment of many small components. */
export function largeDeployment(components: number): DeploymentContract {
  const whole = (value: number) => ({ type: "count", description: "size", unit: "unit", min: 0, max: 10_240, default: value }) as const;
  const component = {
    kind: "lambda-function",
    description: "One of many functions",
    latencyCritical: false,
    tunables: {
      memory_mb: whole(1024),
      timeout_seconds: whole(30),
      reserved_concurrency: whole(100),
      provisioned_concurrency: whole(10),
    },
  } as const;
  return {
    version: CONTRACT_VERSION,
    deployment: "trading-large",
    stack: "trading",
    environment: "bench",
    account: "123456789012",
    regions: [REGION],
    components: Object.fromEntries(range(components).map((i) => [nameOf(i), component])),
    inventory: Object.fromEntries(range(components).map((i) => [nameOf(i), { region: REGION, resources: resourcesOf(nameOf(i)) }])),
    policy: { ...tradingPolicy, lookBackDays: LOOK_BACK_DAYS },
  };
}

/** What plays it: a fixed week for every metric, values of four digits. */
export function largeScenario(contract: DeploymentContract): Scenario {
  const pattern = { kind: "pattern", level: 40, swing: 0.5, noise: 0.1, decimals: 2 } as const;
  return {
    ...loadScenario(resolve(SCENARIOS, "trading-overprovisioned.json")),
    components: Object.fromEntries(Object.keys(contract.components).map((name) => [name, pattern])),
    faults: [],
  };
}

import { resolve } from "node:path";
import { type DeploymentContract, defaultsOf, type Inventory, type Policy, type StackContract, type Values } from "../../../contract";
import { loadScenario, SCENARIOS, type Scenario } from "../../../simulator";
import { aggregate, parseStatistic } from "../../../simulator/cloudwatch/statistics";
import { ConfigurationHistory } from "../../../simulator/configuration/history";
import { timedFaults, World } from "../../../simulator/world";
import { loadBalancerResources, trainingResources } from "../../../stacks/inventory";
import { mlInventory } from "../../../stacks/ml/inventory";
import { mlPolicy } from "../../../stacks/ml/policy";
import { mlContract } from "../../../stacks/ml/tunables";
import { saasInventory } from "../../../stacks/saas/inventory";
import { saasPolicy } from "../../../stacks/saas/policy";
import { saasContract } from "../../../stacks/saas/tunables";
import { stagingInventory } from "../../../stacks/staging/inventory";
import { stagingPolicy } from "../../../stacks/staging/policy";
import { stagingContract } from "../../../stacks/staging/tunables";
import { mean } from "../client";

export const STACKS = ["saas", "staging", "ml"] as const;
export type Stack = (typeof STACKS)[number];

interface Definition {
  readonly contract: StackContract;
  readonly policy: Policy;
  readonly region: string;
  readonly inventory: (values: Values) => Inventory;
}

/** Jobs are named when they start, load balancers when they are made: what a deployment would publish beside what synth knows. */
const DEFINITIONS: Readonly<Record<Stack, Definition>> = {
  saas: {
    contract: saasContract,
    policy: saasPolicy,
    region: "us-east-1",
    inventory: (values) =>
      withResources(
        saasInventory({ name: "saas", region: "us-east-1" }, values),
        "app_service",
        loadBalancerResources({
          type: "application",
          arnSuffix: "app/saas/1",
          targetGroups: { api: "targetgroup/api/1", admin: "targetgroup/admin/1" },
        }),
      ),
  },
  staging: {
    contract: stagingContract,
    policy: stagingPolicy,
    region: "us-east-1",
    inventory: (values) =>
      withResources(
        stagingInventory({ name: "staging", region: "us-east-1" }, values),
        "service",
        loadBalancerResources({ type: "network", arnSuffix: "net/staging/1", targetGroups: { service: "targetgroup/service/1" } }),
      ),
  },
  ml: {
    contract: mlContract,
    policy: mlPolicy,
    region: "us-west-2",
    inventory: () =>
      withResources(mlInventory({ name: "ml", region: "us-west-2" }), "training", trainingResources(["nightly-20261117"], 4)),
  },
};

function withResources(inventory: Inventory, component: string, more: Inventory[string]["resources"]): Inventory {
  const of = inventory[component];
  if (of === undefined) throw new RangeError(`there is no ${component}`);
  return { ...inventory, [component]: { ...of, resources: [...of.resources, ...more] } };
}

/** @param values what they make is known too, beside what the defaults make */
export function stackContractOf(stack: Stack, values: Values = {}): DeploymentContract {
  const { contract, policy, region, inventory } = DEFINITIONS[stack];
  const defaults = defaultsOf(contract.components);
  return {
    version: 1,
    deployment: stack,
    stack,
    environment: "prod",
    account: "123456789012",
    regions: [region],
    components: contract.components,
    inventory: Object.entries(inventory({ ...defaults, ...values })).reduce(
      (known, [component, { resources }]) =>
        withResources(
          known,
          component,
          resources.filter(({ name }) => !isNamed(known, component, name)),
        ),
      inventory(defaults),
    ),
    policy,
  };
}

const isNamed = (inventory: Inventory, component: string, name: string): boolean =>
  inventory[component]?.resources.some((resource) => resource.name === name) === true;

export const scenarioOf = (stack: Stack): Scenario => loadScenario(resolve(SCENARIOS, `${stack}-overprovisioned.json`));
export const HOUR = 3600;
/** A Tuesday's office hours in Europe, a morning in New York. */
export const WORKING = Date.parse("2026-11-17T15:00:00Z") / 1000;

const worlds = new Map<string, World>();

/** A stack under its scenario with some variables set, and some of the scenario replaced. */
export function worldOf(stack: Stack, values: Values = {}, change: (scenario: Scenario) => Scenario = (scenario) => scenario): World {
  const scenario = change(scenarioOf(stack));
  const key = JSON.stringify([stack, values, scenario]);
  const contract = stackContractOf(stack, values);
  const history = ConfigurationHistory.start(contract.components, values);
  const faults = timedFaults(scenario.faults, Date.parse(scenario.now) / 1000);
  const world = worlds.get(key) ?? new World({ scenario, contract, history, faults });
  worlds.set(key, world);
  return world;
}

/** A statistic of a series minute by minute; NaN where there is no point. */
export function minutesOf(world: World, series: string, statistic: string, from = WORKING, count = 60): readonly number[] {
  const metric = world.metrics.find((candidate) => candidate.series === series);
  const parsed = parseStatistic(statistic);
  if (metric === undefined || parsed === undefined) throw new RangeError(`there is no ${series}`);
  return [...aggregate(metric, parsed, { first: from, slots: count, periodSeconds: 60, endMinute: Number.POSITIVE_INFINITY })];
}

/** Mean of a statistic over the minutes that have one; NaN where none has. */
export const measure = (world: World, series: string, statistic: string, from = WORKING, count = 60): number =>
  mean(minutesOf(world, series, statistic, from, count).filter((value) => !Number.isNaN(value)));

export const isRising = (values: readonly number[]): boolean => values.every((value, i) => i === 0 || value >= (values[i - 1] ?? 0));

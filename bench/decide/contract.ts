import {
  CONTRACT_VERSION,
  checkValues,
  type DeploymentContract,
  defaultsOf,
  InputError,
  type Inventory,
  type Policy,
  type StackContract,
  type Values,
} from "../../contract";
import type { Scenario } from "../../simulator";
import { mlInventory } from "../../stacks/ml/inventory";
import { mlPolicy } from "../../stacks/ml/policy";
import { mlContract } from "../../stacks/ml/tunables";
import { saasInventory } from "../../stacks/saas/inventory";
import { saasPolicy } from "../../stacks/saas/policy";
import { saasContract } from "../../stacks/saas/tunables";
import { stagingInventory } from "../../stacks/staging/inventory";
import { stagingPolicy } from "../../stacks/staging/policy";
import { stagingContract } from "../../stacks/staging/tunables";
import { tradingInventory } from "../../stacks/trading/inventory";
import { tradingPolicy } from "../../stacks/trading/policy";
import { tradingContract } from "../../stacks/trading/tunables";

interface Stack {
  readonly contract: StackContract;
  readonly policy: Policy;
  readonly region: string;
  readonly inventory: (
    at: { readonly name: string; readonly region: string; readonly settings: Readonly<Record<string, unknown>> },
    values: Values,
  ) => Inventory;
}

const STACKS: readonly Stack[] = [
  { contract: tradingContract, policy: tradingPolicy, region: "us-east-1", inventory: tradingInventory },
  { contract: saasContract, policy: saasPolicy, region: "us-east-1", inventory: saasInventory },
  { contract: stagingContract, policy: stagingPolicy, region: "us-east-1", inventory: stagingInventory },
  { contract: mlContract, policy: mlPolicy, region: "us-west-2", inventory: mlInventory },
];

/** The sizes that a scenario is played at: the stack's defaults with the scenario's own on top. */
export interface Deployed {
  readonly contract: DeploymentContract;
  readonly values: Values;
}

/**
 * The stack that has all of a scenario's components, deployed at the scenario's sizes.
 * @throws InputError where no stack has them, or a size is none of the stack's
 */
export function deployedFor({ name, components, configuration = {} }: Scenario): Deployed {
  const stack = STACKS.find(({ contract }) => Object.keys(components).every((component) => component in contract.components));
  if (stack === undefined) {
    throw new InputError(`no stack has all components of ${name}: ${Object.keys(components).join(", ")}`, {
      hint: `The stacks are ${STACKS.map(({ contract }) => contract.stack).join(", ")}.`,
    });
  }
  const { contract, policy, region, inventory } = stack;
  const { values: own, problems } = checkValues(contract.components, configuration);
  if (problems.length > 0) throw new InputError(`the configuration of ${name} is not one of ${contract.stack}`, { problems });
  const values = { ...defaultsOf(contract.components), ...own };
  return {
    contract: {
      version: CONTRACT_VERSION,
      deployment: contract.stack,
      stack: contract.stack,
      environment: "prod",
      account: "123456789012",
      regions: [region],
      components: contract.components,
      inventory: inventory({ name: contract.stack, region, settings: {} }, values),
      policy,
    },
    values,
  };
}

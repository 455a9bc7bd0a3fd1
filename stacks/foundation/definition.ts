import type { App } from "cdktf";
import type { Inventory, Policy, StackContract, StackName, Values } from "../../contract";
import type { Deployment } from "./config";
import { DeploymentStack } from "./deployment-stack";

export interface StackSource<C extends StackContract> {
  readonly contract: C;
  /** Without one the optimizer never sees the stack. */
  readonly policy?: Policy;
  /** Where the metrics of each component are to be found under given sizes; names only, nothing is asked of AWS. */
  readonly inventory?: (deployment: Deployment, values: Values) => Inventory;
  /** Adds the stack's resources; a stack without is a contract only. */
  readonly build?: (stack: DeploymentStack<C>) => void;
}

/** What `main.ts` lists: one per stack. */
export interface StackDefinition {
  readonly name: StackName;
  readonly contract: StackContract;
  readonly policy: Policy | undefined;
  readonly inventory: (deployment: Deployment, values: Values) => Inventory;
  /** @returns undefined where the stack has no resources */
  readonly instantiate: (app: App, deployment: Deployment) => DeploymentStack<StackContract> | undefined;
}

export function defineStack<const C extends StackContract>({ contract, policy, inventory, build }: StackSource<C>): StackDefinition {
  return {
    name: contract.stack,
    contract,
    policy,
    inventory: inventory ?? (() => ({})),
    instantiate(app, deployment) {
      if (build === undefined) return undefined;
      const stack = new DeploymentStack(app, deployment, contract);
      build(stack);
      return stack;
    },
  };
}

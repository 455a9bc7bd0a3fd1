import type { App } from "cdktf";
import type { Inventory, Policy, StackContract, StackName, Values } from "../../contract";
import type { Deployment } from "./config";
import { DeploymentStack } from "./deployment-stack";

export interface StackSource<C extends StackContract> {
  readonly contract: C;
  /** The contract of one deployment, where its configuration decides what can be turned. @default `contract` */
  readonly contractOf?: (deployment: Deployment) => C;
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
  /** Of a deployment as the project's own configuration has it. */
  readonly contract: StackContract;
  readonly contractOf: (deployment: Deployment) => StackContract;
  readonly policy: Policy | undefined;
  readonly inventory: (deployment: Deployment, values: Values) => Inventory;
  /** @returns undefined where the stack has no resources */
  readonly instantiate: (app: App, deployment: Deployment) => DeploymentStack<StackContract> | undefined;
}

export function defineStack<const C extends StackContract>({
  contract,
  contractOf = () => contract,
  policy,
  inventory,
  build,
}: StackSource<C>): StackDefinition {
  return {
    name: contract.stack,
    contract,
    contractOf,
    policy,
    inventory: inventory ?? (() => ({})),
    instantiate(app, deployment) {
      if (build === undefined) return undefined;
      const stack = new DeploymentStack(app, deployment, contractOf(deployment));
      build(stack);
      return stack;
    },
  };
}

import type { App } from "cdktf";
import {
  componentsIn,
  type Inventory,
  type Policy,
  policyIn,
  regionPrefix,
  type StackContract,
  type StackName,
  type Values,
  valuesIn,
} from "../../contract";
import type { Deployment } from "./config";
import { DeploymentStack } from "./deployment-stack";
import { deploymentIn, furtherRegions } from "./regions";

export interface StackSource<C extends StackContract> {
  readonly contract: C;
  /** The contract of one deployment, where its configuration decides what can be turned. @default `contract` */
  readonly contractOf?: (deployment: Deployment) => C;
  /** Without one the optimizer never sees the stack. */
  readonly policy?: Policy;
  /** Where the metrics of each component are to be found under given sizes; names only, nothing is asked of AWS. */
  readonly inventory?: (deployment: Deployment, values: Values) => Inventory;
  /** Contract, policy and inventory are those of one region, and each region of a deployment has all of it. @default of the primary region alone */
  readonly inEveryRegion?: boolean;
  /** Adds the stack's resources; a stack without is a contract only. */
  readonly build?: (stack: DeploymentStack<C>) => void;
}

/** What `main.ts` lists: one per stack. */
export interface StackDefinition {
  readonly name: StackName;
  /** Of a deployment as the project's own configuration has it. */
  readonly contract: StackContract;
  readonly contractOf: (deployment: Deployment) => StackContract;
  /** Of a deployment in one region. */
  readonly policy: Policy | undefined;
  readonly policyOf: (deployment: Deployment) => Policy | undefined;
  readonly inventory: (deployment: Deployment, values: Values) => Inventory;
  /** @returns undefined where the stack has no resources */
  readonly instantiate: (app: App, deployment: Deployment) => DeploymentStack<StackContract> | undefined;
}

export function defineStack<const C extends StackContract>(source: StackSource<C>): StackDefinition {
  const { contract, contractOf = () => contract, policy, inventory = () => ({}), inEveryRegion = false, build } = source;
  const further = (deployment: Deployment) => (inEveryRegion ? furtherRegions(deployment) : []);
  return {
    name: contract.stack,
    contract,
    contractOf(deployment) {
      const { stack, components } = contractOf(deployment);
      return { stack, components: componentsIn(components, further(deployment)) };
    },
    policy,
    policyOf: (deployment) => (policy === undefined ? undefined : policyIn(policy, further(deployment))),
    inventory(deployment, values) {
      const elsewhere = further(deployment).map((region) =>
        prefixed(region, inventory(deploymentIn(deployment, region), valuesIn(values, region))),
      );
      return Object.assign({}, inventory(deployment, values), ...elsewhere);
    },
    instantiate(app, deployment) {
      if (build === undefined) return undefined;
      const stack = new DeploymentStack(app, deployment, contractOf(deployment));
      build(stack);
      return stack;
    },
  };
}

const prefixed = (region: string, inventory: Inventory): Inventory =>
  Object.fromEntries(Object.entries(inventory).map(([component, of]) => [`${regionPrefix(region)}${component}`, of]));

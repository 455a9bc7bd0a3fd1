import { regionPrefix } from "../../contract";
import { type DeploymentStack, deploymentIn, scopeIn } from "../foundation";
import { buildPlace, type InventoryPart, type StackContext } from "../parts";
import { type StagingNames, stagingNames } from "./names";
import { type StagingSettings, stagingSettings } from "./settings";
import type { stagingContract } from "./tunables";

export type StagingContract = typeof stagingContract;
export type StagingStack = DeploymentStack<StagingContract>;
export type StagingInventory = InventoryPart<StagingContract>;

/** What every part of the stack stands on in one region. */
export interface StagingContext extends StackContext<StagingContract> {
  readonly names: StagingNames;
  readonly settings: StagingSettings;
}

/** The keys and the network of one of the deployment's regions. */
export function buildContext(stack: StagingStack, region: string): StagingContext {
  const isPrimary = region === stack.deployment.region;
  const deployment = deploymentIn(stack.deployment, region);
  const settings = stagingSettings(deployment);
  const scope = isPrimary ? stack : scopeIn(stack, stack.deployment, region);
  const place = buildPlace(scope, {
    ...deployment,
    cidr: settings.vpcCidr,
    dataAtRest: `Data at rest in ${deployment.name}: database, cache, volumes, queues, topics, orders`,
    prefix: isPrimary ? "" : regionPrefix(region),
  });
  for (const component of settings.criticalPath) stack.tagFurther(`${place.prefix}${component}`, { CriticalPath: "true" });
  return {
    ...place,
    stack,
    deployment,
    settings,
    sizes: isPrimary ? stack.sizes : stack.sizesIn(region),
    names: stagingNames(deployment),
    protection: deployment.protection,
  };
}

import { Construct } from "constructs";
import { regionPrefix } from "../../contract";
import { madeBy } from "../../modules/made-by";
import { type DeploymentStack, deploymentIn, regionalProvider } from "../foundation";
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
  const zones = settings.zones[region];
  const scope = isPrimary ? stack : scopeIn(stack, region);
  const place = buildPlace(scope, {
    ...deployment,
    cidr: settings.cidr,
    ...(zones === undefined ? {} : { zones }),
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

/** A scope whose resources stand in a further region; its name, in snake case, is the beginning of their addresses. */
function scopeIn(stack: StagingStack, region: string): Construct {
  const scope = new Construct(stack, region);
  madeBy(scope, regionalProvider(stack, stack.deployment, region));
  return scope;
}

export { tagAll, tagComponent } from "./component-tag";
export { CONFIG_FILE, type Deployment, deploymentsOf, loadConfig } from "./config";
export { defineStack, type StackDefinition } from "./definition";
export { DeploymentStack } from "./deployment-stack";
export { type InventoryResources, publishInventory } from "./inventory";
export { defaultTags, isExample, regionalProvider } from "./provider";
export { deploymentIn, furtherRegions } from "./regions";
export type { Sizes } from "./sizes";
export { type SynthRequest, synthesize } from "./synth";

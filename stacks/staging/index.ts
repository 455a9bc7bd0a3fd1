import { defineStack, furtherRegions, publishInventory, regionalProvider } from "../foundation";
import { buildCache } from "./cache";
import { buildCompute } from "./compute";
import { buildContext, type StagingContext, type StagingInventory, type StagingStack } from "./context";
import { allowDataStores } from "./data-access";
import { buildDatabase } from "./database";
import { stagingInventory } from "./inventory";
import { buildFunctions, buildHealthAccess } from "./lambda";
import { buildObservability } from "./observability";
import { declareStagingOutputs } from "./outputs";
import { stagingPolicy } from "./policy";
import { buildQueue } from "./queue";
import { stagingSettings } from "./settings";
import { stagingContract } from "./tunables";

export const staging = defineStack({
  contract: stagingContract,
  policy: stagingPolicy,
  inventory: stagingInventory,
  inEveryRegion: true,
  build,
});

function build(stack: StagingStack): void {
  const { deployment } = stack;
  const inventory = buildRegion(buildContext(stack, deployment.region));
  const elsewhere = furtherRegions(deployment).map((region) => [region, buildRegion(buildContext(stack, region))] as const);
  // Terraform destroys what stood in a former region by that region's provider.
  for (const region of stagingSettings(deployment).leavingRegions) regionalProvider(stack, deployment, region);
  publishInventory(stack, inventory, Object.fromEntries(elsewhere));
}

/** Everything that stands in one region. */
function buildRegion(context: StagingContext): StagingInventory {
  const compute = buildCompute(context);
  const { service } = compute;
  const observability = buildObservability(context, compute);
  const healthSecurityGroupId = buildHealthAccess(context);
  const clients = { service: service.securityGroupId, health: healthSecurityGroupId };
  const database = buildDatabase(context, clients);
  const cache = buildCache(context, clients);
  const stores = { ...buildQueue(context), database, cache };
  const { functions, inventory } = buildFunctions(context, { ...stores, healthSecurityGroupId });
  allowDataStores(service.runtime, context, stores);
  declareStagingOutputs(context, { ...stores, functions, compute, observability });
  return { ...inventory, service: compute.inventory, database: database.inventory, cache: cache.inventory };
}

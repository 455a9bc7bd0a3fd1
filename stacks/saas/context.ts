import type { DeploymentStack } from "../foundation";
import type { InventoryPart, StackContext } from "../parts";
import type { SaasNames } from "./names";
import type { SaasSettings } from "./settings";
import type { saasContract } from "./tunables";

export type SaasContract = typeof saasContract;
export type SaasStack = DeploymentStack<SaasContract>;
export type SaasInventory = InventoryPart<SaasContract>;

/** What every part of the stack stands on. */
export interface SaasContext extends StackContext<SaasContract> {
  readonly names: SaasNames;
  readonly settings: SaasSettings;
}

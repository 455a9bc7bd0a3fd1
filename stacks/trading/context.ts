import type { DeploymentStack } from "../foundation";
import type { InventoryPart, StackContext } from "../parts";
import type { TradingNames } from "./names";
import type { tradingContract } from "./tunables";

export type TradingContract = typeof tradingContract;
export type TradingStack = DeploymentStack<TradingContract>;
export type TradingInventory = InventoryPart<TradingContract>;

/** What every part of the stack stands on. */
export interface TradingContext extends StackContext<TradingContract> {
  readonly names: TradingNames;
}

import { type DeploymentStack, defineStack } from "../foundation";
import { tradingInventory } from "./inventory";
import { tradingPolicy } from "./policy";
import { tradingContract } from "./tunables";

export const trading = defineStack({ contract: tradingContract, policy: tradingPolicy, inventory: tradingInventory, build });

function build(_stack: DeploymentStack<typeof tradingContract>): void {}

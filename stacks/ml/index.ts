import { defineStack } from "../foundation";
import { mlInventory } from "./inventory";
import { mlPolicy } from "./policy";
import { mlContract } from "./tunables";

export const ml = defineStack({ contract: mlContract, policy: mlPolicy, inventory: mlInventory });

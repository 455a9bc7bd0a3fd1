import { defineStack } from "../foundation";
import { stagingInventory } from "./inventory";
import { stagingPolicy } from "./policy";
import { stagingContract } from "./tunables";

export const staging = defineStack({ contract: stagingContract, policy: stagingPolicy, inventory: stagingInventory });

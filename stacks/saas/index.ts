import { defineStack } from "../foundation";
import { saasInventory } from "./inventory";
import { saasPolicy } from "./policy";
import { saasContract } from "./tunables";

export const saas = defineStack({ contract: saasContract, policy: saasPolicy, inventory: saasInventory });

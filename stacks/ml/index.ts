import { defineStack } from "../foundation";
import { mlPolicy } from "./policy";
import { mlContract } from "./tunables";

export const ml = defineStack({ contract: mlContract, policy: mlPolicy });

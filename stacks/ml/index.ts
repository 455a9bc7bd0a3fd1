import { stackContract } from "../../contract";
import { defineStack } from "../foundation";

export const ml = defineStack({ contract: stackContract({ stack: "ml", components: {} }) });

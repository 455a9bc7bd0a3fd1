import { stackContract } from "../../contract";
import { defineStack } from "../foundation";

export const staging = defineStack({ contract: stackContract({ stack: "staging", components: {} }) });

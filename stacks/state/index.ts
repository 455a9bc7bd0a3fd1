import { stackContract } from "../../contract";
import { defineStack } from "../foundation";

export const state = defineStack({ contract: stackContract({ stack: "state", components: {} }) });

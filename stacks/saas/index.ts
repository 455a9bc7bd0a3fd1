import { stackContract } from "../../contract";
import { defineStack } from "../foundation";

export const saas = defineStack({ contract: stackContract({ stack: "saas", components: {} }) });

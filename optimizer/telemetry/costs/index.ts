export { type CostPlan, costPlan, USD_PER_CALL } from "./plan";
export { readCosts } from "./read-costs";
export * from "./schema";
export type { CostSessionOptions } from "./session";

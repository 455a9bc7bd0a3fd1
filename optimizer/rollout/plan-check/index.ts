export type { Agreed } from "./agreed";
export { checkPlan, type PlanVerdict } from "./check";
export { effectiveChanges, type Plan, parsePlan } from "./plan";

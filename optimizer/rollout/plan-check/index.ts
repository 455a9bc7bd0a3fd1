export { type Agreed, checkPlan, type PlanVerdict } from "./check";
export { effectiveChanges, type Plan, parsePlan } from "./plan";

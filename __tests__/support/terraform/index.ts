/** Terraform for tests: finds the provider, synthesizes, validates and plans without AWS. */
export { terraformAvailable, terraformEnvironment } from "./cli";
export type { Change, Difference } from "./plan";
export { Plan } from "./plan";
export { type ProjectPlan, projectPlans } from "./project-plan";
export { type SynthOptions, scratch, stackFolder, synthProject, synthTo } from "./synth";
export { initOffline, type PlanOptions, planJson, planText, validate } from "./workspace";

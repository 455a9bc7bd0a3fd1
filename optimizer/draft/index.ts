export { type Draft, draftContract } from "./draft";
export { planOf } from "./plan-of";

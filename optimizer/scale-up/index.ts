export { lastBurn } from "./burn-rate";
export { type Burn, type MoveUp, type ScaleUpDecision, scaleUpDecision } from "./decision";

import { computeOptimizer, computeOptimizerTimes } from "./compute-optimizer";
import { krr } from "./krr";
import { optscale } from "./optscale";
import { keep, max14, max28, p999 } from "./plain";
import type { SizingRule } from "./rule";
import { verticalPodAutoscaler } from "./vertical-pod-autoscaler";

export { historyOf, type SizingRule } from "./rule";

/** The published rules, in the order of the table. */
export const SIZING_RULES: readonly SizingRule[] = [
  keep,
  computeOptimizer,
  computeOptimizerTimes,
  verticalPodAutoscaler,
  krr,
  optscale,
  max14,
  max28,
  p999,
];

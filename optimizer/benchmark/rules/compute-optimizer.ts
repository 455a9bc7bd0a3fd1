import { interpolated, type SizingRule, TARGET } from "./rule";

const THRESHOLD = 0.995;
const DAYS = 14;
/** CPU headroom of 20 %, read either way: AWS does not say which. */
const HEADROOM = 1.2;

/**
 * AWS Compute Optimizer with its default preferences: 99.5th percentile of 14 days, 20 % headroom.
 * That the percentile interpolates is assumed.
 */
const source = "https://docs.aws.amazon.com/compute-optimizer/latest/ug/rightsizing-preferences.html";

/** The capacity at which the percentile is 80 % of it. */
export const computeOptimizer: SizingRule = {
  name: "compute-optimizer",
  title: "AWS Compute Optimizer: P99.5 of 14 d / 0.8",
  source,
  capacity: (history) => interpolated(history.sorted(DAYS), THRESHOLD) / TARGET,
};

/** A fifth more than the percentile. */
export const computeOptimizerTimes: SizingRule = {
  name: "compute-optimizer-1.2",
  title: "AWS Compute Optimizer: P99.5 of 14 d × 1.2",
  source,
  capacity: (history) => interpolated(history.sorted(DAYS), THRESHOLD) * HEADROOM,
};

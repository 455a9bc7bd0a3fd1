import { interpolated, type SizingRule, TARGET } from "./rule";

const QUANTILE = 0.99;
const DAYS = 3;
/** Fewer samples say nothing: the size stays. */
const LEAST_SAMPLES = 10;

/** OptScale's rightsizing with its defaults: the 99th percentile of 3 days is 80 % of the size. */
export const optscale: SizingRule = {
  name: "optscale",
  title: "OptScale: P99 of 3 d / 0.8",
  source: "https://github.com/hystax/optscale/blob/integration/bumiworker/bumiworker/modules/rightsizing_base.py",
  capacity: (history) => {
    const sorted = history.sorted(DAYS);
    return sorted.length < LEAST_SAMPLES ? 1 : interpolated(sorted, QUANTILE) / TARGET;
  },
};

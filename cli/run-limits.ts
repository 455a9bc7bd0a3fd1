import type { RunLimits } from "../optimizer/optimize";

interface LimitOptions {
  readonly days?: number | undefined;
  readonly confidence?: number | undefined;
  readonly region?: string | undefined;
  readonly "max-api-cost"?: number | undefined;
  readonly costs?: boolean | undefined;
}

/** The limits that were given, without those that were not. */
export const limitsOf = ({ days, confidence, region, "max-api-cost": maxApiCostUsd, costs }: LimitOptions): RunLimits => ({
  ...(days === undefined ? {} : { days }),
  ...(confidence === undefined ? {} : { confidence }),
  ...(region === undefined ? {} : { region }),
  ...(maxApiCostUsd === undefined ? {} : { maxApiCostUsd }),
  ...(costs === undefined ? {} : { costs }),
});

import type { RunLimits } from "../optimizer/optimize";
import { type CollectInput, quotasOf } from "./collect-options";

interface LimitOptions {
  readonly days?: number | undefined;
  readonly confidence?: number | undefined;
  readonly region?: string | undefined;
  readonly "max-api-cost"?: number | undefined;
  readonly costs?: boolean | undefined;
  readonly detail?: boolean | undefined;
}

type Input = LimitOptions & CollectInput;

/** The limits that were given, without those that were not. */
export const limitsOf = ({ days, confidence, region, "max-api-cost": maxApiCostUsd, costs, detail, ...collecting }: Input): RunLimits => ({
  ...(collecting.full === true ? { full: true } : {}),
  ...(collecting["long-history-days"] === undefined ? {} : { longHistoryDays: collecting["long-history-days"] }),
  quotas: quotasOf(collecting),
  ...(detail === true ? { detail } : {}),
  ...(days === undefined ? {} : { days }),
  ...(confidence === undefined ? {} : { confidence }),
  ...(region === undefined ? {} : { region }),
  ...(maxApiCostUsd === undefined ? {} : { maxApiCostUsd }),
  ...(costs === undefined ? {} : { costs }),
});

import type { RunLimits } from "../optimizer/optimize";
import { type CollectInput, configuredCloudWatch, quotasOf } from "./collect-options";
import type { Project } from "./project";

interface LimitOptions {
  readonly deployment: string;
  readonly days?: number | undefined;
  readonly confidence?: number | undefined;
  readonly "opt-in"?: readonly string[] | undefined;
  readonly region?: string | undefined;
  readonly "max-api-cost"?: number | undefined;
  readonly costs?: boolean | undefined;
  readonly detail?: boolean | undefined;
}

type Input = LimitOptions & CollectInput;

const SECONDS_PER_HOUR = 3600;

/** The limits that were given, and those that trimtab.config.json has instead, without those that neither has. */
export function limitsOf(
  project: Pick<Project, "config">,
  { deployment, days, confidence, "opt-in": optIns, region, "max-api-cost": maxApiCostUsd, costs, detail, ...collecting }: Input,
): RunLimits {
  const configured = configuredCloudWatch(project, deployment, process.env);
  const rereadHours = collecting["reread-hours"] ?? configured.rereadHours;
  return {
    ...(collecting.full === true ? { full: true } : {}),
    ...(collecting["long-history-days"] === undefined ? {} : { longHistoryDays: collecting["long-history-days"] }),
    ...(rereadHours === undefined ? {} : { rereadSeconds: rereadHours * SECONDS_PER_HOUR }),
    quotas: quotasOf(collecting, configured),
    ...(detail === true ? { detail } : {}),
    ...(days === undefined ? {} : { days }),
    ...(confidence === undefined ? {} : { confidence }),
    ...(optIns === undefined ? {} : { optIns }),
    ...(region === undefined ? {} : { region }),
    ...(maxApiCostUsd === undefined ? {} : { maxApiCostUsd }),
    ...(costs === undefined ? {} : { costs }),
  };
}

import { createInterface } from "node:readline/promises";
import { z } from "zod";
import { type DeploymentConfig, MOST_REREAD_HOURS } from "../contract";
import { isoTime } from "../optimizer/ledger";
import { type CollectionStart, type Estimate, expectedSource, type Quotas } from "../optimizer/telemetry";
import { option } from "./options";
import type { Project } from "./project";

const rate = "takes a number greater than 0";
const perSecond = (describe: string) => option("number", describe, z.number(rate).positive(rate).optional());
const days = "takes a whole number of days from 1 to 455";
const hours = `takes a number of hours, at most ${MOST_REREAD_HOURS}`;

/** How CloudWatch is read, for the commands that read it. */
export const collectOptions = {
  full: option("boolean", "Read everything anew: go on from no earlier snapshot or interrupted run", z.boolean().default(false)),
  "long-history-days": option(
    "number",
    "Days for which the hours of headroom metrics are read, instead of all that CloudWatch keeps",
    z.int(days).min(1, days).max(455, days).optional(),
  ),
  "calls-per-second": perSecond("GetMetricData calls a second, where your quota is not AWS's default"),
  "points-per-second": perSecond("Points a second of calls that begin more than three hours ago"),
  "recent-points-per-second": perSecond("Points a second of calls that begin within the last three hours"),
  "reread-hours": option(
    "number",
    "Hours before the end of the snapshot before to read again, for points that came late",
    z.number(hours).positive(hours).max(MOST_REREAD_HOURS, hours).optional(),
  ),
} as const;

export interface CollectInput {
  readonly full?: boolean | undefined;
  readonly "long-history-days"?: number | undefined;
  readonly "calls-per-second"?: number | undefined;
  readonly "points-per-second"?: number | undefined;
  readonly "recent-points-per-second"?: number | undefined;
  readonly "reread-hours"?: number | undefined;
}

type Configured = NonNullable<DeploymentConfig["cloudWatch"]>;

/** The rates that were given. @param configured those of trimtab.config.json, of what was not given */
export function quotasOf(input: CollectInput, configured: Configured = {}): Partial<Quotas> {
  const callsPerSecond = input["calls-per-second"] ?? configured.callsPerSecond;
  const olderPointsPerSecond = input["points-per-second"] ?? configured.pointsPerSecond;
  const recentPointsPerSecond = input["recent-points-per-second"] ?? configured.recentPointsPerSecond;
  return {
    ...(callsPerSecond === undefined ? {} : { callsPerSecond }),
    ...(olderPointsPerSecond === undefined ? {} : { olderPointsPerSecond }),
    ...(recentPointsPerSecond === undefined ? {} : { recentPointsPerSecond }),
  };
}

/** What trimtab.config.json says of a deployment's CloudWatch; nothing of a stand-in on this machine, which has none of the account's quotas. */
export function configuredCloudWatch({ config }: Pick<Project, "config">, deployment: string, environment: NodeJS.ProcessEnv): Configured {
  return expectedSource(environment) === "simulator" ? {} : (config.deployments[deployment]?.cloudWatch ?? {});
}

/** Asks on a terminal whether the calls may cost more than is allowed; in a pipe nobody can answer. */
export function costConfirmation(): { readonly confirmCost?: (cost: Estimate) => Promise<boolean> } {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return {};
  return {
    async confirmCost(cost) {
      const asking = createInterface({ input: process.stdin, output: process.stderr });
      try {
        return /^y(es)?$/i.test((await asking.question(`${costText(cost)}, more than is allowed. Go on? [y/N] `)).trim());
      } finally {
        asking.close();
      }
    },
  };
}

/** Calls and what they cost, in a line. */
export const costText = ({ calls, metrics, points, costExplorerCalls, usd }: Estimate): string => {
  const costs = costExplorerCalls === undefined ? "" : `, ${costExplorerCalls} calls to Cost Explorer`;
  return `${calls} calls for ${metrics} metrics and at most ${points} points${costs}: $${usd.toFixed(2)}`;
};

/** What is about to be asked, in a line. */
export function startText({ cost, callsDone, continuesFrom }: CollectionStart): string {
  const from = continuesFrom === undefined ? "" : `, going on from the snapshot of ${isoTime(continuesFrom)}`;
  const resumed = callsDone === 0 ? "" : `, after ${callsDone} of an interrupted run`;
  return `    ${costText(cost)}${resumed}${from}`;
}

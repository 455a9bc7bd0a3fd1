import {
  type DeploymentContract,
  InputError,
  isOfAws,
  isPublishedBy,
  METRICS,
  type MetricEntry,
  perOther,
  type Statistic,
  seriesId,
  shareOf,
  type Trigger,
} from "../../../contract";
import { type Credentials, DEFAULT_PATIENCE } from "../../telemetry/aws/client";
import { awsFailure } from "../../telemetry/aws/failures";
import { systemTimer } from "../../telemetry/aws/timer";
import { CloudWatchSession, fetchMetrics, packRequests } from "../../telemetry/cloudwatch";
import type { PlannedSeries } from "../../telemetry/series";
import { type TierGrid, tierGrid } from "../../telemetry/snapshot";
import { alignPoints, canonicalFactor, zeroFill } from "../../telemetry/snapshot/align";
import type { TriggerEvidence } from "../observation/judge";
import type { Window } from "../observation/window";
import { aliveMinutes, lifeSignsOf } from "./life-signs";

const PERIOD_SECONDS = 60;

type Minutes = readonly (number | null)[];

export interface EvidenceOptions {
  /** UTC epoch seconds. */
  readonly nowEpoch: number;
  /** Of the deployment's account. @default those of the environment */
  readonly credentials?: Credentials;
}

/**
 * Reads what a policy's absolute triggers need from CloudWatch, minute by minute over a window. No event is none only while the
 * component is heard of: elsewhere nothing is known.
 * @throws InputError for a trigger on what nothing publishes, or credentials of another account; AwsError for a series that cannot be had whole
 */
export async function cloudWatchEvidence(
  contract: DeploymentContract,
  triggers: readonly Trigger[],
  window: Window,
  options: EvidenceOptions,
): Promise<readonly TriggerEvidence[]> {
  const { deployment, account } = contract;
  const grid = tierGrid(PERIOD_SECONDS, window.startEpoch, window.endEpoch);
  const { signal } = new AbortController();
  const session = new CloudWatchSession({
    deployment,
    account,
    quotas: undefined,
    patience: DEFAULT_PATIENCE,
    timer: systemTimer,
    signal,
    continues: undefined,
    ...options,
  });
  const known = new Map<string, Promise<Uint8Array>>();
  const aliveIn = async (component: string, metric: string): Promise<Uint8Array> => {
    const signs = lifeSignsOf(contract, component, metric);
    return aliveMinutes(signs, await minutesOf(session, signs, grid, signal), grid);
  };
  const read = async (component: string, metric: string, statistic: Statistic): Promise<Minutes> => {
    const series = seriesFor(contract, component, metric, statistic);
    const minutes = await minutesOf(session, series, grid, signal);
    if (series.some(({ entry }) => entry.absence === "zero")) {
      const key = series.every(({ entry }) => isOfAws(entry)) ? component : `${component}/${metric}`;
      const alive = known.get(key) ?? aliveIn(component, metric);
      known.set(key, alive);
      for (const values of minutes.values()) zeroFill(values, await alive);
    }
    return combined(series, minutes, grid);
  };
  try {
    const evidence: TriggerEvidence[] = [];
    for (const trigger of triggers) {
      const { component, metric, statistic, per } = trigger;
      const values = await read(component, metric, statistic);
      const divisor = per === undefined ? undefined : await read(component, per, "Sum");
      evidence.push({
        trigger,
        startEpoch: window.startEpoch,
        values: divisor === undefined ? values : values.map((value, minute) => ratio(contract, trigger, value, divisor[minute])),
        ...(divisor !== undefined && trigger.minRequestsPerSecond !== undefined ? { requestsPerSecond: divisor } : {}),
      });
    }
    return evidence;
  } catch (error) {
    throw awsFailure("observing in CloudWatch", error);
  } finally {
    session.close();
  }
}

/** No requests, no ratio; of events, as {@link shareOf} has it. */
function ratio(contract: DeploymentContract, trigger: Trigger, value: number | null, divisor: number | null | undefined): number | null {
  if (value === null || divisor === null || divisor === undefined || divisor === 0) return null;
  const kind = contract.components[trigger.component]?.kind;
  return kind === undefined ? null : perOther(kind, trigger, shareOf(trigger.limit))(value, divisor, PERIOD_SECONDS);
}

function entryOf({ components }: DeploymentContract, component: string, metric: string): MetricEntry | undefined {
  const kind = components[component]?.kind;
  return kind === undefined ? undefined : METRICS[kind].find(({ name }) => name === metric);
}

function seriesFor(contract: DeploymentContract, component: string, metric: string, statistic: Statistic): readonly PlannedSeries[] {
  const entry = entryOf(contract, component, metric);
  const { region, resources } = contract.inventory[component] ?? { region: "", resources: [] };
  const published = entry === undefined ? [] : resources.filter((resource) => isPublishedBy(entry, resource));
  if (entry === undefined || published.length === 0) {
    throw new InputError(`Nothing publishes ${metric} of ${component}, which a trigger of the policy watches`, {
      hint: "Correct the trigger in the stack's policy.ts, or the component's inventory, and synthesize again.",
    });
  }
  return published.map((resource) => ({
    id: seriesId(component, resource.name, metric, statistic),
    component,
    region: resource.region ?? region,
    resource,
    entry,
    statistic,
  }));
}

/** Each series minute by minute, in canonical units; NaN where there is no point. */
async function minutesOf(
  session: CloudWatchSession,
  series: readonly PlannedSeries[],
  grid: TierGrid,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Float64Array>> {
  const minutes = new Map(series.map(({ id }) => [id, new Float64Array(grid.length).fill(Number.NaN)]));
  for (const request of packRequests(series.map((one) => ({ series: one, grid })))) {
    const fetched = await fetchMetrics(session.client(request.region), request, {
      signal,
      onServerTime: (epoch) => session.heardServerTime(epoch),
      onPart: () => session.heardPart(request.region),
    });
    for (const { series: one, grid: part, points } of fetched) {
      const values = alignPoints(points, part, one.statistic, canonicalFactor(one.entry, one.statistic, PERIOD_SECONDS));
      minutes.get(one.id)?.set(values, (part.startEpoch - grid.startEpoch) / PERIOD_SECONDS);
    }
  }
  return minutes;
}

/** Totals of several resources add up; of anything else the worst counts. */
function combined(series: readonly PlannedSeries[], minutes: ReadonlyMap<string, Float64Array>, { length }: TierGrid): Minutes {
  return Array.from({ length }, (_, minute) => {
    const present = series.flatMap(({ id }) => {
      const value = minutes.get(id)?.[minute] ?? Number.NaN;
      return Number.isNaN(value) ? [] : [value];
    });
    if (present.length === 0) return null;
    return series[0]?.statistic === "Sum" ? present.reduce((sum, value) => sum + value, 0) : Math.max(...present);
  });
}

import { CloudWatchClient, GetMetricDataCommand, type MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import { type DeploymentContract, InputError, METRICS, type MetricEntry, type Resource, type Trigger } from "../../../contract";
import { clientOptions, DEFAULT_PATIENCE } from "../../telemetry/aws/client";
import { awsFailure } from "../../telemetry/aws/failures";
import type { TriggerEvidence } from "../observation/judge";
import type { Window } from "../observation/window";

const PERIOD_SECONDS = 60;
/** GetMetricData's limit of queries in one call. */
const MAX_QUERIES = 500;

/** One metric of one resource, in the order in which it is asked for. */
interface Query {
  readonly entry: MetricEntry;
  readonly resource: Resource;
  readonly statistic: string;
}

type Minutes = readonly (number | null)[];

/** Reads what a policy's absolute triggers need from CloudWatch, minute by minute over a window. */
export async function cloudWatchEvidence(
  contract: DeploymentContract,
  triggers: readonly Trigger[],
  window: Window,
): Promise<readonly TriggerEvidence[]> {
  const length = (window.endEpoch - window.startEpoch) / PERIOD_SECONDS;
  const clients = new Map<string, CloudWatchClient>();
  const read = async (component: string, metric: string, statistic: string): Promise<Minutes> => {
    const region = contract.inventory[component]?.region ?? contract.regions[0] ?? "";
    const client = clients.get(region) ?? new CloudWatchClient(clientOptions(region, DEFAULT_PATIENCE));
    clients.set(region, client);
    const queries = queriesFor(contract, component, metric, statistic);
    const series =
      length === 0
        ? queries.map(() => new Map<number, number>())
        : await fetchSeries(client, queries, window).catch((error: unknown) =>
            Promise.reject(awsFailure(`reading CloudWatch in ${region}`, error)),
          );
    return combine(queries, series, window.startEpoch, length);
  };

  const evidence: TriggerEvidence[] = [];
  for (const trigger of triggers) {
    const { component, metric, statistic, per } = trigger;
    const values = await read(component, metric, statistic);
    const divisor = per === undefined ? undefined : await read(component, per, "Sum");
    evidence.push({
      trigger,
      startEpoch: window.startEpoch,
      values: divisor === undefined ? values : values.map((value, minute) => ratio(value, divisor[minute])),
      ...(divisor !== undefined && trigger.minRequestsPerSecond !== undefined ? { requestsPerSecond: divisor } : {}),
    });
  }
  return evidence;
}

/** No requests, no ratio. */
const ratio = (value: number | null, divisor: number | null | undefined): number | null =>
  value === null || divisor === null || divisor === undefined || divisor === 0 ? null : value / divisor;

function queriesFor(contract: DeploymentContract, component: string, metric: string, statistic: string): readonly Query[] {
  const kind = contract.components[component]?.kind;
  const entry = kind === undefined ? undefined : METRICS[kind].find(({ name }) => name === metric);
  const resources = (contract.inventory[component]?.resources ?? []).filter(({ scope }) => scope === entry?.scope);
  if (entry === undefined || resources.length === 0) {
    throw new InputError(`Nothing publishes ${metric} of ${component}, which a trigger of the policy watches`, {
      hint: "Correct the trigger in the stack's policy.ts, or the component's inventory, and synthesize again.",
    });
  }
  return resources.map((resource) => ({ entry, resource, statistic }));
}

async function fetchSeries(client: CloudWatchClient, queries: readonly Query[], window: Window): Promise<readonly Map<number, number>[]> {
  const series = queries.map(() => new Map<number, number>());
  for (let first = 0; first < queries.length; first += MAX_QUERIES) {
    const asked: MetricDataQuery[] = queries.slice(first, first + MAX_QUERIES).map(({ entry, resource, statistic }, index) => ({
      Id: `q${first + index}`,
      MetricStat: {
        Metric: {
          Namespace: entry.namespace,
          MetricName: entry.metricName,
          Dimensions: Object.entries({ ...resource.dimensions, ...entry.dimensions }).map(([Name, Value]) => ({ Name, Value })),
        },
        Period: PERIOD_SECONDS,
        Stat: statistic,
      },
    }));
    let NextToken: string | undefined;
    do {
      const page = await client.send(
        new GetMetricDataCommand({
          MetricDataQueries: asked,
          StartTime: new Date(window.startEpoch * 1000),
          EndTime: new Date(window.endEpoch * 1000),
          ...(NextToken === undefined ? {} : { NextToken }),
        }),
      );
      for (const { Id, Timestamps = [], Values = [] } of page.MetricDataResults ?? []) {
        const target = series[Number(Id?.slice(1))];
        Timestamps.forEach((time, index) => {
          target?.set(Math.floor(time.getTime() / 1000), Values[index] ?? Number.NaN);
        });
      }
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
  }
  return series;
}

/** Totals of several resources add up; of anything else the worst counts. In canonical units. */
function combine(queries: readonly Query[], series: readonly Map<number, number>[], startEpoch: number, length: number): Minutes {
  return Array.from({ length }, (_, minute) => {
    const present = queries.flatMap(({ entry, statistic }, index) => {
      const value = series[index]?.get(startEpoch + minute * PERIOD_SECONDS) ?? (entry.absence === "zero" ? 0 : undefined);
      if (value === undefined || !Number.isFinite(value)) return [];
      return [(value * entry.scale) / (entry.perInterval === true ? intervalSeconds(entry, statistic) : 1)];
    });
    if (present.length === 0) return null;
    return queries[0]?.statistic === "Sum" ? present.reduce((sum, value) => sum + value, 0) : Math.max(...present);
  });
}

const intervalSeconds = (entry: MetricEntry, statistic: string): number => (statistic === "Sum" ? PERIOD_SECONDS : entry.cadenceSeconds);

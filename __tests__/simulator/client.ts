import { resolve } from "node:path";
import {
  CloudWatchClient,
  GetMetricDataCommand,
  type GetMetricDataCommandInput,
  type MetricDataQuery,
  type MetricDataResult,
} from "@aws-sdk/client-cloudwatch";
import { METRICS } from "../../contract";
import { loadScenario, SCENARIOS, SimulatorClient, type SimulatorOptions, startSimulator } from "../../simulator";
import { tradingContractFixture } from "./contract";

export const contract = tradingContractFixture();
export const overprovisioned = loadScenario(resolve(SCENARIOS, "trading-overprovisioned.json"));
/** What the simulator's clock shows before it is moved. */
export const nowEpoch = Date.parse(overprovisioned.now) / 1000;
export const MINUTE = 60;
export const HOUR = 3600;
export const DAY = 86_400;

const credentials = { accessKeyId: "test", secretAccessKey: "test" };
export const at = (epochSeconds: number): Date => new Date(epochSeconds * 1000);

/** A running simulator with the real SDK's client. Retries are off unless asked for, so that errors are seen. */
export async function simulate(options: Partial<SimulatorOptions> = {}, maxAttempts = 1) {
  const simulator = await startSimulator({ scenario: overprovisioned, contract, ...options });
  const config = { endpoint: simulator.url, region: "us-east-1", credentials, maxAttempts };
  const cloudWatch = new CloudWatchClient(config);
  return { ...simulator, config, cloudWatch, control: new SimulatorClient(simulator.url) };
}

/** The query for a statistic of `component/resource/metric`. */
export function query(series: string, Stat: string, Period = MINUTE, Id = "q"): MetricDataQuery {
  const [component = "", resourceName = "", metric = ""] = series.split("/");
  const kind = contract.components[component]?.kind ?? "redis";
  const resource = contract.inventory[component]?.resources.find(({ name }) => name === resourceName);
  const entry = METRICS[kind].find(({ name, scope }) => name === metric && scope === resource?.scope);
  if (entry === undefined || resource === undefined) throw new RangeError(`there is no ${series}`);
  const Dimensions = Object.entries(resource.dimensions).map(([Name, Value]) => ({ Name, Value }));
  return { Id, MetricStat: { Metric: { Namespace: entry.namespace, MetricName: entry.metricName, Dimensions }, Period, Stat } };
}

/** All pages, joined by query. */
export async function getMetricData(
  client: CloudWatchClient,
  input: Omit<GetMetricDataCommandInput, "NextToken">,
): Promise<{ readonly results: ReadonlyMap<string, MetricDataResult>; readonly pages: readonly (readonly MetricDataResult[])[] }> {
  const pages: MetricDataResult[][] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(new GetMetricDataCommand({ ...input, NextToken }));
    pages.push(page.MetricDataResults ?? []);
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  const results = new Map<string, MetricDataResult>();
  for (const part of pages.flat()) {
    const before = results.get(part.Id ?? "");
    results.set(part.Id ?? "", {
      ...part,
      Timestamps: [...(before?.Timestamps ?? []), ...(part.Timestamps ?? [])],
      Values: [...(before?.Values ?? []), ...(part.Values ?? [])],
    });
  }
  return { results, pages };
}

/** Values of one series, oldest first. */
export async function values(
  client: CloudWatchClient,
  series: string,
  statistic: string,
  { from, to, period = MINUTE }: { readonly from: number; readonly to: number; readonly period?: number },
): Promise<readonly number[]> {
  const { results } = await getMetricData(client, {
    MetricDataQueries: [query(series, statistic, period)],
    StartTime: at(from),
    EndTime: at(to),
    ScanBy: "TimestampAscending",
  });
  return results.get("q")?.Values ?? [];
}

export const mean = (list: readonly number[]): number => list.reduce((sum, value) => sum + value, 0) / list.length;

/** Nearest rank. */
export function quantile(list: readonly number[], share: number): number {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

import { type CloudWatchClient, GetMetricDataCommand, type MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import { AwsError } from "../../../contract";
import type { PlannedSeries } from "../series";
import { cleanPoints, type Dropped, type Points, type TierGrid } from "../snapshot";
import { MAX_POINTS_PER_CALL } from "./limits";
import type { MetricRequest } from "./pack";
import { endOf } from "./tiers";

/** One series of one request, its pages put together. */
export interface FetchedSeries {
  readonly series: PlannedSeries;
  readonly grid: TierGrid;
  readonly points: Points;
  readonly dropped: Dropped;
}

interface Received {
  readonly times: number[];
  readonly values: number[];
  status: string;
}

/**
 * Asks for one request's points: all pages, and again for series that CloudWatch had to leave unfinished. A gauge that stays partial is
 * kept as it came: its coverage tells, and no saving rests on it.
 * @throws the SDK's errors, AwsError
 */
export async function fetchMetrics(
  client: CloudWatchClient,
  request: MetricRequest,
  signal: AbortSignal,
): Promise<readonly FetchedSeries[]> {
  const received: Received[] = request.series.map(() => ({ times: [], values: [], status: "" }));
  await readPages(
    client,
    request,
    request.grid.startEpoch,
    received,
    received.map((_, i) => i),
    signal,
  );
  for (let unfinished = partial(received); unfinished.length > 0; unfinished = partial(received)) {
    const before = countPoints(received);
    await readPages(
      client,
      request,
      earliestMissing(
        request.grid,
        unfinished.map((i) => received[i]),
      ),
      received,
      unfinished,
      signal,
    );
    if (countPoints(received) === before) break;
  }
  const problems = request.series.flatMap(({ id, entry }, i) => {
    const status = received[i]?.status ?? "";
    // Where absence means that nothing happened, points that were not delivered would pass for idle time.
    const isUsable = status === "Complete" || (status === "PartialData" && entry.absence === "missing");
    return isUsable ? [] : [`${id}: ${status || "no answer"}`];
  });
  if (problems.length > 0) {
    throw new AwsError(`CloudWatch in ${request.region} could not read ${problems.length} of ${request.series.length} series`, {
      problems: problems.slice(0, 10),
      hint: "repeat the command; if it stays, check the read role's permissions on these metrics",
    });
  }
  return request.series.map((series, i) => toPoints(series, request.grid, received[i] ?? EMPTY));
}

const EMPTY: Received = { times: [], values: [], status: "" };
const partial = (received: readonly Received[]): readonly number[] =>
  received.flatMap(({ status }, i) => (status === "PartialData" ? [i] : []));

const countPoints = (received: readonly Received[]): number => received.reduce((sum, { times }) => sum + times.length, 0);

function earliestMissing(grid: TierGrid, unfinished: readonly (Received | undefined)[]): number {
  return Math.min(...unfinished.map((series) => (series?.times.at(-1) ?? grid.startEpoch - grid.periodSeconds) + grid.periodSeconds));
}

async function readPages(
  client: CloudWatchClient,
  { series, grid }: MetricRequest,
  startEpoch: number,
  received: readonly Received[],
  indexes: readonly number[],
  signal: AbortSignal,
): Promise<void> {
  if (startEpoch >= endOf(grid)) {
    for (const i of indexes) setStatus(received[i], "Complete");
    return;
  }
  const queries = indexes.flatMap((i) => {
    const planned = series[i];
    return planned === undefined ? [] : [queryOf(`s${i}`, planned, grid.periodSeconds)];
  });
  let NextToken: string | undefined;
  do {
    const page = await client.send(
      new GetMetricDataCommand({
        MetricDataQueries: queries,
        StartTime: new Date(startEpoch * 1000),
        EndTime: new Date(endOf(grid) * 1000),
        ScanBy: "TimestampAscending",
        MaxDatapoints: MAX_POINTS_PER_CALL,
        NextToken,
      }),
      { abortSignal: signal },
    );
    for (const { Id = "", Timestamps = [], Values = [], StatusCode = "" } of page.MetricDataResults ?? []) {
      const target = received[Number(Id.slice(1))];
      if (target === undefined) continue;
      setStatus(target, StatusCode);
      for (const time of Timestamps) target.times.push(time.getTime() / 1000);
      for (const value of Values) target.values.push(value);
    }
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
}

function setStatus(series: Received | undefined, status: string): void {
  if (series !== undefined) series.status = status;
}

function queryOf(id: string, { entry, resource, statistic }: PlannedSeries, periodSeconds: number): MetricDataQuery {
  const dimensions = { ...resource.dimensions, ...entry.dimensions };
  return {
    Id: id,
    MetricStat: {
      Metric: {
        Namespace: entry.namespace,
        MetricName: entry.metricName,
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      },
      Period: periodSeconds,
      Stat: statistic,
    },
    ReturnData: true,
  };
}

function toPoints(series: PlannedSeries, grid: TierGrid, { times, values }: Received): FetchedSeries {
  const { points, dropped } = cleanPoints(times, values, series.statistic);
  const from = firstAtOrAfter(points.times, grid.startEpoch);
  const to = firstAtOrAfter(points.times, endOf(grid));
  return { series, grid, points: { times: points.times.slice(from, to), values: points.values.slice(from, to) }, dropped };
}

function firstAtOrAfter(times: Float64Array, epoch: number): number {
  const index = times.findIndex((time) => time >= epoch);
  return index === -1 ? times.length : index;
}

import type { CloudWatchClient, MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import { AwsError } from "../../../contract";
import { PageTokens } from "../aws/page-tokens";
import type { PlannedSeries } from "../series";
import type { Dropped, Points, TierGrid } from "../snapshot";
import { epochOf, MalformedAnswer } from "./answer";
import { getMetricData } from "./get-metric-data";
import { MAX_POINTS_PER_CALL } from "./limits";
import type { MetricRequest } from "./pack";
import { before, type Chunk, receivePoints } from "./receive";
import { endOf } from "./tiers";

/** One series of one request, its pages put together. */
export interface FetchedSeries {
  readonly series: PlannedSeries;
  readonly grid: TierGrid;
  readonly points: Points;
  readonly dropped: Dropped;
}

interface Received {
  chunks: readonly Chunk[];
  status: string;
}

export interface FetchOptions {
  readonly signal: AbortSignal;
  /** Hears the endpoint's clock with every answer, UTC epoch seconds. */
  readonly onServerTime: (epoch: number) => void;
  /** Called whenever a part of an answer comes. */
  readonly onPart: () => void;
}

/** Requests for what was left unfinished that finish no series and bring none further, before they are given up. */
const FRUITLESS_ATTEMPTS = 3;
/** Statuses after which asking again may help. */
const UNFINISHED: ReadonlySet<string> = new Set(["PartialData", "InternalError"]);

/**
 * Asks for one request's points: all pages, and again for series that CloudWatch left unfinished. What cannot be had whole is an error,
 * never a shorter series.
 * @throws the SDK's errors, AwsError, MalformedAnswer
 */
export async function fetchMetrics(
  client: CloudWatchClient,
  request: MetricRequest,
  options: FetchOptions,
): Promise<readonly FetchedSeries[]> {
  const received: readonly Received[] = request.series.map(() => ({ chunks: [], status: "" }));
  let wanted = received.map((_, i) => i);
  let from = request.grid.startEpoch;
  let furthest = from;
  for (let fruitless = 0; wanted.length > 0 && fruitless < FRUITLESS_ATTEMPTS; ) {
    for (const i of wanted) forget(received[i], from);
    await readPages(client, { ...request, from, wanted }, received, options);
    const left = wanted.filter((i) => UNFINISHED.has(received[i]?.status ?? ""));
    const next = Math.min(...left.map((i) => nextEpoch(request.grid, received[i])));
    fruitless = left.length < wanted.length || next > furthest ? 0 : fruitless + 1;
    wanted = left;
    from = next;
    furthest = Math.max(furthest, next);
  }
  const problems = request.series.flatMap(({ id }, i) => {
    const status = received[i]?.status;
    return status === "Complete" ? [] : [`${id}: ${status || "no answer"}`];
  });
  if (problems.length > 0) {
    throw new AwsError(`CloudWatch in ${request.region} could not read ${problems.length} of ${request.series.length} series`, {
      problems: problems.slice(0, 10),
      hint: "repeat the command; if it stays, check the read role's permissions on these metrics",
    });
  }
  return request.series.map((series, i) => ({
    series,
    grid: request.grid,
    ...receivePoints(received[i]?.chunks ?? [], request.grid, series.statistic),
  }));
}

function forget(series: Received | undefined, fromEpoch: number): void {
  if (series !== undefined) series.chunks = series.chunks.map((chunk) => before(chunk, fromEpoch));
}

/** Where a series has to go on: behind its last point, or at the start where points did not ascend within the span: then any may be missing. */
function nextEpoch(grid: TierGrid, series: Received | undefined): number {
  const { startEpoch, periodSeconds } = grid;
  let last = startEpoch - periodSeconds;
  for (const { times } of series?.chunks ?? []) {
    for (const time of times) {
      const epoch = Math.floor(epochOf(time));
      if (!(epoch >= last && epoch < endOf(grid))) return startEpoch;
      last = epoch;
    }
  }
  return last + periodSeconds;
}

interface Reading extends MetricRequest {
  /** UTC epoch seconds, within the grid. */
  readonly from: number;
  /** Places of the series that are asked for. */
  readonly wanted: readonly number[];
}

async function readPages(
  client: CloudWatchClient,
  { series, grid, from, wanted }: Reading,
  received: readonly Received[],
  { signal, onServerTime, onPart }: FetchOptions,
): Promise<void> {
  if (!(from < endOf(grid))) {
    for (const i of wanted) setStatus(received[i], "Complete");
    return;
  }
  const queries = wanted.flatMap((i) => {
    const planned = series[i];
    return planned === undefined ? [] : [queryOf(`s${i}`, planned, grid.periodSeconds)];
  });
  const byId = new Map(wanted.map((i) => [`s${i}`, received[i]]));
  for (const i of wanted) setStatus(received[i], "");
  const tokens = new PageTokens("GetMetricData");
  let NextToken: string | undefined;
  do {
    const page = await getMetricData(
      client,
      {
        MetricDataQueries: queries,
        StartTime: new Date(from * 1000),
        EndTime: new Date(endOf(grid) * 1000),
        ScanBy: "TimestampAscending",
        MaxDatapoints: MAX_POINTS_PER_CALL,
        NextToken,
      },
      { signal, onPart },
    );
    onServerTime(page.serverEpoch);
    for (const { id, status, times, values } of page.results) {
      const target = byId.get(id);
      if (target === undefined) throw new MalformedAnswer(`GetMetricData answered ${id}, which was not asked for`);
      target.status = status;
      target.chunks = [...target.chunks, { times, values }];
    }
    NextToken = tokens.next(page.nextToken);
  } while (NextToken !== undefined);
}

function setStatus(series: Received | undefined, status: string): void {
  if (series !== undefined) series.status = status;
}

/** The dimensions of a series, its resource's own and those of its metric. */
export const dimensionsOf = ({ resource, entry }: PlannedSeries): Readonly<Record<string, string>> => ({
  ...resource.dimensions,
  ...entry.dimensions,
});

function queryOf(id: string, series: PlannedSeries, periodSeconds: number): MetricDataQuery {
  const { entry, statistic } = series;
  return {
    Id: id,
    MetricStat: {
      Metric: {
        Namespace: entry.namespace,
        MetricName: entry.metricName,
        Dimensions: Object.entries(dimensionsOf(series)).map(([Name, Value]) => ({ Name, Value })),
      },
      Period: periodSeconds,
      Stat: statistic,
    },
    ReturnData: true,
  };
}

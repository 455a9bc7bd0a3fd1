import { createHash } from "node:crypto";
import { canonicalJson, type DeploymentContract, InputError } from "../../../contract";
import {
  dimensionsOf,
  type EndpointSource,
  type Estimate,
  estimate,
  type MetricRequest,
  packRequests,
  stitchedWindow,
  type Window,
} from "../cloudwatch";
import { type PlannedSeries, plannedSeries } from "../series";
import type { Base } from "./base";
import { hasLongHistory, LATE_POINTS_SECONDS, type Stretches, settledGrids, stretchesOf, wantedGrids } from "./stretches";

export interface Wanted {
  readonly contract: DeploymentContract;
  /** UTC epoch seconds. */
  readonly nowEpoch: number;
  /** @default the policy's `lookBackDays` */
  readonly days?: number;
  /** How far back the hours of headroom series are read. @default as far as CloudWatch keeps them */
  readonly longHistoryDays?: number;
  /** Only components in these. @default all */
  readonly regions?: readonly string[];
  /** How much before the end of the snapshot that is gone on from is read again, for points that came late. @default half an hour */
  readonly rereadSeconds?: number;
  /** Also the metrics that are for people and for no decision. @default false */
  readonly detail?: boolean;
}

/** What a collection reads and what it takes over. */
export interface CollectionPlan {
  readonly window: Window;
  /** Sorted by id. */
  readonly series: readonly PlannedSeries[];
  /** By series id. */
  readonly stretches: ReadonlyMap<string, Stretches>;
  readonly requests: readonly MetricRequest[];
  /** By series id, SHA-256 over what CloudWatch is asked for. */
  readonly queries: Readonly<Record<string, string>>;
  readonly base: Base | undefined;
  readonly rereadSeconds: number;
  /** What the calls are expected to go to. */
  readonly source: EndpointSource;
  readonly cost: Estimate;
  /** Same plan, same hash. */
  readonly sha256: string;
}

/** Cuts a collection into calls. @throws InputError (days, nothing to read) */
export function planCollection(wanted: Wanted, source: EndpointSource, base: Base | undefined): CollectionPlan {
  const { contract, nowEpoch, days, longHistoryDays, rereadSeconds = LATE_POINTS_SECONDS } = wanted;
  const window = stitchedWindow(nowEpoch, days ?? contract.policy.lookBackDays, longHistoryDays);
  const series = seriesToRead(wanted);
  const queries = Object.fromEntries(series.map((each) => [each.id, querySha256(each)]));
  const stretches = new Map(
    series.map((each) => [each.id, stretchesOf(wantedGrids(each, window), held(each, queries[each.id], base, rereadSeconds))]),
  );
  const requests = packRequests(series.flatMap((each) => (stretches.get(each.id)?.read ?? []).map((grid) => ({ series: each, grid }))));
  const identity = {
    deployment: contract.deployment,
    account: contract.account,
    source,
    base: base?.manifest.hash ?? "none",
    window,
    queries,
    requests: requests.map(requestName),
  };
  const sha256 = sha256Of(canonicalJson(identity));
  return { window, series, stretches, requests, queries, base, rereadSeconds, source, cost: estimate(requests), sha256 };
}

function held(series: PlannedSeries, query: string | undefined, base: Base | undefined, rereadSeconds: number) {
  const stored = base?.series.get(series.id);
  if (base === undefined || stored === undefined || base.manifest.queries?.[series.id] !== query) return [];
  return settledGrids(base.manifest, hasLongHistory(series) && stored.longHistoryPoints !== undefined, rereadSeconds).filter(
    ({ periodSeconds }) => stored.points[`${periodSeconds}`] !== undefined || stored.longHistoryPoints !== undefined,
  );
}

/** What one request asks for, in a line. */
export const requestName = ({ region, grid, series }: MetricRequest): string =>
  sha256Of(`${region} ${grid.periodSeconds} ${grid.startEpoch} ${grid.length} ${series.map(({ id }) => id).join(" ")}`);

const sha256Of = (text: string): string => createHash("sha256").update(text).digest("hex");

const querySha256 = (series: PlannedSeries): string => {
  const { region, entry, statistic } = series;
  return sha256Of(
    canonicalJson({
      region,
      namespace: entry.namespace,
      metricName: entry.metricName,
      dimensions: dimensionsOf(series),
      statistic,
    }),
  );
};

function seriesToRead({ contract, regions, detail = false }: Wanted): readonly PlannedSeries[] {
  const series = plannedSeries(contract, { detail }).filter(({ region }) => regions === undefined || regions.includes(region));
  if (series.length > 0) return series;
  const where = regions === undefined ? "" : ` in ${regions.join(", ")}`;
  throw new InputError(`${contract.deployment} has nothing to collect${where}`, {
    problems: [`its contract's inventory lists no resource${where} that publishes a known metric`],
    hint: `the deployment's regions are ${contract.regions.join(", ")}; run \`npm run synth\` if the contract is old`,
  });
}

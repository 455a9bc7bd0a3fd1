import {
  type Component,
  METRICS,
  type MetricEntry,
  type Policy,
  type Resource,
  type Statistic,
  seriesId,
  TrimtabError,
} from "../../contract";
import { type Commitments, commitmentsOf, type PriceList, priceList } from "../money";
import type { TableStream, TrainingRuns } from "../telemetry/account";
import type { MetricSeries, Snapshot, SnapshotSource, Tags, TierGrid } from "../telemetry/snapshot/types";
import { type CapacityHistory, capacityHistory } from "./capacity-history";
import { type Settings, settingsOf } from "./settings";
import { isFine, type Tiers, unknown } from "./tiers";

/** One series of the component, by name. */
export interface SeriesRef {
  readonly resource: Resource;
  readonly metric: string;
  readonly statistic: Statistic;
}

/** Everything measured and known of one component: what its kind's model reads. */
export interface ComponentHistory {
  readonly component: string;
  readonly definition: Component;
  readonly policy: Policy;
  /** As the deployment names it: `prod`, `staging-pr-42`. */
  readonly environment: string;
  readonly region: string;
  readonly resources: readonly Resource[];
  readonly current: Settings;
  readonly capacity: CapacityHistory;
  readonly grids: readonly TierGrid[];
  readonly startEpoch: number;
  /** What the decision calls now. */
  readonly endEpoch: number;
  readonly source: SnapshotSource;
  readonly prices: PriceList;
  /** Of a further region, for what a component has there. */
  pricesIn(region: string): PriceList;
  /** The payer's, where they are known. */
  readonly commitments: Commitments | undefined;
  readonly tags: Tags | null | undefined;
  /** Why the tags are not known, where somebody tried to read them. */
  readonly unreadTags: string | undefined;
  /** Who reads the table's stream; undefined where the account was not asked. */
  readonly stream: TableStream | undefined;
  readonly pins: Snapshot["pins"];
  /** Of a component that trains, where somebody asked for its runs. */
  readonly trainingRuns: TrainingRuns | undefined;
  scoped(scope: string): readonly Resource[];
  series(ref: SeriesRef): MetricSeries | undefined;
  metric(ref: Pick<SeriesRef, "resource" | "metric">): MetricEntry | undefined;
  /** Values on the snapshot's grids; NaN where nothing is known. Events that did not happen while the component was alive are 0 there. */
  read(ref: SeriesRef): Tiers;
  /** Minutes by one statistic, older and coarser tiers by another: what a peak leaves behind there. */
  judged(resource: Resource, metric: string, minutes: Statistic, older: Statistic): Tiers;
}

/** @throws TrimtabError for a component that the contract does not know */
export function componentHistory(snapshot: Snapshot, component: string): ComponentHistory {
  const { contract, manifest } = snapshot;
  const definition = contract.components[component];
  if (definition === undefined) throw new TrimtabError(`the contract of ${contract.deployment} has no component ${component}`);
  const inventory = contract.inventory[component];
  const region = inventory?.region ?? contract.regions[0] ?? "";
  const resources = inventory?.resources ?? [];
  const grids = manifest.tiers;
  const entries = METRICS[definition.kind];

  const series = ({ resource, metric, statistic }: SeriesRef) => snapshot.series.get(seriesId(component, resource.name, metric, statistic));
  const metricOf = ({ resource, metric }: Pick<SeriesRef, "resource" | "metric">) =>
    entries.find((entry) => entry.name === metric && entry.scope === resource.scope);
  const read = (ref: SeriesRef): Tiers => {
    const found = series(ref);
    if (found === undefined) return unknown(grids);
    return grids.map((grid) => ({ grid, values: onGrid(found, grid) }));
  };

  const current = settingsOf(component, definition, snapshot.current);
  return {
    component,
    definition,
    policy: contract.policy,
    environment: contract.environment,
    region,
    resources,
    current,
    capacity: capacityHistory(component, definition, snapshot.capacity, current),
    grids,
    startEpoch: manifest.startEpoch,
    endEpoch: manifest.endEpoch,
    source: manifest.source,
    prices: priceList(snapshot.prices, region),
    pricesIn: (elsewhere) => priceList(snapshot.prices, elsewhere),
    commitments: commitmentsOf(snapshot.costs, snapshot.prices.prices, manifest.endEpoch),
    tags: snapshot.tags[component],
    unreadTags: snapshot.account?.unreadTags[component],
    stream: snapshot.account?.streams[component],
    pins: snapshot.pins,
    trainingRuns: snapshot.account?.trainingRuns?.[component],
    scoped: (scope) => resources.filter((resource) => resource.scope === scope),
    series,
    metric: metricOf,
    read,
    judged: (resource, metric, minutes, older) => {
      const fine = read({ resource, metric, statistic: minutes });
      if (minutes === older) return fine;
      const coarse = read({ resource, metric, statistic: older });
      return grids.flatMap((grid, tier) => (isFine(grid) ? fine : coarse)[tier] ?? []);
    },
  };
}

function onGrid(series: MetricSeries, grid: TierGrid): Float64Array {
  const tier = series.tiers.find((candidate) => candidate.grid.periodSeconds === grid.periodSeconds);
  // Nobody writes into what was read, so the usual case needs no copy.
  if (tier !== undefined && tier.grid.startEpoch === grid.startEpoch && tier.values.length === grid.length) return tier.values;
  const values = new Float64Array(grid.length).fill(Number.NaN);
  if (tier === undefined) return values;
  const shift = (grid.startEpoch - tier.grid.startEpoch) / grid.periodSeconds;
  for (let i = 0; i < values.length; i++) {
    const value = tier.values[i + shift];
    if (value !== undefined) values[i] = value;
  }
  return values;
}

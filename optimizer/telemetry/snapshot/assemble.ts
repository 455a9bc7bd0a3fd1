import { type DeploymentContract, isOfAws, StoreError, seriesId } from "../../../contract";
import { type PlannedSeries, plannedSeries } from "../series";
import { alignPoints, canonicalFactor, coverageOf, coverageWhile, markAlive, zeroFill } from "./align";
import { type Points, slotOf } from "./grid";
import type { Span } from "./runs";
import type { MetricSeries, SnapshotManifest, TierGrid, TierValues } from "./types";

interface Assembling {
  readonly planned: PlannedSeries;
  readonly tiers: TierValues[];
  longHistory: TierValues | undefined;
}

/** Which series a snapshot may hold, and on which grids. */
export interface SeriesCatalog {
  readonly planned: ReadonlyMap<string, PlannedSeries>;
  readonly grids: ReadonlyMap<Span, TierGrid>;
  /** Since when a component is known to exist, UTC epoch seconds, by component. */
  readonly existsSince: Readonly<Record<string, number>>;
}

/** @throws StoreError where the manifest has series that the contract and the catalog do not know. */
export function seriesCatalog(
  contract: DeploymentContract,
  manifest: SnapshotManifest,
  existsSince: SeriesCatalog["existsSince"] = {},
): SeriesCatalog {
  const planned = new Map(plannedSeries(contract, { detail: true }).map((one) => [one.id, one]));
  const unknown = manifest.series.filter(({ id }) => !planned.has(id)).map(({ id }) => id);
  if (unknown.length > 0) {
    throw new StoreError(`the snapshot holds ${unknown.length} series that this version's metric catalog does not know`, {
      problems: unknown.slice(0, 10),
      hint: "collect again with this version",
    });
  }
  const grids = new Map<Span, TierGrid>(manifest.tiers.map((grid) => [grid.periodSeconds, grid]));
  if (manifest.longHistory !== undefined) grids.set("longHistory", manifest.longHistory);
  return { planned, grids, existsSince };
}

/**
 * Puts the stored points of each series on its tiers' grids, in canonical units.
 * Zero-filling of `absence: "zero"` metrics needs the component's gauges first, so it happens at the end.
 */
export class SeriesAssembly {
  private readonly assembling = new Map<string, Assembling>();

  constructor(private readonly catalog: SeriesCatalog) {}

  /** @throws RangeError where points lie outside of their tier. */
  receive(id: string, span: Span, points: Points): void {
    const planned = this.catalog.planned.get(id);
    const grid = this.catalog.grids.get(span);
    if (planned === undefined || grid === undefined) throw new RangeError(`no grid for ${id} at ${span}`);
    const first = points.times[0];
    const last = points.times.at(-1);
    if (first !== undefined && last !== undefined && (slotOf(grid, first) < 0 || slotOf(grid, last) >= grid.length)) {
      throw new RangeError(`points of ${id} lie outside of their tier's window`);
    }
    const factor = canonicalFactor(planned.entry, planned.statistic, grid.periodSeconds);
    const values = { grid, values: alignPoints(points, grid, planned.statistic, factor) };
    const known = this.assembling.get(id) ?? { planned, tiers: [], longHistory: undefined };
    this.assembling.set(id, known);
    if (span === "longHistory") known.longHistory = values;
    else known.tiers.push(values);
  }

  finish(): ReadonlyMap<string, MetricSeries> {
    const alive = this.aliveBySpeaker();
    for (const assembling of this.assembling.values()) fill(assembling, alive);
    return new Map([...this.assembling].map(([id, assembling]) => [id, toSeries(assembling, this.counterOf(assembling))]));
  }

  /**
   * The counter without which there is nothing to measure, where the metric has one and the snapshot holds it. Only of what AWS itself
   * publishes: a service that says nothing of its requests may have lost its agent, and its silence is a gap.
   */
  private counterOf({ planned: { component, resource, entry } }: Assembling): Assembling | undefined {
    return entry.onlyWhile === undefined || !isOfAws(entry)
      ? undefined
      : this.assembling.get(seriesId(component, resource.name, entry.onlyWhile, "Sum"));
  }

  /**
   * A component was alive wherever one of its metrics had a point (a gauge, or a counter that counted, as all that a table on demand has), and
   * since it is known to exist. A resource's own emitter was alive only where it said something itself: the instance outlives its agent.
   */
  private aliveBySpeaker(): ReadonlyMap<string, Uint8Array> {
    const alive = new Map<string, Uint8Array>();
    for (const { planned, tiers, longHistory } of this.assembling.values()) {
      // What the account has says nothing about a component of it.
      if (planned.entry.scope === "account") continue;
      for (const { grid, values } of longHistory === undefined ? tiers : [longHistory, ...tiers]) {
        const mark = (speaker: string, sinceEpoch?: number): void => {
          const key = aliveKey(speaker, grid);
          const mask = alive.get(key) ?? existing(grid, sinceEpoch);
          alive.set(key, mask);
          markAlive(mask, values, grid, planned.entry.cadenceSeconds);
        };
        mark(planned.component, this.catalog.existsSince[planned.component]);
        if (!isOfAws(planned.entry)) mark(speakerOf(planned));
      }
    }
    return alive;
  }
}

/** Marks the whole slots from a time on; none where that is not known. */
function existing({ startEpoch, periodSeconds, length }: TierGrid, sinceEpoch = Number.POSITIVE_INFINITY): Uint8Array {
  const from = Math.max(0, Math.ceil((sinceEpoch - startEpoch) / periodSeconds));
  return new Uint8Array(length).fill(1, Math.min(length, from));
}

/** Whose silence would be missed: AWS's own about a component, or what a resource's emitter says of it. */
const speakerOf = ({ component, resource, entry }: PlannedSeries): string =>
  isOfAws(entry) ? component : `${component} ${resource.name} ${entry.namespace}`;

const aliveKey = (speaker: string, { periodSeconds, startEpoch }: TierGrid): string => `${speaker} ${periodSeconds} ${startEpoch}`;

function fill({ planned, tiers, longHistory }: Assembling, alive: ReadonlyMap<string, Uint8Array>): void {
  for (const { grid, values } of longHistory === undefined ? tiers : [longHistory, ...tiers]) {
    const mask = alive.get(aliveKey(speakerOf(planned), grid));
    if (planned.entry.absence === "zero" && mask !== undefined) zeroFill(values, mask);
  }
}

/** @param counter what has been filled of the series that this one exists with */
function toSeries({ planned, tiers, longHistory }: Assembling, counter: Assembling | undefined): MetricSeries {
  const { id, component, resource, entry, statistic } = planned;
  // A filled metric has a value for every slot in which its component was alive, however seldom it is published.
  const cadence = (grid: TierGrid): number => (entry.absence === "zero" ? grid.periodSeconds : entry.cadenceSeconds);
  // What was never measured is no evidence, also where nothing was to be measured.
  const isSilent = counter !== undefined && tiers.every(({ values }) => values.every(Number.isNaN));
  const share = ({ grid, values }: TierValues): number => {
    const counted = counter?.tiers.find(
      (tier) => tier.grid.periodSeconds === grid.periodSeconds && tier.grid.startEpoch === grid.startEpoch,
    );
    if (counted === undefined || isSilent) return coverageOf(values, grid, cadence(grid));
    return coverageWhile(values, counted.values, grid, cadence(grid));
  };
  const coverage = Object.fromEntries(tiers.map((tier) => [tier.grid.periodSeconds, share(tier)]));
  return {
    id,
    component,
    resource,
    metric: entry.name,
    statistic,
    unit: statistic === "SampleCount" ? "count" : entry.unit,
    tiers: [...tiers].sort((a, b) => a.grid.startEpoch - b.grid.startEpoch),
    coverage,
    ...(longHistory === undefined ? {} : { longHistory }),
  };
}

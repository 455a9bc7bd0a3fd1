import { type DeploymentContract, StoreError } from "../../../contract";
import { type PlannedSeries, plannedSeries } from "../series";
import { alignPoints, canonicalFactor, coverageOf, markAlive, zeroFill } from "./align";
import { type Points, slotOf } from "./grid";
import type { MetricSeries, SnapshotManifest, TierGrid, TierPeriod, TierValues } from "./types";

interface Assembling {
  readonly planned: PlannedSeries;
  readonly tiers: TierValues[];
}

/**
 * Puts the stored points of each series on its tiers' grids, in canonical units.
 * Zero-filling of `absence: "zero"` metrics needs the component's gauges first, so it happens at the end.
 */
export class SeriesAssembly {
  private readonly planned: ReadonlyMap<string, PlannedSeries>;
  private readonly grids: ReadonlyMap<TierPeriod, TierGrid>;
  private readonly assembling = new Map<string, Assembling>();

  /** @throws StoreError where the manifest has series that the contract and the catalog do not know. */
  constructor(contract: DeploymentContract, manifest: SnapshotManifest) {
    this.planned = new Map(plannedSeries(contract).map((planned) => [planned.id, planned]));
    this.grids = new Map(manifest.tiers.map((grid) => [grid.periodSeconds, grid]));
    const unknown = manifest.series.filter(({ id }) => !this.planned.has(id)).map(({ id }) => id);
    if (unknown.length > 0) {
      throw new StoreError(`the snapshot holds ${unknown.length} series that this version's metric catalog does not know`, {
        problems: unknown.slice(0, 10),
        hint: "collect again with this version",
      });
    }
  }

  receive(id: string, periodSeconds: TierPeriod, points: Points): void {
    const planned = this.planned.get(id);
    const grid = this.grids.get(periodSeconds);
    if (planned === undefined || grid === undefined) throw new RangeError(`no grid for ${id} at ${periodSeconds} s`);
    const first = points.times[0];
    const last = points.times.at(-1);
    if (first !== undefined && last !== undefined && (slotOf(grid, first) < 0 || slotOf(grid, last) >= grid.length)) {
      throw new RangeError(`points of ${id} lie outside of their tier's window`);
    }
    const values = alignPoints(points, grid, planned.statistic, canonicalFactor(planned.entry, planned.statistic, periodSeconds));
    const known = this.assembling.get(id);
    if (known === undefined) this.assembling.set(id, { planned, tiers: [{ grid, values }] });
    else known.tiers.push({ grid, values });
  }

  finish(): ReadonlyMap<string, MetricSeries> {
    const alive = this.aliveByComponent();
    return new Map([...this.assembling].map(([id, { planned, tiers }]) => [id, toSeries(planned, tiers, alive)]));
  }

  /** A component was alive wherever one of its gauges (metrics whose absence means that nothing is known) had a point. */
  private aliveByComponent(): ReadonlyMap<string, Uint8Array> {
    const alive = new Map<string, Uint8Array>();
    for (const { planned, tiers } of this.assembling.values()) {
      if (planned.entry.absence === "zero") continue;
      for (const { grid, values } of tiers) {
        const key = aliveKey(planned.component, grid);
        const mask = alive.get(key) ?? new Uint8Array(grid.length);
        alive.set(key, mask);
        markAlive(mask, values, grid, planned.entry.cadenceSeconds);
      }
    }
    return alive;
  }
}

const aliveKey = (component: string, grid: TierGrid): string => `${component} ${grid.periodSeconds}`;

function toSeries(planned: PlannedSeries, tiers: readonly TierValues[], alive: ReadonlyMap<string, Uint8Array>): MetricSeries {
  const { id, component, resource, entry, statistic } = planned;
  for (const { grid, values } of tiers) {
    const mask = alive.get(aliveKey(component, grid));
    if (entry.absence === "zero" && mask !== undefined) zeroFill(values, mask);
  }
  // A filled metric has a value for every slot in which its component was alive, however seldom it is published.
  const cadence = (grid: TierGrid): number => (entry.absence === "zero" ? grid.periodSeconds : entry.cadenceSeconds);
  const coverage = Object.fromEntries(tiers.map(({ grid, values }) => [grid.periodSeconds, coverageOf(values, grid, cadence(grid))]));
  return {
    id,
    component,
    resource,
    metric: entry.name,
    statistic,
    unit: statistic === "SampleCount" ? "count" : entry.unit,
    tiers: [...tiers].sort((a, b) => a.grid.startEpoch - b.grid.startEpoch),
    coverage,
  };
}

import { METRICS } from "../../../contract";
import { coverageOf } from "./align";
import { tierGrid } from "./grid";
import type { MetricSeries, Snapshot, TierGrid, TierValues } from "./types";

const HOUR = 3_600;
const DAY = 86_400;

/** The same snapshot, as if it had been collected with so many days to look back on; all of it where it does not reach so far. */
export function lastDays(snapshot: Snapshot, days: number): Snapshot {
  const { manifest, contract } = snapshot;
  const startEpoch = Math.floor((manifest.endEpoch - days * DAY) / HOUR) * HOUR;
  if (startEpoch <= manifest.startEpoch) return snapshot;
  const tiers = manifest.tiers.map((grid) => since(grid, startEpoch)).filter(({ length }) => length > 0);
  const series = [...snapshot.series].map(([id, each]) => [id, narrowed(each, startEpoch, cadenceOf(snapshot, each))] as const);
  return {
    ...snapshot,
    manifest: { ...manifest, startEpoch, tiers },
    contract: { ...contract, policy: { ...contract.policy, lookBackDays: days } },
    series: new Map(series),
  };
}

function since(grid: TierGrid, startEpoch: number): TierGrid {
  const { periodSeconds, length } = grid;
  const from = Math.max(grid.startEpoch, startEpoch);
  return tierGrid(periodSeconds, from, Math.max(from, grid.startEpoch + length * periodSeconds));
}

function narrowed(series: MetricSeries, startEpoch: number, cadence: (grid: TierGrid) => number): MetricSeries {
  const tiers = series.tiers.map((tier) => narrowedTier(tier, startEpoch)).filter(({ grid }) => grid.length > 0);
  const coverage = tiers.map(({ grid, values }) => [grid.periodSeconds, coverageOf(values, grid, cadence(grid))]);
  return { ...series, tiers, coverage: Object.fromEntries(coverage) };
}

function narrowedTier({ grid, values }: TierValues, startEpoch: number): TierValues {
  const kept = since(grid, startEpoch);
  return { grid: kept, values: values.subarray(values.length - kept.length) };
}

/** As in assembling: a metric whose absence means zero has a value for every slot. */
function cadenceOf({ contract }: Snapshot, { component, resource, metric }: MetricSeries): (grid: TierGrid) => number {
  const kind = contract.components[component]?.kind;
  const entry = kind && METRICS[kind].find(({ name, scope }) => name === metric && scope === resource.scope);
  return (grid) => (entry === undefined || entry.absence === "zero" ? grid.periodSeconds : entry.cadenceSeconds);
}

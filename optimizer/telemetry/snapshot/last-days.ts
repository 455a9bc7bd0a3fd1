import { METRICS, type MetricEntry, SECONDS_PER_DAY, type Statistic } from "../../../contract";
import { coverageOf } from "./align";
import { slotOf, tierGrid } from "./grid";
import type { MetricSeries, Snapshot, SnapshotManifest, TierGrid, TierValues } from "./types";

const HOUR = 3_600;

/**
 * The same snapshot, as if it had been collected with so many days to look back on; all of it where it does not reach so far. What lies
 * before them votes as hours before the window do.
 */
export function lastDays(snapshot: Snapshot, days: number): Snapshot {
  const { manifest, contract } = snapshot;
  if (!reachesBack(manifest, days)) return snapshot;
  const startEpoch = startOf(manifest, days);
  const tiers = manifest.tiers.map((grid) => since(grid, startEpoch)).filter(({ length }) => length > 0);
  const cut: TierGrid = tierGrid(HOUR, manifest.startEpoch, startEpoch);
  const longHistory = joined(manifest.longHistory, cut);
  const series = [...snapshot.series].map(([id, each]) => {
    const entry = entryOf(snapshot, each);
    const hours = entry?.headroom === each.statistic ? { longHistory: hoursOf(each, longHistory, startEpoch) } : {};
    return [id, { ...narrowed(each, startEpoch, cadenceOf(entry)), ...hours }] as const;
  });
  return {
    ...snapshot,
    manifest: { ...manifest, startEpoch, tiers, longHistory },
    contract: { ...contract, policy: { ...contract.policy, lookBackDays: days } },
    series: new Map(series),
  };
}

/** Whether a snapshot goes further back than so many days. */
export const reachesBack = (manifest: Pick<SnapshotManifest, "startEpoch" | "endEpoch">, days: number): boolean =>
  startOf(manifest, days) > manifest.startEpoch;

const startOf = ({ endEpoch }: Pick<SnapshotManifest, "endEpoch">, days: number): number =>
  Math.floor((endEpoch - days * SECONDS_PER_DAY) / HOUR) * HOUR;

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

const joined = (before: TierGrid | undefined, cut: TierGrid): TierGrid =>
  before === undefined ? cut : { ...before, length: before.length + cut.length };

/** The hours before a time, as far as they are known: those that were kept, then what each hour's intervals leave of it. */
function hoursOf({ statistic, tiers, longHistory }: MetricSeries, grid: TierGrid, untilEpoch: number): TierValues {
  const values = new Float64Array(grid.length).fill(Number.NaN);
  if (longHistory !== undefined) values.set(longHistory.values);
  const counts = new Uint32Array(grid.length);
  for (const tier of tiers) {
    for (let i = 0; i < tier.values.length; i++) {
      const epoch = tier.grid.startEpoch + i * tier.grid.periodSeconds;
      if (epoch >= untilEpoch) break;
      const value = tier.values[i] ?? Number.NaN;
      const hour = slotOf(grid, epoch);
      if (hour < 0 || Number.isNaN(value)) continue;
      const present = values[hour] ?? Number.NaN;
      const count = (counts[hour] ?? 0) + 1;
      counts[hour] = count;
      values[hour] = Number.isNaN(present) ? value : ofHour(statistic, present, value, count);
    }
  }
  return { grid, values };
}

/** Sums are rates here: an hour's is the mean of its intervals'. */
const ofHour = (statistic: Statistic, present: number, value: number, count: number): number =>
  statistic === "Sum" ? present + (value - present) / count : statistic === "Minimum" ? Math.min(present, value) : Math.max(present, value);

function entryOf({ contract }: Snapshot, { component, resource, metric }: MetricSeries): MetricEntry | undefined {
  const kind = contract.components[component]?.kind;
  return kind && METRICS[kind].find(({ name, scope }) => name === metric && scope === resource.scope);
}

/** As in assembling: a metric whose absence means zero has a value for every slot. */
const cadenceOf =
  (entry: MetricEntry | undefined) =>
  (grid: TierGrid): number =>
    entry === undefined || entry.absence === "zero" ? grid.periodSeconds : entry.cadenceSeconds;

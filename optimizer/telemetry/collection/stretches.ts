import { endOf, type Window } from "../cloudwatch";
import type { PlannedSeries } from "../series";
import { LONG_HISTORY_PERIOD, type SnapshotManifest, type TierGrid, tierGrid } from "../snapshot";

/**
 * How long after a period its points may still change or come: this much before the end of what was read is read again. CloudWatch shows
 * most metrics of AWS services within minutes. Points may come two weeks late, and are then seen where their days leave the tier of minutes:
 * these are read anew, by five minutes.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html
 */
export const LATE_POINTS_SECONDS = 1800;

/** What is read of one series, and what is taken over; both oldest first, disjoint, together all that is wanted. */
export interface Stretches {
  readonly read: readonly TierGrid[];
  readonly copied: readonly TierGrid[];
}

/** Whether a series' hours are read for as long as CloudWatch keeps them. */
export const hasLongHistory = ({ entry, statistic }: PlannedSeries): boolean => entry.headroom === statistic;

/** All that a collection wants of one series: one grid per period, since stretches that touch are asked for together. */
export function wantedGrids(series: PlannedSeries, { tiers, longHistory }: Window): readonly TierGrid[] {
  return longHistory !== undefined && hasLongHistory(series) ? joined(longHistory, tiers) : tiers;
}

/** What a snapshot holds of one series, as far as it does not change any more. */
export function settledGrids(
  { tiers, longHistory, endEpoch }: SnapshotManifest,
  hasLong: boolean,
  rereadSeconds: number = LATE_POINTS_SECONDS,
): readonly TierGrid[] {
  const held = longHistory !== undefined && hasLong ? joined(longHistory, tiers) : tiers;
  return held.map((grid) => within(grid, grid.startEpoch, endEpoch - rereadSeconds)).filter(({ length }) => length > 0);
}

function joined(before: TierGrid, tiers: readonly TierGrid[]): readonly TierGrid[] {
  const [oldest, ...finer] = tiers;
  if (oldest?.periodSeconds !== LONG_HISTORY_PERIOD || endOf(before) !== oldest.startEpoch) return [before, ...tiers];
  return [{ ...before, length: before.length + oldest.length }, ...finer];
}

/** Takes over what is held at the same period and reads the rest. */
export function stretchesOf(wanted: readonly TierGrid[], held: readonly TierGrid[]): Stretches {
  const read: TierGrid[] = [];
  const copied: TierGrid[] = [];
  for (const grid of wanted) {
    const known = held.find(({ periodSeconds }) => periodSeconds === grid.periodSeconds);
    const copy = known === undefined ? within(grid, 0, 0) : within(grid, known.startEpoch, endOf(known));
    if (copy.length === 0) {
      read.push(grid);
      continue;
    }
    copied.push(copy);
    const before = within(grid, grid.startEpoch, copy.startEpoch);
    const after = within(grid, endOf(copy), endOf(grid));
    read.push(...[before, after].filter(({ length }) => length > 0));
  }
  return { read, copied };
}

/** The whole periods of a grid between two times. */
function within(grid: TierGrid, fromEpoch: number, toEpoch: number): TierGrid {
  const { periodSeconds } = grid;
  const first = Math.max(0, Math.ceil((fromEpoch - grid.startEpoch) / periodSeconds));
  const last = Math.min(grid.length, Math.floor((toEpoch - grid.startEpoch) / periodSeconds));
  const startEpoch = grid.startEpoch + first * periodSeconds;
  return tierGrid(periodSeconds, startEpoch, startEpoch + Math.max(0, last - first) * periodSeconds);
}

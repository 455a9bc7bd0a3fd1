import { addDropped, type Dropped, NOTHING_DROPPED } from "./clean";
import { coverage, MetricsDatabase } from "./queries";
import type { Reread, SnapshotManifest, TierPeriod } from "./types";

/** What is there of one tier. */
export interface TierQuality {
  readonly periodSeconds: TierPeriod;
  readonly series: number;
  /** Series without any point in it. */
  readonly empty: number;
  readonly points: number;
  /** Of the series that should have points throughout and have any: mean share of the points that are there; undefined where there is no such series. */
  readonly coverage: number | undefined;
  /** The least complete of those that should have, worst first, as far as they lie under the share asked for; 0 of what has no point at all. */
  readonly gaps: readonly { readonly id: string; readonly coverage: number; readonly lastEpoch: number | undefined }[];
}

/** How complete a snapshot is, and what was wrong with the points that it was made of. */
export interface DataQuality {
  /** Finest first. */
  readonly tiers: readonly TierQuality[];
  readonly dropped: Dropped;
  /** Sums that look like what was counted since a process began, and how often that began anew. */
  readonly runningTotals: readonly { readonly id: string; readonly resets: number }[];
  /** By how much this machine's clock was ahead of AWS's; absent where nobody could tell. */
  readonly clockSkewSeconds?: number;
  /** What came late of an earlier snapshot's end; absent where nothing had, or everything was read anew. */
  readonly reread?: Reread;
  /** Hours from before the window, over all series. */
  readonly longHistoryPoints: number;
}

/** Counts what is stored, in SQL, and holds it against what the manifest says should be there. @param least coverage that is complete enough */
export async function dataQuality(directory: string, manifest: SnapshotManifest, least: number): Promise<DataQuality> {
  const database = await MetricsDatabase.open(directory);
  try {
    const stored = new Map((await coverage(database, manifest.startEpoch)).map((one) => [`${one.series} ${one.periodSeconds}`, one]));
    const tiers = manifest.tiers.map(({ periodSeconds }): TierQuality => {
      const asked = manifest.series.filter(({ points }) => points[`${periodSeconds}`] !== undefined);
      const found = asked.map(({ id }) => stored.get(`${id} ${periodSeconds}`));
      const shares = asked.flatMap(({ id, coverage: shareOf }, i) => {
        const share = shareOf?.[`${periodSeconds}`];
        return share === undefined ? [] : [{ id, coverage: share, lastEpoch: found[i]?.lastEpoch }];
      });
      // A table on demand has no provisioned capacity to publish, a reader commits nothing: what is not there at all may be no gap.
      const some = shares.filter((one) => one.coverage > 0);
      return {
        periodSeconds,
        series: asked.length,
        empty: found.filter((one) => one === undefined).length,
        points: found.reduce((sum, one) => sum + (one?.points ?? 0), 0),
        coverage: some.length === 0 ? undefined : some.reduce((sum, one) => sum + one.coverage, 0) / some.length,
        gaps: shares.filter((one) => one.coverage < least).sort((a, b) => a.coverage - b.coverage),
      };
    });
    return {
      tiers: [...tiers].sort((a, b) => a.periodSeconds - b.periodSeconds),
      dropped: manifest.series.reduce((sum, { dropped }) => addDropped(sum, dropped), NOTHING_DROPPED),
      runningTotals: manifest.series.flatMap(({ id, runningTotal }) => (runningTotal === undefined ? [] : [{ id, ...runningTotal }])),
      ...(manifest.clockSkewSeconds === undefined ? {} : { clockSkewSeconds: manifest.clockSkewSeconds }),
      ...(manifest.reread === undefined ? {} : { reread: manifest.reread }),
      longHistoryPoints: manifest.series.reduce((sum, { longHistoryPoints = 0 }) => sum + longHistoryPoints, 0),
    };
  } finally {
    database.close();
  }
}

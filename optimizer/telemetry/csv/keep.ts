import { SnapshotDraft, type StoredSnapshot } from "../snapshot";
import type { FileOptions } from "./options";
import { readPrices } from "./prices";
import type { CsvSeries } from "./read-file";
import { pointsIn, windowOf } from "./window";

/** A series that was read from files. */
export interface FileSeries {
  readonly id: string;
  readonly read: CsvSeries;
}

/**
 * Makes a snapshot of series from files, with the prices that lie beside them. The window ends with the last point of any series, and all
 * are measured against it: gaps, and series that end early, show as coverage.
 * @throws InputError; no snapshot is left then
 */
export async function keepFiles(options: FileOptions, files: readonly FileSeries[]): Promise<StoredSnapshot> {
  const { contract, directory, current, capacity, tags, pins } = options;
  const prices = await readPrices(directory);
  const { startEpoch, endEpoch, tiers } = windowOf(
    files.map(({ read }) => read),
    options.days,
  );
  const draft = await SnapshotDraft.begin(
    options.storeRoot,
    contract.deployment,
    files.map(({ id }) => id),
  );
  try {
    for (const { id, read } of files) {
      const parts = tiers.map((grid) => ({ periodSeconds: grid.periodSeconds, points: pointsIn(read.points, grid) }));
      draft.add(id, parts, read.dropped);
    }
    return await draft.commit({ contract, source: "csv", startEpoch, endEpoch, tiers, current, capacity, prices, tags, pins });
  } catch (error) {
    await draft.discard();
    throw error;
  }
}

import { InputError, SECONDS_PER_DAY } from "../../../contract";
import { LONGEST_DAYS } from "../cloudwatch";
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
  if (options.days === undefined) assertNoLonger(files);
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

/** One row with a wrong year would make a window of decades. @throws InputError that names the earliest and the latest series */
function assertNoLonger(files: readonly FileSeries[]): void {
  const spans = files.map(({ id, read: { points } }) => ({ id, first: points.times[0] ?? 0, last: points.times.at(-1) ?? 0 }));
  const [earliest] = [...spans].sort((a, b) => a.first - b.first);
  const [latest] = [...spans].sort((a, b) => b.last - a.last);
  if (earliest === undefined || latest === undefined) return;
  const days = Math.floor((latest.last - earliest.first) / SECONDS_PER_DAY);
  if (days <= LONGEST_DAYS) return;
  throw new InputError(`the files reach over ${days} days, and CloudWatch keeps ${LONGEST_DAYS}`, {
    problems: [`${earliest.id} begins at ${isoTime(earliest.first)}`, `${latest.id} ends at ${isoTime(latest.last)}`],
    hint: "correct the times that are wrong, or look back on fewer days before the last with --days",
  });
}

const isoTime = (epoch: number): string => `${new Date(epoch * 1000).toISOString().slice(0, 19)}Z`;

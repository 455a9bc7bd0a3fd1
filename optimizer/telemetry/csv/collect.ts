import { type DeploymentContract, InputError, type Values } from "../../../contract";
import { type CapacityChange, type Pins, SnapshotDraft, type StoredSnapshot, type TagBook } from "../snapshot";
import { type CsvMapping, type MappedFile, mapFiles } from "./mapping";
import { readPrices } from "./prices";
import { type CsvSeries, readCsvFile } from "./read-file";
import { pointsIn, windowOf } from "./window";

export interface CollectFromCsvOptions {
  /** Folder of `timestamp,value` files, in CloudWatch's own units. */
  readonly directory: string;
  readonly contract: DeploymentContract;
  readonly current: Values;
  readonly capacity: readonly CapacityChange[];
  readonly pins: Pins;
  readonly tags: TagBook;
  readonly storeRoot: string;
  /** Instead of the folder's `series.json`. */
  readonly mapping?: CsvMapping;
  /** Look back on this many days before the last timestamp. @default to the first timestamp */
  readonly days?: number;
}

const MOST_LISTED = 15;

interface ReadFile extends MappedFile {
  readonly csv: CsvSeries;
}

/**
 * Makes a snapshot of measurements in files. The window ends with the last point of any file, and all files are measured
 * against it: gaps, and files that end early, show as coverage.
 * @throws InputError that lists every problem of every file; no snapshot is left then
 */
export async function collectFromCsv(options: CollectFromCsvOptions): Promise<StoredSnapshot> {
  const { contract, directory } = options;
  const files = await readAll(directory, await mapFiles(directory, contract, options.mapping));
  const prices = await readPrices(directory);
  const { startEpoch, endEpoch, tiers } = windowOf(
    files.map(({ csv }) => csv),
    options.days,
  );
  const draft = await SnapshotDraft.begin(
    options.storeRoot,
    contract.deployment,
    files.map(({ series }) => series.id),
  );
  try {
    for (const { series, csv } of files) {
      const parts = tiers.map((grid) => ({ periodSeconds: grid.periodSeconds, points: pointsIn(csv.points, grid) }));
      draft.add(series.id, parts, csv.dropped);
    }
    const { current, capacity, tags, pins } = options;
    return await draft.commit({ contract, source: "csv", startEpoch, endEpoch, tiers, current, capacity, prices, tags, pins });
  } catch (error) {
    await draft.discard();
    throw error;
  }
}

async function readAll(directory: string, mapped: readonly MappedFile[]): Promise<readonly ReadFile[]> {
  const files: ReadFile[] = [];
  const problems: string[] = [];
  for (const file of mapped) {
    const outcome = await readCsvFile(file.path, file.name, file.series.statistic);
    if ("problems" in outcome) problems.push(...outcome.problems);
    else files.push({ ...file, csv: outcome.series });
  }
  if (problems.length === 0) return files;
  throw new InputError(`Files in ${directory} cannot be read`, {
    problems: problems.slice(0, MOST_LISTED),
    hint: "Each file has the columns timestamp,value: UTC times, numbers in CloudWatch's own units, 60, 300 or 3600 s apart.",
  });
}

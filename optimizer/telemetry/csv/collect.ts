import { type DeploymentContract, InputError, SECONDS_PER_DAY, type Values } from "../../../contract";
import {
  type CapacityChange,
  NO_POINTS,
  type Pins,
  type Points,
  type PriceBook,
  SnapshotDraft,
  type StoredSnapshot,
  slotOf,
  type TagBook,
  TIER_PERIODS,
  type TierGrid,
  tierGrid,
} from "../snapshot";
import { type CsvMapping, type MappedFile, mapFiles } from "./mapping";
import { type CsvSeries, readCsvFile } from "./read-file";

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

interface ReadFile extends MappedFile {
  readonly csv: CsvSeries;
}

const NO_PRICES: PriceBook = { prices: [], unpriced: [] };

/**
 * Makes a snapshot of measurements in files. The window ends with the last point of any file, and all files are measured
 * against it: gaps, and files that end early, show as coverage.
 * @throws InputError that lists every problem of every file; no snapshot is left then
 */
export async function collectFromCsv(options: CollectFromCsvOptions): Promise<StoredSnapshot> {
  const { contract, directory } = options;
  const files = await readAll(directory, await mapFiles(directory, contract, options.mapping));
  const { startEpoch, endEpoch, tiers } = windowOf(files, options.days);
  const draft = await SnapshotDraft.begin(
    options.storeRoot,
    contract.deployment,
    files.map(({ series }) => series.id),
  );
  try {
    for (const { series, csv } of files) {
      const grid = tiers.find(({ periodSeconds }) => periodSeconds === csv.periodSeconds);
      draft.add(series.id, grid === undefined ? [] : [{ periodSeconds: csv.periodSeconds, points: within(csv, grid) }], csv.dropped);
    }
    const { current, capacity, tags, pins } = options;
    return await draft.commit({ contract, source: "csv", startEpoch, endEpoch, tiers, current, capacity, prices: NO_PRICES, tags, pins });
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
  throw new InputError(`files in ${directory} cannot be read`, {
    problems: problems.slice(0, 15),
    hint: "each file has the columns timestamp,value: UTC times, numbers in CloudWatch's own units, 60, 300 or 3600 s apart",
  });
}

function windowOf(
  files: readonly ReadFile[],
  days: number | undefined,
): { startEpoch: number; endEpoch: number; tiers: readonly TierGrid[] } {
  const firsts = files.map(({ csv }) => csv.points.times[0] ?? 0);
  const ends = files.map(({ csv }) => (csv.points.times.at(-1) ?? 0) + csv.periodSeconds);
  const endEpoch = Math.max(...ends);
  const startEpoch = days === undefined ? Math.min(...firsts) : endEpoch - days * SECONDS_PER_DAY;
  const coarsestFirst = [...TIER_PERIODS].reverse();
  const present = coarsestFirst.filter((period) => files.some(({ csv }) => csv.periodSeconds === period));
  return { startEpoch, endEpoch, tiers: present.map((period) => tierGrid(period, startEpoch, endEpoch)) };
}

/** Without points from before the window. */
function within({ points }: CsvSeries, grid: TierGrid): Points {
  const from = points.times.findIndex((time) => slotOf(grid, time) >= 0);
  return from === -1 ? NO_POINTS : { times: points.times.subarray(from), values: points.values.subarray(from) };
}

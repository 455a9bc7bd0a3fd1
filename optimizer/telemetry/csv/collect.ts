import { InputError } from "../../../contract";
import type { StoredSnapshot } from "../snapshot";
import { type FileSeries, keepFiles } from "./keep";
import { type CsvMapping, type MappedFile, mapFiles } from "./mapping";
import type { FileOptions } from "./options";
import { readCsvFile } from "./read-file";

export interface CollectFromCsvOptions extends FileOptions {
  /** Instead of the folder's `series.json`. */
  readonly mapping?: CsvMapping;
}

const MOST_LISTED = 15;

/**
 * Makes a snapshot of a folder of measurements, as {@link keepFiles} does.
 * @throws InputError that lists every problem of every file; no snapshot is left then
 */
export async function collectFromCsv(options: CollectFromCsvOptions): Promise<StoredSnapshot> {
  const { contract, directory } = options;
  return keepFiles(options, await readAll(directory, await mapFiles(directory, contract, options.mapping)));
}

async function readAll(directory: string, mapped: readonly MappedFile[]): Promise<readonly FileSeries[]> {
  const files: FileSeries[] = [];
  const problems: string[] = [];
  for (const file of mapped) {
    const outcome = await readCsvFile(file.path, file.name, file.series.statistic);
    if ("problems" in outcome) problems.push(...outcome.problems);
    else files.push({ id: file.series.id, read: outcome.series });
  }
  if (problems.length === 0) return files;
  throw new InputError(`Files in ${directory} cannot be read`, {
    problems: problems.slice(0, MOST_LISTED),
    hint: "Each file has the columns timestamp,value: UTC times, numbers in CloudWatch's own units, 60, 300 or 3600 s apart.",
  });
}

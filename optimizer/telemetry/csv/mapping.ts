import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { type DeploymentContract, editDistance, InputError, jsonProblem } from "../../../contract";
import { type PlannedSeries, plannedSeries } from "../series";

/** Says of which series each file is: `{"rds_cpu.csv": "database/writer/cpu/Average"}`. */
export const MAPPING_FILE = "series.json";
/** Series id by file name. */
export type CsvMapping = Readonly<Record<string, string>>;

export interface MappedFile {
  readonly name: string;
  readonly path: string;
  readonly series: PlannedSeries;
}

const EXTENSION = ".csv";

/** `database.writer.cpu.Average.csv` is of the series `database/writer/cpu/Average`. */
const conventionalName = (series: PlannedSeries): string => `${series.id.replaceAll("/", ".")}${EXTENSION}`;

/**
 * Which series each CSV file of a folder is of: by the given mapping, by the folder's `series.json`, or else by its name.
 * @throws InputError that lists every file that fits no series, with the nearest that there is
 */
export async function mapFiles(
  directory: string,
  contract: DeploymentContract,
  given: CsvMapping | undefined,
): Promise<readonly MappedFile[]> {
  const names = await listCsv(directory);
  const mapping = given ?? (await readMapping(directory));
  const series = plannedSeries(contract, { detail: true });
  const byId = new Map(series.map((one) => [one.id, one]));
  const byName = new Map(series.map((one) => [conventionalName(one), one]));
  const problems: string[] = [];
  const mapped = new Map<string, MappedFile>();
  for (const file of Object.keys(mapping))
    if (!names.includes(file)) problems.push(`${file}: named in the mapping, but not in ${directory}`);
  for (const name of names) {
    const id = mapping[name];
    const found = id === undefined ? byName.get(name) : byId.get(id);
    if (found === undefined) {
      problems.push(
        `${name}: ${id === undefined ? "no series is called so" : `there is no series ${id}`}; ${nearest(id ?? name, id === undefined ? [...byName.keys()] : [...byId.keys()])}`,
      );
    } else if (mapped.has(found.id)) {
      problems.push(`${name}: ${mapped.get(found.id)?.name} is of ${found.id}, too`);
    } else {
      mapped.set(found.id, { name, path: join(directory, name), series: found });
    }
  }
  if (problems.length > 0) throw mappingError(directory, contract, series, problems);
  return [...mapped.values()].sort((a, b) => (a.series.id < b.series.id ? -1 : 1));
}

const MOST_LISTED = 10;

function mappingError(
  directory: string,
  contract: DeploymentContract,
  series: readonly PlannedSeries[],
  problems: readonly string[],
): InputError {
  const more = problems.length - MOST_LISTED;
  const example = series[0]?.id ?? "component/resource/metric/Statistic";
  return new InputError(`Files in ${directory} cannot be matched with the series of ${contract.deployment}`, {
    problems: [...problems.slice(0, MOST_LISTED), ...(more > 0 ? [`and ${more} more`] : [])],
    hint: `Name files component.resource.metric.Statistic.csv, or map them in ${MAPPING_FILE}: {"my.csv": "${example}"}; components are ${Object.keys(contract.components).join(", ")}.`,
  });
}

function nearest(name: string, known: readonly string[]): string {
  const [closest] = known
    .map((candidate) => ({ candidate, distance: editDistance(name, candidate) }))
    .sort((a, b) => a.distance - b.distance);
  return closest === undefined ? "the contract's inventory is empty" : `the nearest is ${closest.candidate}`;
}

async function listCsv(directory: string): Promise<readonly string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch((cause: unknown) => {
    throw new InputError(`There is no folder ${directory} to read CSV files from`, {
      hint: "Name an existing folder with --from-csv DIR.",
      cause,
    });
  });
  const names = entries.filter((entry) => entry.isFile() && entry.name.toLowerCase().endsWith(EXTENSION)).map(({ name }) => name);
  if (names.length === 0)
    throw new InputError(`${directory} holds no ${EXTENSION} file`, { hint: "Each file is one series with the columns timestamp,value." });
  return names.sort();
}

async function readMapping(directory: string): Promise<CsvMapping> {
  const file = join(directory, MAPPING_FILE);
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return {};
  try {
    return z.record(z.string(), z.string()).parse(JSON.parse(text));
  } catch (cause) {
    throw new InputError(`${file} must be one JSON object of file names and series`, {
      hint: `For example {"rds_cpu.csv": "database/writer/cpu/Average"}`,
      problems: cause instanceof SyntaxError ? [jsonProblem(text)] : [],
      cause,
    });
  }
}

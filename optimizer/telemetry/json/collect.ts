import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { type DeploymentContract, editDistance, InputError, jsonProblem } from "../../../contract";
import { type CollectFromCsvOptions, MAPPING_FILE } from "../csv";
import { type FileSeries, keepFiles } from "../csv/keep";
import { commonestStep, tierPeriodOf } from "../csv/period";
import { type PlannedSeries, plannedSeries } from "../series";
import { cleanMetric, type StoredSnapshot } from "../snapshot";
import { type QueryResult, readPages } from "./read-pages";

export interface CollectFromJsonOptions extends Omit<CollectFromCsvOptions, "directory"> {
  /** Files, or folders of files, of what `aws cloudwatch get-metric-data` printed. */
  readonly paths: readonly string[];
}

/**
 * Makes a snapshot of answers of GetMetricData that were saved. Which series a query is of, `series.json` beside the first file says by
 * its Id or Label; or else the Label is the series' id. Window and tiers follow from the points, as with CSV files.
 * @throws InputError that lists every problem; no snapshot is left then
 */
export async function collectFromJson(options: CollectFromJsonOptions): Promise<StoredSnapshot> {
  const { results, directory } = await readPages(options.paths, MAPPING_FILE);
  const mapped = mapResults(options.contract, results, options.mapping ?? (await readMapping(directory)));
  return keepFiles({ ...options, directory }, readSeries(mapped));
}

interface MappedResult {
  readonly series: PlannedSeries;
  readonly result: QueryResult;
}

const MOST_LISTED = 10;

function mapResults(
  contract: DeploymentContract,
  results: readonly QueryResult[],
  mapping: Readonly<Record<string, string>>,
): readonly MappedResult[] {
  const known = new Map(plannedSeries(contract, { detail: true }).map((one) => [one.id, one]));
  const problems: string[] = [];
  const mapped = new Map<string, MappedResult>();
  for (const result of results) {
    const { id, label } = result;
    const wanted = mapping[id] ?? mapping[label] ?? label;
    const series = known.get(wanted);
    if (series === undefined) problems.push(`${id} (${label}): there is no series ${wanted}; ${nearest(wanted, [...known.keys()])}`);
    else if (mapped.has(series.id)) problems.push(`${id} (${label}): ${mapped.get(series.id)?.result.id} is of ${series.id}, too`);
    else mapped.set(series.id, { series, result });
  }
  if (problems.length === 0) return [...mapped.values()].sort((a, b) => (a.series.id < b.series.id ? -1 : 1));
  const more = problems.length - MOST_LISTED;
  throw new InputError(`Queries cannot be matched with the series of ${contract.deployment}`, {
    problems: [...problems.slice(0, MOST_LISTED), ...(more > 0 ? [`and ${more} more`] : [])],
    hint: `Give each query its series as Label, or map Ids in ${MAPPING_FILE} beside the file: {"q1": "${[...known.keys()][0] ?? "component/resource/metric/Statistic"}"}.`,
  });
}

function nearest(name: string, known: readonly string[]): string {
  const [closest] = known
    .map((candidate) => ({ candidate, distance: editDistance(name, candidate) }))
    .sort((a, b) => a.distance - b.distance);
  return closest === undefined ? "the contract's inventory is empty" : `the nearest is ${closest.candidate}`;
}

function readSeries(mapped: readonly MappedResult[]): readonly FileSeries[] {
  const problems: string[] = [];
  const files = mapped.flatMap(({ series, result }) => {
    const { points, dropped } = cleanMetric(result.times, result.values, series.statistic);
    const step = commonestStep(points.times);
    const periodSeconds = tierPeriodOf(step);
    if (periodSeconds !== undefined) return [{ id: series.id, read: { points, dropped, periodSeconds } }];
    // An event counter may have had nothing to count.
    if (points.times.length > 0 || series.entry.absence !== "zero") {
      const found = step === undefined ? `${points.times.length} points have no period` : `its points are mostly ${step} s apart`;
      problems.push(`${result.id} (${series.id}): ${found}; 60, 300 or 3600 s are read`);
    }
    return [];
  });
  if (problems.length > 0)
    throw new InputError("Points of some queries cannot be used", { problems, hint: "Ask with Period 60, 300 or 3600." });
  return files;
}

async function readMapping(directory: string): Promise<Readonly<Record<string, string>>> {
  const file = join(directory, MAPPING_FILE);
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return {};
  try {
    return z.record(z.string(), z.string()).parse(JSON.parse(text));
  } catch (cause) {
    throw new InputError(`${file} must be one JSON object of Ids or Labels and series`, {
      hint: `For example {"q1": "database/writer/cpu/Average"}`,
      problems: cause instanceof SyntaxError ? [jsonProblem(text)] : [],
      cause,
    });
  }
}

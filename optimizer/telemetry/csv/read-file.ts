import { createReadStream } from "node:fs";
import { parse } from "csv-parse";
import type { Statistic } from "../../../contract";
import { cleanMetric, type Dropped, type Points, type TierPeriod } from "../snapshot";
import { commonestStep, tierPeriodOf } from "./period";
import { parseTimestamp } from "./timestamp";

export interface CsvSeries {
  readonly points: Points;
  readonly dropped: Dropped;
  readonly periodSeconds: TierPeriod;
}

export type CsvOutcome = { readonly series: CsvSeries } | { readonly problems: readonly string[] };

const COLUMNS = ["timestamp", "value"] as const;
/** Spellings of "no value"; counted as not finite. */
const NO_VALUE = new Set(["", "nan", "null", "inf", "-inf", "infinity", "-infinity"]);
/** After these a file is not read on: it is of another kind. */
const MOST_PROBLEMS = 5;

/** Reads one `timestamp,value` file, in whatever order its rows are. @returns the series, or every problem with file and line */
export async function readCsvFile(path: string, name: string, statistic: Statistic): Promise<CsvOutcome> {
  const times: number[] = [];
  const values: number[] = [];
  const problems: string[] = [];
  try {
    const rows = createReadStream(path).pipe(
      parse({ bom: true, trim: true, skip_empty_lines: true, info: true, relax_column_count: true }),
    );
    let columns: readonly [time: number, value: number] | undefined;
    for await (const row of rows) {
      const { record, info }: { record: readonly string[]; info: { lines: number } } = row;
      if (columns === undefined) {
        const found = COLUMNS.map((column) => record.findIndex((cell) => cell.toLowerCase() === column));
        const [time = -1, value = -1] = found;
        if (time < 0 || value < 0)
          return { problems: [`${name}:1: the header must name the columns timestamp and value, not ${record.join(",")}`] };
        columns = [time, value];
        continue;
      }
      const [timeText = "", valueText = ""] = columns.map((column) => record[column]);
      const time = parseTimestamp(timeText);
      const value = NO_VALUE.has(valueText.toLowerCase()) ? Number.NaN : Number(valueText);
      if (Number.isNaN(time)) problems.push(`${name}:${info.lines}: ${JSON.stringify(timeText)} is not a time such as 2026-11-20 18:55:00`);
      if (Number.isNaN(value) && !NO_VALUE.has(valueText.toLowerCase()))
        problems.push(`${name}:${info.lines}: ${JSON.stringify(valueText)} is not a number`);
      if (problems.length >= MOST_PROBLEMS) return { problems: [...problems, `${name}: and perhaps more`] };
      times.push(time);
      values.push(value);
    }
  } catch (error) {
    return { problems: [`${name}: ${error instanceof Error ? error.message : String(error)}`] };
  }
  if (problems.length > 0) return { problems };
  const { points, dropped } = cleanMetric(times, values, statistic);
  if (points.times.length === 0) return { problems: [`${name}: there is no row with a value`] };
  const step = commonestStep(points.times);
  const periodSeconds = tierPeriodOf(step);
  if (periodSeconds === undefined) {
    const found = step === undefined ? "a single point has no period" : `its rows are mostly ${step} s apart`;
    return { problems: [`${name}: ${found}; 60, 300 or 3600 s are read`] };
  }
  return { series: { points, dropped, periodSeconds } };
}

import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { z } from "zod";
import { InputError } from "../../contract";
import { codeOf } from "../files";
import { STEP, type Trace } from "./trace";

export const TRACE_COLUMNS = ["vm", "timestamp", "duration_s", "cpu_percent"] as const;
const HINT = `It takes a CSV file, gzipped or not, with the columns ${TRACE_COLUMNS.join(",")}: docs/benchmark.md says what they hold.`;
/** A row that covers more than a day is filler, not data. */
const LONGEST_ROW = 86_400;
const MOST_PROBLEMS = 5;
/** 0.0 to 100.0 and what a hypervisor reports beyond, in per cent of the present capacity. */
const row = z.tuple([
  z.string().min(1, "is empty"),
  z.iso.datetime({ error: "is not a time such as 2013-07-01T09:55:00Z" }),
  z.coerce.number("is not a number").positive("is not more than 0"),
  z.string().min(1, "is empty").transform(Number).pipe(z.number("is not a number").min(0, "is below 0")),
]);

interface Rows {
  readonly ends: number[];
  readonly durations: number[];
  readonly percents: number[];
}

/**
 * Reads traces: rows of the mean CPU over the `duration_s` seconds before `timestamp`, gzipped or not.
 * @returns one trace a machine, in the order in which the file first names them
 * @throws InputError with the lines that are wrong
 */
export async function readTraces(path: string): Promise<readonly Trace[]> {
  const machines = new Map<string, Rows>();
  const problems: string[] = [];
  let line = 0;
  try {
    for await (const lines of linesOf(path)) {
      for (const text of lines) {
        line++;
        if (line === 1) checkHeader(path, text);
        if (line === 1 || text === "") continue;
        const problem = addRow(machines, text);
        if (problem !== undefined) problems.push(`line ${line}: ${problem}`);
        if (problems.length >= MOST_PROBLEMS) break;
      }
      if (problems.length >= MOST_PROBLEMS) break;
    }
  } catch (error) {
    if (error instanceof InputError) throw error;
    if (codeOf(error) === "ENOENT") throw new InputError(`There is no file ${path}`, { hint: HINT, cause: error });
    const said = error instanceof Error ? error.message : String(error);
    throw new InputError(`${path} cannot be read`, {
      problems: [line === 0 ? said : `after line ${line}: ${said}`],
      hint: HINT,
      cause: error,
    });
  }
  if (problems.length >= MOST_PROBLEMS) problems.push("what comes after that line was not read");
  if (problems.length > 0)
    throw new InputError(`${path} has rows that are wrong`, { problems, hint: "Correct these rows, or leave them out." });
  if (machines.size === 0) throw new InputError(`${path} has no rows`, { hint: HINT });
  return [...machines].map(([vm, rows]) => traceOf(vm, rows));
}

function checkHeader(path: string, text: string): void {
  if (text.trim() === TRACE_COLUMNS.join(",")) return;
  throw new InputError(`${path} is no trace file`, {
    problems: [`line 1: the columns have to be ${TRACE_COLUMNS.join(",")}, not ${text.slice(0, MOST_SHOWN)}`],
    hint: HINT,
  });
}

/** @returns what is wrong with it. Numbers are read quickly; only what does not look like one is explained by the schema. */
function addRow(machines: Map<string, Rows>, text: string): string | undefined {
  const cells = text.split(",");
  const [vm = "", timestamp = "", duration = "", percent = ""] = cells;
  const [end, seconds, value] = [Date.parse(timestamp) / 1000, Number(duration), Number(percent)];
  if (cells.length !== TRACE_COLUMNS.length) return `there are ${cells.length} columns, not ${TRACE_COLUMNS.length}: ${shown(text)}`;
  if (vm === "" || !timestamp.endsWith("Z") || !(end > 0) || !(seconds > 0) || !(value >= 0) || percent === "") {
    const { error } = row.safeParse(cells);
    return (
      error?.issues.map(({ path: [cell], message }) => `${told(cells, cell)} ${message}`).join("; ") ?? `${shown(text)} is not understood`
    );
  }
  let rows = machines.get(vm);
  if (rows === undefined) {
    rows = { ends: [], durations: [], percents: [] };
    machines.set(vm, rows);
  }
  rows.ends.push(Math.floor(end));
  rows.durations.push(seconds);
  rows.percents.push(value);
  return undefined;
}

/** `cpu_percent "abc"`; of what is empty its column alone. */
function told(cells: readonly string[], cell: PropertyKey | undefined): string {
  const index = Number(cell);
  return [TRACE_COLUMNS[index] ?? "the row", ...(cells[index] ? [shown(cells[index])] : [])].join(" ");
}

const MOST_SHOWN = 100;
const shown = (text: string): string => JSON.stringify(text.slice(0, MOST_SHOWN));

/** On a grid of five minutes that begins with the machine's first row; later rows overwrite earlier ones. */
function traceOf(vm: string, { ends, durations, percents }: Rows): Trace {
  const order = Uint32Array.from(ends.keys()).sort((a, b) => (ends[a] ?? 0) - (ends[b] ?? 0) || a - b);
  const first = order[0] ?? 0;
  const startEpoch = Math.trunc((ends[first] ?? 0) - (durations[first] ?? 0));
  const slotOf = (i: number): number => toEven(((ends[i] ?? 0) - startEpoch) / STEP);
  const demand = new Float64Array(slotOf(order.at(-1) ?? 0)).fill(Number.NaN);
  for (const i of order) {
    const duration = durations[i] ?? 0;
    const until = slotOf(i);
    const from = Math.max(0, until - Math.max(1, toEven(duration / STEP)));
    demand.fill(duration > LONGEST_ROW ? Number.NaN : (percents[i] ?? 0) / 100, from, until);
  }
  return { vm, startEpoch, demand };
}

/** Halves go to the even neighbour (IEEE 754), so that half-intervals do not all shift one way. */
function toEven(x: number): number {
  const below = Math.floor(x);
  const rest = x - below;
  return rest > 0.5 || (rest === 0.5 && below % 2 !== 0) ? below + 1 : below;
}

const GZIP = 0x1f;

/** Lines of a file that may be gzipped, many at a time. */
async function* linesOf(path: string): AsyncGenerator<readonly string[]> {
  const zipped = await startsWith(path, GZIP);
  const source = createReadStream(path);
  const stream = zipped ? source.pipe(createGunzip()).on("close", () => source.destroy()) : source;
  source.on("error", (error) => stream.destroy(error));
  let rest = "";
  stream.setEncoding("utf8");
  for await (const chunk of stream) {
    const lines = `${rest}${chunk}`.split("\n");
    rest = lines.pop() ?? "";
    yield lines.map((line) => (line.endsWith("\r") ? line.slice(0, -1) : line));
  }
  if (rest !== "") yield [rest];
}

async function startsWith(path: string, byte: number): Promise<boolean> {
  for await (const chunk of createReadStream(path, { end: 0 })) return Buffer.from(chunk)[0] === byte;
  return false;
}

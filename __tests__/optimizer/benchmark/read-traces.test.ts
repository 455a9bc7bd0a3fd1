import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { InputError } from "../../../contract";
import { readTraces } from "../../../optimizer/benchmark/read-traces";
import { temporaryDirectory } from "../../support/temporary-directory";
import { csvOf, type Row } from "../../support/traces";

const directory = temporaryDirectory();
const T = Date.UTC(2026, 0, 1) / 1000;

function file(bytes: string | Buffer): string {
  const path = join(directory(), "traces.csv");
  writeFileSync(path, bytes);
  return path;
}
const read = async (rows: readonly Row[]) => readTraces(file(csvOf(rows)));
const demandOf = async (rows: readonly Row[]): Promise<readonly number[]> => [...((await read(rows))[0]?.demand ?? [])];

test("a row is the mean of the time before it; the grid begins with the first", async () => {
  const [trace] = await read([
    ["7", T, 300, 10],
    ["7", T + 600, 600, 20],
  ]);
  expect(trace).toEqual({ vm: "7", startEpoch: T - 300, demand: Float64Array.of(0.1, 0.2, 0.2) });
});

test.each<[string, readonly Row[], readonly number[]]>([
  [
    "what no row covers is unknown",
    [
      ["7", T, 300, 10],
      ["7", T + 600, 300, 20],
    ],
    [0.1, Number.NaN, 0.2],
  ],
  [
    "rows may come in any order",
    [
      ["7", T + 300, 300, 20],
      ["7", T, 300, 10],
    ],
    [0.1, 0.2],
  ],
  [
    "a later row overwrites an earlier one",
    [
      ["7", T + 600, 900, 10],
      ["7", T + 900, 600, 20],
    ],
    [0.1, 0.1, 0.2, 0.2],
  ],
  [
    "of two rows of the same time the later in the file stands",
    [
      ["7", T, 300, 10],
      ["7", T, 300, 20],
    ],
    [0.2],
  ],
  [
    "a row of more than a day is filler",
    [
      ["7", T, 300, 10],
      ["7", T + 86_700, 86_700, 0],
      ["7", T + 87_000, 300, 20],
    ],
    [0.1, ...new Array<number>(289).fill(Number.NaN), 0.2].slice(0, 291),
  ],
  [
    "times off the grid go to the nearest interval",
    [
      ["7", T, 300, 10],
      ["7", T + 280, 280, 20],
      ["7", T + 615, 335, 30],
    ],
    [0.1, 0.2, 0.3],
  ],
  [
    "a row shorter than an interval fills one",
    [
      ["7", T, 300, 10],
      ["7", T + 300, 20, 20],
    ],
    [0.1, 0.2],
  ],
])("%s", async (_, rows, demand) => {
  expect(await demandOf(rows)).toEqual(demand);
});

test("machines come in the order of the file, gzipped or not", async () => {
  const rows: readonly Row[] = [
    ["b", T, 300, 1],
    ["a", T, 300, 2],
    ["b", T + 300, 300, 3],
  ];
  const plain = await read(rows);
  expect(plain.map(({ vm }) => vm)).toEqual(["b", "a"]);
  expect(await readTraces(file(gzipSync(csvOf(rows))))).toEqual(plain);
  expect(await readTraces(file(csvOf(rows).replaceAll("\n", "\r\n")))).toEqual(plain);
});

describe("what is wrong is said, with its line", () => {
  const header = "vm,timestamp,duration_s,cpu_percent\n";
  test.each([
    ["other columns", "vm,time,cpu\n1,2,3\n", /line 1: the columns have to be vm,timestamp,duration_s,cpu_percent, not vm,time,cpu/],
    ["a missing cell", `${header}1,2026-01-01T00:00:00Z,300\n`, /line 2: there are 3 columns, not 4: "1,2026-01-01T00:00:00Z,300"/],
    ["a time that is none", `${header}1,yesterday,300,5\n`, /line 2: timestamp "yesterday" is not a time/],
    ["a time without a zone", `${header}1,2026-01-01T00:00:00,300,5\n`, /line 2: timestamp "2026-01-01T00:00:00" is not a time/],
    ["a duration that is none", `${header}1,2026-01-01T00:00:00Z,0,5\n`, /line 2: duration_s "0" is not more than 0/],
    ["a negative value", `${header}1,2026-01-01T00:00:00Z,300,-5\n`, /line 2: cpu_percent "-5" is below 0/],
    ["a word for a value", `${header}1,2026-01-01T00:00:00Z,300,high\n`, /line 2: cpu_percent "high" is not a number/],
    ["no value", `${header}1,2026-01-01T00:00:00Z,300,\n`, /line 2: cpu_percent is empty\n→ Correct these rows/],
    ["no machine", `${header},2026-01-01T00:00:00Z,300,5\n`, /line 2: vm is empty/],
    ["no row", header, /has no rows\n→ It takes a CSV file/],
    ["nothing at all", "", /has no rows/],
  ])("%s", async (_, text, said) => {
    const failure: unknown = await readTraces(file(text)).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(InputError);
    expect(failure instanceof InputError ? failure.describe() : "").toMatch(said);
  });

  test("several lines at once, and then no more", async () => {
    const failure: unknown = await readTraces(file(`${header}${"1,never,0,-1\n".repeat(100)}`)).catch((error: unknown) => error);
    const problems = failure instanceof InputError ? failure.problems : [];
    expect(problems.map((problem) => problem.split(":")[0])).toEqual([
      ...[2, 3, 4, 5, 6].map((line) => `line ${line}`),
      "what comes after that line was not read",
    ]);
  });

  test("a file that is not there, and one that is cut off", async () => {
    await expect(readTraces(join(directory(), "none.csv"))).rejects.toThrow(/There is no file .*none\.csv/);
    const rows = Array.from({ length: 500 }, (_, i): Row => ["1", T + i * 300, 300, i % 97]);
    await expect(readTraces(file(gzipSync(csvOf(rows)).subarray(0, 700)))).rejects.toThrow(/cannot be read/);
  });
});

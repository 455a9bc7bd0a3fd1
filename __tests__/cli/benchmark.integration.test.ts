import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { gzipSync } from "node:zlib";
import { z } from "zod";
import { main } from "../../cli/main";
import { temporaryDirectory } from "../support/temporary-directory";
import { csvOf, type Row, smallTraces } from "../support/traces";

const directory = temporaryDirectory();
const DAY = 86_400;

async function benchmark(...words: readonly string[]) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const code = await main(["benchmark", ...words], { stdout, stderr });
  return { code, stdout: String(stdout.read() ?? ""), stderr: String(stderr.read() ?? "") };
}
const path = (name: string): string => join(directory(), name);
function traces(rows: readonly Row[], name = "traces.csv.gz"): string {
  writeFileSync(path(name), gzipSync(csvOf(rows)));
  return path(name);
}
const rowsOf = (name: string): readonly string[] => readFileSync(path(name), "utf8").trim().split("\n").slice(1);

const resultSchema = z.object({
  rules: z.array(z.object({ rule: z.string(), v80: z.number(), bad: z.number(), cost: z.number(), flaps: z.number() })),
});
async function scores(...words: readonly string[]) {
  const { code, stdout } = await benchmark(...words, "--json");
  expect(code).toBe(0);
  return new Map(resultSchema.parse(JSON.parse(stdout)).rules.map((each) => [each.rule, each]));
}

/**
 * What another program makes of the same file, in per cent: the walk-forward scorer of the benchmark's authors (NumPy), which has every rule
 * of its own but VPA's buckets: `recommender_bench.py --traces traces.csv [--cadence 1]`.
 */
const ELSEWHERE = [
  ["doubling", 1, "keep", 2.111, 40.3226, 1, 0],
  ["doubling", 1, "compute-optimizer-1.2", 2.5463, 58.0645, 0.8903, 0.4147],
  ["doubling", 1, "compute-optimizer", 0.1566, 50, 0.9338, 0.4147],
  ["doubling", 1, "krr", 11.7827, 75.8065, 0.7336, 0.6221],
  ["doubling", 1, "optscale", 0.2501, 50, 0.9347, 0.6221],
  ["doubling", 1, "max-14d", 0.0025, 0, 1.8456, 1.0369],
  ["doubling", 1, "max-28d", 0.0017, 0, 1.8917, 0.4147],
  ["doubling", 1, "p99.9", 0.0413, 11.2903, 1.371, 3.9401],
  ["continuous", 7, "keep", 2.111, 40.3226, 1, 0],
  ["continuous", 7, "compute-optimizer-1.2", 26.19, 100, 0.6626, 1.2442],
  ["continuous", 7, "compute-optimizer", 11.8079, 93.5484, 0.6903, 1.2442],
  ["continuous", 7, "krr", 35.9804, 100, 0.5235, 1.2442],
  ["continuous", 7, "optscale", 12.122, 93.5484, 0.6902, 1.2442],
  ["continuous", 7, "max-14d", 0.2669, 8.0645, 1.1427, 1.4516],
  ["continuous", 7, "max-28d", 0.0059, 0, 1.1671, 0.2074],
  ["continuous", 7, "p99.9", 2.2424, 46.7742, 0.9381, 3.1106],
] as const;

test("published rules are scored as they are elsewhere", async () => {
  const file = traces(smallTraces());
  const ours = {
    doubling: await scores("--traces", file, "--ladder", "doubling", "--cadence", "1"),
    continuous: await scores("--traces", file, "--ladder", "continuous", "--cadence", "7"),
  };
  const four = (value: number | undefined): number => Number((value ?? Number.NaN).toFixed(4));
  const found = ELSEWHERE.map(([ladder, cadence, rule]) => {
    const each = ours[ladder].get(rule);
    return [
      ladder,
      cadence,
      rule,
      four(100 * (each?.v80 ?? Number.NaN)),
      four(100 * (each?.bad ?? Number.NaN)),
      four(each?.cost),
      four(each?.flaps),
    ];
  });
  expect(found).toEqual(ELSEWHERE);
});

describe("the future", () => {
  /** As if the file had been read after so many days. */
  const cutOff = (days: number): readonly Row[] => {
    const rows = smallTraces();
    const first = rows[0]?.[1] ?? 0;
    return rows.filter(([, end]) => end <= first + days * DAY);
  };

  test.each(["G1", "G4"])("traces that end earlier lead to the same decisions until then: %s", async (target) => {
    const run = async (rows: readonly Row[], name: string) =>
      benchmark(
        "--traces",
        traces(rows),
        "--target",
        target,
        "--rule",
        "trimtab",
        "--out",
        path(name),
        "--what-if",
        path(`${name}.what-if`),
      );
    await run(smallTraces(), "all.csv");
    await run(cutOff(42), "early.csv");
    for (const kind of ["", ".what-if"]) {
      const early = rowsOf(`early.csv${kind}`);
      expect(early.length).toBeGreaterThan(40);
      const all = new Set(rowsOf(`all.csv${kind}`));
      expect(early.filter((row) => !all.has(row))).toEqual([]);
    }
  });
});

describe("what is written", () => {
  test("decisions and what-if: machine, time, capacity on the ladder, risk; a larger size never riskier", async () => {
    const { code, stdout } = await benchmark(
      "--traces",
      traces(smallTraces()),
      "--target",
      "G2",
      "--out",
      path("out.csv"),
      "--what-if",
      path("asked.csv"),
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/12 machines, 62 machine-weeks; doubling ladder, decided every 7 days; Trimtab's dial at G2/);
    const decided = rowsOf("out.csv").map((row) => row.split(","));
    expect(decided[0]?.slice(0, 2)).toEqual(["1", "2026-01-15T00:00:00Z"]);
    for (const [, , capacity, risk] of decided) {
      expect(Number.isInteger(Math.log2(Number(capacity)))).toBe(true);
      expect(Number(risk) >= 0 && Number(risk) <= 1).toBe(true);
    }
    const asked = rowsOf("asked.csv").map((row) => row.split(",").map(Number));
    expect(asked).toHaveLength(8 * decided.length);
    for (let i = 0; i < asked.length; i += 8) {
      const eight = asked.slice(i, i + 8);
      expect(eight.map(([, , capacity]) => capacity)).toEqual([0.03125, 0.0625, 0.125, 0.25, 0.5, 1, 2, 4]);
      const risks = eight.map(([, , , risk]) => risk ?? Number.NaN);
      expect([...risks].sort((a, b) => b - a)).toEqual(risks);
    }
  });
});

describe("what cannot be done is said, and writes nothing", () => {
  const one: readonly Row[] = [["1", Date.UTC(2026, 0, 1) / 1000, 300, 5]];
  test.each<[string, () => readonly string[], RegExp]>([
    ["no file named", () => [], /--traces: name a file of traces/],
    ["a file that is not there", () => ["--traces", path("none.csv.gz")], /There is no file .*none\.csv\.gz\n→ It takes a CSV file/],
    [
      "too short a history",
      () => ["--traces", traces(one)],
      /holds no week that can be scored\n {2}- the longest trace, of "1", has 0\.0 days\n→ A machine needs 14 days before/,
    ],
    [
      "an unknown rule",
      () => ["--traces", traces(one), "--rule", "max14d"],
      /There is no rule "max14d"[\s\S]*Did you mean: --rule max-14d\?/,
    ],
    ["a rule that resembles none", () => ["--traces", traces(one), "--rule", "x"], /The rules are: trimtab, keep, compute-optimizer/],
    [
      "an unknown ladder, cadence and target",
      () => ["--traces", "x", "--ladder", "steep", "--cadence", "0.5", "--target", "G9"],
      /--ladder: takes one of doubling, continuous[\s\S]*--cadence: takes a whole number[\s\S]*--target: takes one of G1, G2, G3, G4, G5/,
    ],
  ])("%s", async (_, words, said) => {
    const { code, stdout, stderr } = await benchmark(...words(), "--out", path("out.csv"));
    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toMatch(said);
    expect(existsSync(path("out.csv"))).toBe(false);
  });
});

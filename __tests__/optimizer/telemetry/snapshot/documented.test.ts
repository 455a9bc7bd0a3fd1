import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { defaultsOf } from "../../../../contract";
import { NOTHING_DROPPED, plannedSeries, SnapshotDraft, tierGrid } from "../../../../optimizer/telemetry";
import { smallContract } from "../support/contract";

const PAGE = readFileSync(join(__dirname, "../../../../docs/snapshot-queries.md"), "utf8");
/** Fences come in pairs: every other part of the page is the inside of one. */
const blocks = (language: string): readonly string[] =>
  PAGE.split(/^```/m)
    .filter((_, i) => i % 2 === 1)
    .filter((inside) => inside.startsWith(`${language}\n`))
    .map((inside) => inside.slice(language.length));

const END = Date.UTC(2026, 10, 20) / 1000;
const GRID = tierGrid(3600, END - 48 * 3600, END);
const CPU = plannedSeries(smallContract).filter(({ id }) => id.startsWith("database/writer/cpu/"));

describe("the page on reading a snapshot with other tools", () => {
  let root = "";
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), "trimtab-"));
    const draft = await SnapshotDraft.begin(
      root,
      "trading",
      CPU.map(({ id }) => id),
    );
    const times = Float64Array.from({ length: GRID.length }, (_, i) => GRID.startEpoch + i * 3600);
    for (const { id } of CPU) {
      draft.add(id, [{ periodSeconds: 3600, points: { times, values: times.map((_, i) => i + 0.5) } }], NOTHING_DROPPED);
    }
    await draft.commit({
      contract: smallContract,
      source: "csv",
      startEpoch: GRID.startEpoch,
      endEpoch: END,
      tiers: [GRID],
      current: defaultsOf(smallContract.components),
      capacity: [],
      prices: { prices: [], unpriced: [] },
      tags: {},
      pins: {},
    });
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  async function run(sql: string) {
    const connection = await (await DuckDBInstance.create(":memory:")).connect();
    const result = await connection.runAndReadAll(sql.replaceAll(".trimtab/snapshots", root));
    connection.closeSync();
    return result.getRowObjectsJson();
  }

  test("has two queries for DuckDB, which give what they say", async () => {
    const [quantiles, peaks] = await Promise.all(blocks("sql duckdb").map(run));
    expect(quantiles).toEqual([{ series: "database/writer/cpu/Average", period_s: 3600, p50_p95_p99_peak: [23.5, 45.5, 47.5, 47.5] }]);
    // Midnight in New York is five hours after that of UTC.
    expect(peaks?.map(({ day, peak }) => [day, peak])).toEqual([
      ["2026-11-17", 4.5],
      ["2026-11-18", 28.5],
      ["2026-11-19", 47.5],
    ]);
  });

  test("declares for Athena the columns that the file has", async () => {
    const athena: Readonly<Record<string, string>> = { VARCHAR: "string", INTEGER: "int", BIGINT: "bigint", DOUBLE: "double" };
    const columns = await run("DESCRIBE SELECT * FROM '.trimtab/snapshots/trading/*/metrics.parquet'");
    const declared = /\(\n([\s\S]*?)\n\)\nSTORED AS PARQUET/.exec(blocks("sql athena")[0] ?? "")?.[1];
    expect(declared?.split(",").map((line) => line.trim())).toEqual(
      columns.map(({ column_name, column_type }) => `${column_name} ${athena[`${column_type}`]}`),
    );
  });
});

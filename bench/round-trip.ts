/**
 * Every series under a directory through the store and back, bit for bit: `round-trip.ts DIR`. Reads `timestamp,value` files and files
 * (also gzipped) with the columns `vm,timestamp,…,cpu_percent`, one series a machine. The last line is one JSON object:
 * files, series, points, droppedDuplicates, different.
 */
import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { smallContract } from "../__tests__/optimizer/telemetry/support/contract";
import { cleanPoints, type Points, SnapshotDraft, type StoredSnapshot } from "../optimizer/telemetry";
import { parseTimestamp } from "../optimizer/telemetry/csv/timestamp";
import { MetricsReader } from "../optimizer/telemetry/snapshot/metrics-reader";
import { type Run, runsOf } from "../optimizer/telemetry/snapshot/runs";

const PERIOD_SECONDS = 300;
const VALUE_COLUMNS = ["value", "cpu_percent"];

interface Series {
  readonly times: number[];
  readonly values: number[];
}

/** As plainly as can be: lines split at commas. */
function seriesOf(path: string): ReadonlyMap<string, Series> {
  const bytes = readFileSync(path);
  const [header = "", ...lines] = (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8").trim().split("\n");
  const columns = header.trim().split(",");
  const [time, value, machine] = [
    columns.indexOf("timestamp"),
    columns.findIndex((name) => VALUE_COLUMNS.includes(name)),
    columns.indexOf("vm"),
  ];
  if (time < 0 || value < 0) throw new Error(`${path}: no columns timestamp and value: ${header}`);
  const series = new Map<string, Series>();
  for (const line of lines) {
    const cells = line.trim().split(",");
    const name = machine < 0 ? "" : (cells[machine] ?? "");
    const one = series.get(name) ?? { times: [], values: [] };
    series.set(name, one);
    one.times.push(parseTimestamp(cells[time] ?? ""));
    one.values.push(Number(cells[value]));
  }
  return series;
}

/** Of several values for one time the greatest stands: worked out here in another way than in the product. */
function expectedOf({ times, values }: Series): ReadonlyMap<number, number> {
  const expected = new Map<number, number>();
  times.forEach((time, i) => {
    const value = values[i] ?? Number.NaN;
    expected.set(time, Math.max(expected.get(time) ?? Number.NEGATIVE_INFINITY, value));
  });
  return expected;
}

async function stored(root: string, cleaned: ReadonlyMap<string, Points>): Promise<StoredSnapshot> {
  const ids = [...cleaned.keys()];
  const draft = await SnapshotDraft.begin(root, smallContract.deployment, ids);
  for (const [id, points] of cleaned)
    draft.add(id, [{ periodSeconds: PERIOD_SECONDS, points }], { duplicate: 0, outOfOrder: 0, notFinite: 0 });
  return draft.commit({
    contract: smallContract,
    source: "csv",
    startEpoch: 0,
    endEpoch: PERIOD_SECONDS,
    tiers: [],
    current: {},
    capacity: [],
    prices: { prices: [], unpriced: [] },
    tags: {},
    pins: {},
  });
}

async function main(): Promise<void> {
  const directory = process.argv[2] ?? join(__dirname, "../simulator/data");
  const files = readdirSync(directory, { recursive: true, encoding: "utf8" }).filter((name) => /\.csv(\.gz)?$/.test(name));
  const read = new Map(
    files
      .sort()
      .flatMap((file) => [...seriesOf(join(directory, file))].map(([name, series]): [string, Series] => [`${file}/${name}`, series])),
  );
  let droppedDuplicates = 0;
  const cleaned = new Map(
    [...read]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, { times, values }]) => {
        const { points, dropped } = cleanPoints(times, values, "Average");
        droppedDuplicates += dropped.duplicate;
        return [id, points] as const;
      }),
  );
  const root = await mkdtemp(join(tmpdir(), "trimtab-round-trip-"));
  let [points, different] = [0, 0];
  try {
    const { directory: at, manifest } = await stored(root, cleaned);
    const reader = await MetricsReader.open(join(at, "metrics.parquet"));
    await reader.read<Run>(0, manifest.series.flatMap(runsOf), ({ id }, { times, values }) => {
      const expected = expectedOf(read.get(id) ?? { times: [], values: [] });
      const same = expected.size === times.length && times.every((time, i) => Object.is(expected.get(time), values[i]));
      points += times.length;
      if (!same) {
        different++;
        console.log(`${id}: differs`);
      }
    });
    reader.close();
  } finally {
    await rm(root, { recursive: true, force: true });
  }
  console.log(JSON.stringify({ files: files.length, series: read.size, points, droppedDuplicates, different }));
  process.exitCode = different === 0 ? 0 : 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});

import { appendFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { defaultsOf, StoreError } from "../../../../contract";
import {
  cleanPoints,
  listSnapshots,
  openSnapshot,
  plannedSeries,
  SnapshotDraft,
  type SnapshotFacts,
  SnapshotReader,
  type StoredSnapshot,
  tierGrid,
} from "../../../../optimizer/telemetry";
import { isSnapshotName } from "../../../../optimizer/telemetry/snapshot/place";
import { temporaryDirectory } from "../../../support/temporary-directory";
import { smallContract } from "../support/contract";

const END = 1_790_000_100;
const START = END - 6 * 3600;
const IDS = plannedSeries(smallContract).map(({ id }) => id);
const NOTHING = { duplicate: 0, outOfOrder: 0, notFinite: 0 };
const directory = temporaryDirectory();

const facts: SnapshotFacts = {
  contract: smallContract,
  source: "simulator",
  startEpoch: START,
  endEpoch: END,
  tiers: [tierGrid(300, START, START + 3 * 3600), tierGrid(60, START + 3 * 3600, END)],
  current: defaultsOf(smallContract.components),
  capacity: [{ atEpoch: START, values: defaultsOf(smallContract.components), source: "default" }],
  prices: {
    prices: [
      {
        key: "ec2:c6i.large",
        region: "us-east-1",
        usd: 0.085,
        unit: "hour",
        sku: "S",
        rateCode: "S.T.R",
        effectiveDate: "2026-07-01T00:00:00Z",
      },
    ],
    unpriced: [{ key: "dax:dax.r4.8xlarge", region: "us-east-1", reason: "no product" }],
  },
  tags: { database: { team: "orders" }, cache: null },
  pins: { cache_shards: { reason: "migration", expiresEpoch: END + 3600 } },
};

/** Values without a pattern and with all their digits. */
const sampleOf = (series: number, i: number): number => Math.sin(series * 1000 + i) * 1e6;

async function store(root: string, more: Partial<SnapshotFacts> = {}, shift = 0): Promise<StoredSnapshot> {
  const all = { ...facts, ...more };
  const draft = await SnapshotDraft.begin(root, "trading", IDS);
  IDS.forEach((id, series) => {
    const tiers = all.tiers.map(({ periodSeconds, startEpoch, length }) => ({
      periodSeconds,
      points: {
        times: Float64Array.from({ length }, (_, i) => startEpoch + i * periodSeconds),
        values: Float64Array.from({ length }, (_, i) => sampleOf(series, i) + shift),
      },
    }));
    draft.add(id, tiers, NOTHING);
  });
  return draft.commit(all);
}

describe("a stored snapshot", () => {
  it("gives back everything that went in, values to the last bit", async () => {
    const stored = await store(directory());
    const { manifest, series, ...rest } = await openSnapshot(stored.directory);
    const { source, startEpoch, endEpoch, tiers, capacity, ...others } = facts;
    expect(rest).toEqual({ ...others, capacity });
    expect(manifest).toMatchObject({ source, startEpoch, endEpoch, tiers });
    const index = IDS.indexOf("database/writer/connections/Average");
    for (const { values } of series.get("database/writer/connections/Average")?.tiers ?? []) {
      values.forEach((value, i) => void expect(value).toBe(sampleOf(index, i)));
    }
  });

  it("notes of sums, and of nothing else, that they look like a running total", async () => {
    const times = Float64Array.from({ length: 360 }, (_, i) => START + i * 60);
    const values = times.map((_, i) => 10 * (i % 200));
    const draft = await SnapshotDraft.begin(directory(), "trading", IDS);
    for (const id of IDS) draft.add(id, [{ periodSeconds: 60, points: { times, values } }], NOTHING);
    const { directory: stored } = await draft.commit({ ...facts, tiers: [tierGrid(60, START, END)] });
    const { series } = (await openSnapshot(stored)).manifest;
    expect(IDS.some((id) => id.endsWith("/Sum"))).toBe(true);
    for (const { id, runningTotal } of series) expect(runningTotal).toEqual(id.endsWith("/Sum") ? { resets: 1 } : undefined);
  });

  it("has the layout that its documentation says, under the end of its window", async () => {
    const { directory: stored } = await store(directory());
    expect(stored).toBe(join(directory(), "trading", "2026-09-21T14-15-00Z"));
    expect(readdirSync(stored).sort()).toEqual([
      "capacity.json",
      "contract.json",
      "inventory.json",
      "manifest.json",
      "metrics.parquet",
      "pins.json",
      "prices.json",
      "tags.json",
    ]);
    expect(readdirSync(join(directory(), "trading"))).toEqual(["2026-09-21T14-15-00Z"]);
  });

  it("is never replaced by one of another source that ends at the same time", async () => {
    const measured = await store(directory(), { source: "aws" });
    const rehearsed = await store(directory(), { source: "simulator" });
    const fromFiles = await store(directory(), { source: "csv" });
    const again = await store(directory(), { source: "aws" }, 1);
    const kept = [measured, again, rehearsed, fromFiles];
    expect(await listSnapshots(directory(), "trading")).toEqual(kept.map((one) => one.directory).sort());
    for (const { directory: stored, manifest } of kept) expect((await openSnapshot(stored)).manifest).toEqual(manifest);
  });

  it("is plain Parquet, sorted by series and time, that any tool can open", async () => {
    const { directory: stored } = await store(directory());
    const connection = await (await DuckDBInstance.create(":memory:")).connect();
    const file = join(stored, "metrics.parquet");
    const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM '${file}'`);
    expect(described.getRows().map(([name, type]) => [name, type])).toEqual([
      ["series", "VARCHAR"],
      ["period_s", "INTEGER"],
      ["time", "BIGINT"],
      ["value", "DOUBLE"],
    ]);
    const unsorted = await connection.runAndReadAll(
      `SELECT count(*) FROM (SELECT series, time, lag((series, time)) OVER () AS before FROM '${file}') WHERE before >= (series, time)`,
    );
    expect(unsorted.getRows()).toEqual([[0n]]);
    connection.closeSync();
  });

  it("has the same hash for the same rows and facts, another for any other", async () => {
    const { hash } = (await store(directory())).manifest;
    expect((await store(join(directory(), "again"))).manifest.hash).toBe(hash);
    const others = await Promise.all([
      store(join(directory(), "a"), {}, 1e-9),
      store(join(directory(), "b"), { source: "aws" }),
      store(join(directory(), "c"), { endEpoch: END - 60 }),
      store(join(directory(), "d"), { pins: {} }),
    ]);
    expect(new Set([hash, ...others.map(({ manifest }) => manifest.hash)]).size).toBe(5);
  });

  it("is kept beside later ones of the same end, so that what cites its hash can be verified; the newest is listed last", async () => {
    const stored = [await store(directory()), await store(directory(), { pins: {} }), await store(directory(), {}, 1)];
    expect(await listSnapshots(directory(), "trading")).toEqual(stored.map((one) => one.directory));
    expect(stored.map((one) => basename(one.directory))).toEqual([
      "2026-09-21T14-15-00Z",
      "2026-09-21T14-15-00Z-02",
      "2026-09-21T14-15-00Z-03",
    ]);
    for (const { directory: at, manifest } of stored) expect((await openSnapshot(at)).manifest.hash).toBe(manifest.hash);
  });

  it.each([
    ["its first", {}, 0],
    ["a later one", { pins: {} }, 1],
  ] as const)("lies once, however often %s is collected with the same content", async (_which, more, at) => {
    await store(directory());
    await store(directory(), { pins: {} });
    const listed = await listSnapshots(directory(), "trading");
    expect((await store(directory(), more)).directory).toBe(listed[at]);
    expect(await listSnapshots(directory(), "trading")).toEqual(listed);
  });

  it("takes the place of one that cannot be read", async () => {
    const { directory: damaged } = await store(directory());
    writeFileSync(join(damaged, "manifest.json"), "{}");
    expect((await store(directory(), { pins: {} })).directory).toBe(damaged);
  });

  it("keeps the hours before the window apart from its tiers", async () => {
    const id = "database/writer/connections/Maximum";
    const before = tierGrid(3600, START - 48 * 3600, START);
    const times = Float64Array.from([0, 1, 30], (hour) => before.startEpoch + hour * 3600);
    const draft = await SnapshotDraft.begin(directory(), "trading", [id]);
    draft.add(id, [], NOTHING, { times, values: Float64Array.of(7, 8, 9) });
    const { directory: stored, manifest } = await draft.commit({ ...facts, longHistory: before });
    expect(manifest).toMatchObject({ longHistory: before, series: [{ points: {}, longHistoryPoints: 3 }] });
    const series = (await openSnapshot(stored)).series.get(id);
    expect(series?.tiers).toEqual([]);
    expect(series?.longHistory?.grid).toEqual(before);
    expect([0, 1, 2, 30].map((hour) => series?.longHistory?.values[hour])).toEqual([7, 8, Number.NaN, 9]);
  });

  it.each([
    ["stored order", (stored: readonly string[]) => [...stored]],
    ["any other order", (stored: readonly string[]) => [...stored].reverse()],
    ["part", (stored: readonly string[]) => [...stored].filter((_, i) => i % 2 === 1)],
  ])("is read one component after the other, in %s, each as in the whole; those without measurements last", async (_order, ordered) => {
    const stored = await store(directory());
    const whole = await openSnapshot(stored.directory);
    const reader = await SnapshotReader.open(stored.directory);
    const asked = ordered(reader.components());
    const read: string[] = [];
    for await (const { component, series } of reader.readEach(["nothing", ...asked])) {
      read.push(component);
      expect([...series]).toEqual([...whole.series].filter(([, one]) => one.component === component));
    }
    reader.close();
    expect(read).toEqual([...asked, "nothing"]);
    expect(asked.length).toBeGreaterThan(1);
  });

  it("is read component by component", async () => {
    const stored = await store(directory());
    const whole = await openSnapshot(stored.directory);
    const reader = await SnapshotReader.open(stored.directory);
    for (const component of ["cache", "database", "accelerator"]) {
      const part = await reader.read([component]);
      expect([...part]).toEqual([...whole.series].filter(([, series]) => series.component === component));
      expect(part.size).toBeGreaterThan(0);
    }
    expect(await reader.read(["nothing"])).toEqual(new Map());
    reader.close();
  });

  it("takes names with quotes", async () => {
    const [{ cache }, quoted] = [smallContract.inventory, `o'neill "node"`];
    const contract = {
      ...smallContract,
      inventory: { cache: { ...cache, resources: cache.resources.map((node) => ({ ...node, name: quoted })) } },
    };
    const ids = plannedSeries(contract).map(({ id }) => id);
    const draft = await SnapshotDraft.begin(join(directory(), "it's"), "trading", ids);
    for (const id of ids) draft.add(id, [], NOTHING);
    const { directory: stored } = await draft.commit({ ...facts, contract });
    expect([...(await openSnapshot(stored)).series.keys()]).toEqual([]);
  });
});

describe("any points", () => {
  it("survive the store exactly, in whatever tiers and lengths", async () => {
    const contract = { ...smallContract, inventory: { accelerator: smallContract.inventory.accelerator } };
    const ids = plannedSeries(contract).map(({ id }) => id);
    const anyPoints = fc.array(fc.tuple(fc.integer({ min: 0, max: 359 }), fc.double({ noNaN: true, noDefaultInfinity: true })), {
      maxLength: 400,
    });
    await fc.assert(
      fc.asyncProperty(anyPoints, async (pairs) => {
        const [grid] = [tierGrid(60, START, END)];
        const { points } = cleanPoints(
          pairs.map(([minute]) => START + minute * 60),
          pairs.map(([, value]) => value),
          "Average",
        );
        const draft = await SnapshotDraft.begin(directory(), "trading", ids);
        for (const id of ids) draft.add(id, [{ periodSeconds: 60, points }], NOTHING);
        const { directory: stored } = await draft.commit({ ...facts, contract, tiers: [grid] });
        const series = (await openSnapshot(stored)).series.get("accelerator/a/cpu/Average");
        const expected = new Map([...points.times].map((time, i) => [(time - START) / 60, (points.values[i] ?? 0) * 0.01]));
        expect([...(series?.tiers[0]?.values ?? [])]).toEqual(Array.from({ length: grid.length }, (_, i) => expected.get(i) ?? Number.NaN));
        expect(series?.coverage[60]).toBe(points.times.length / grid.length);
      }),
      { numRuns: 8 },
    );
  });
});

describe("opening refuses", () => {
  const rewrite = (file: string, change: (text: string) => string): void => writeFileSync(file, change(readFileSync(file, "utf8")));

  it.each([
    ["a folder that is not there", (at: string) => rmSync(at, { recursive: true }), /no snapshot in/],
    ["a missing manifest", (at: string) => rmSync(join(at, "manifest.json")), /has no manifest.json/],
    ["a manifest that is no JSON", (at: string) => writeFileSync(join(at, "manifest.json"), "{"), /is not JSON/],
    [
      "another version",
      (at: string) => rewrite(join(at, "manifest.json"), (text) => text.replace('"version": 2', '"version": 1')),
      /is of version 1; this Trimtab reads version 2/,
    ],
    [
      "a manifest of another shape",
      (at: string) => rewrite(join(at, "manifest.json"), (text) => text.replace('"endEpoch"', '"end"')),
      /expected shape/,
    ],
    ["truncated Parquet", (at: string) => truncateSync(join(at, "metrics.parquet"), 5_000), /not as it was written/],
    ["Parquet with one byte more", (at: string) => appendFileSync(join(at, "metrics.parquet"), "x"), /not as it was written/],
    ["missing Parquet", (at: string) => rmSync(join(at, "metrics.parquet")), /not as it was written/],
    ["edited tags", (at: string) => writeFileSync(join(at, "tags.json"), "{}\n"), /not as it was written/],
    ["a missing price list", (at: string) => rmSync(join(at, "prices.json")), /not as it was written/],
    [
      "an edited window",
      (at: string) => rewrite(join(at, "manifest.json"), (text) => text.replace(`${END}`, `${END + 60}`)),
      /does not belong to its data/,
    ],
    [
      "an edited source",
      (at: string) => rewrite(join(at, "manifest.json"), (text) => text.replace('"simulator"', '"aws"')),
      /does not belong to its data/,
    ],
    [
      "fewer rows than the manifest says",
      (at: string) => rewrite(join(at, "manifest.json"), (text) => text.replace('"300": 36', '"300": 35')),
      /does not belong to its data/,
    ],
  ])("%s", async (_case, damage, message) => {
    const { directory: stored } = await store(directory());
    damage(stored);
    const failure = await openSnapshot(stored).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StoreError);
    expect(failure).toMatchObject({ message: expect.stringMatching(message) });
  });

  it("Parquet of other rows, though the manifest knows its bytes", async () => {
    const { directory: stored, manifest } = await store(directory());
    const other = await store(join(directory(), "other"), {}, 1);
    cpSync(join(other.directory, "metrics.parquet"), join(stored, "metrics.parquet"));
    rewrite(join(stored, "manifest.json"), (text) =>
      text.replace(manifest.files["metrics.parquet"]?.sha256 ?? "", other.manifest.files["metrics.parquet"]?.sha256 ?? ""),
    );
    await expect(openSnapshot(stored)).rejects.toThrow("do not belong to its manifest");
  });

  it.each(["../../other/manifest.json", "/etc/hosts", "a/b.json", "..", ".draft.json"])(
    "a manifest that names the file %s",
    async (name) => {
      const { directory: stored, manifest } = await store(directory());
      const files = { ...manifest.files, [name]: { sha256: "0".repeat(64) } };
      writeFileSync(join(stored, "manifest.json"), JSON.stringify({ ...manifest, files }));
      await expect(openSnapshot(stored)).rejects.toMatchObject({ problems: [expect.stringContaining("files")] });
    },
  );

  it("all damaged files at once", async () => {
    const { directory: stored } = await store(directory());
    for (const name of ["pins.json", "tags.json"]) writeFileSync(join(stored, name), "[]");
    await expect(openSnapshot(stored)).rejects.toMatchObject({
      problems: [expect.stringContaining("tags.json"), expect.stringContaining("pins.json")],
    });
  });
});

describe("in a bucket, a snapshot's name", () => {
  it.each(["2026-09-21T14-15-00Z", "2026-09-21T14-15-00Z-simulator", "2026-09-21T14-15-00Z-02", "2026-09-21T14-15-00Z-simulator-02"])(
    "may be %s",
    (name) => expect(isSnapshotName(name)).toBe(true),
  );

  it.each(["..", ".", "a", "2026-09-21T14-15-00Z/..", "..\n2026-09-21T14-15-00Z"])("may not be %j: it would be a folder's here", (name) =>
    expect(isSnapshotName(name)).toBe(false),
  );
});

describe("the list of snapshots", () => {
  it("ends with the one whose window ends last, whichever was written last", async () => {
    const later = await store(directory(), { endEpoch: END + 3600 });
    await store(directory());
    expect((await listSnapshots(directory(), "trading")).at(-1)).toBe(later.directory);
  });

  it("leaves drafts out", async () => {
    mkdirSync(join(directory(), "trading", ".draft-x"), { recursive: true });
    expect(await listSnapshots(directory(), "trading")).toEqual([]);
  });
});

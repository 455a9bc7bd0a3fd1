import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { defaultsOf, InputError } from "../../../../contract";
import { type CollectFromCsvOptions, collectFromCsv, openSnapshot } from "../../../../optimizer/telemetry";
import { temporaryDirectory } from "../../../support/temporary-directory";
import { smallContract } from "../support/contract";

const NAB = join(__dirname, "../../../../simulator/data/nab-aws-cloudwatch");
const FILES = readdirSync(NAB).filter((name) => name.endsWith(".csv"));
const SERIES = "database/writer/connections/Average";
const directory = temporaryDirectory();

const options = (more: Partial<CollectFromCsvOptions> = {}): CollectFromCsvOptions => ({
  directory: join(directory(), "csv"),
  contract: smallContract,
  current: defaultsOf(smallContract.components),
  capacity: [],
  pins: {},
  tags: {},
  storeRoot: join(directory(), "snapshots"),
  ...more,
});

/** A folder of CSV files, by name and content. */
function folder(files: Readonly<Record<string, string>>): string {
  const path = join(directory(), "csv");
  mkdirSync(path, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(path, name), content);
  return path;
}

const csv = (rows: readonly (readonly [string | number, string | number])[]): string =>
  ["timestamp,value", ...rows.map((row) => row.join(",")), ""].join("\n");

/** Minute after minute from midnight. */
const minutes = (count: number): readonly (readonly [number, number])[] =>
  Array.from({ length: count }, (_, i) => [1_700_006_400 + i * 60, i]);

async function readBack(more: Partial<CollectFromCsvOptions> = {}) {
  const { directory: stored, manifest } = await collectFromCsv(options(more));
  return { manifest, snapshot: await openSnapshot(stored) };
}

describe("real CloudWatch series from files", () => {
  /** What a file says, read as plainly as can be. */
  const rowsOf = (name: string): ReadonlyMap<number, number> => {
    const rows = new Map<number, number>();
    for (const line of readFileSync(join(NAB, name), "utf8").trim().split("\n").slice(1)) {
      const [time = "", value = ""] = line.trim().split(",");
      const epoch = Date.parse(`${time.replace(" ", "T")}Z`) / 1000;
      rows.set(epoch, Math.max(rows.get(epoch) ?? Number.NEGATIVE_INFINITY, Number(value)));
    }
    return rows;
  };

  it.each(FILES)("%s comes back with every value at its time", async (name) => {
    folder({});
    copyFileSync(join(NAB, name), join(directory(), "csv", name));
    const { manifest, snapshot } = await readBack({ mapping: { [name]: SERIES } });
    const rows = rowsOf(name);
    const [tier] = snapshot.series.get(SERIES)?.tiers ?? [];
    if (tier === undefined) throw new Error("no tier");
    expect(tier.grid.periodSeconds).toBe(300);
    expect(manifest.endEpoch).toBe(Math.max(...rows.keys()) + 300);
    expect(manifest.series[0]?.points[300]).toBe(rows.size);
    const bySlot = new Map<number, number[]>();
    for (const [epoch, value] of rows) {
      const slot = Math.floor((epoch - tier.grid.startEpoch) / 300);
      bySlot.set(slot, [...(bySlot.get(slot) ?? []), value]);
    }
    const wrong = [...tier.values.keys()].filter((slot) => {
      const [value = Number.NaN, expected] = [tier.values[slot], bySlot.get(slot)];
      if (expected === undefined) return !Number.isNaN(value);
      const mean = expected.reduce((sum, one) => sum + one, 0) / expected.length;
      return expected.length === 1 ? value !== mean : Math.abs(value - mean) > 1e-9 * Math.abs(mean);
    });
    expect(wrong).toEqual([]);
    expect(bySlot.size / tier.grid.length).toBeCloseTo(snapshot.series.get(SERIES)?.coverage[300] ?? 0, 9);
  });

  it("that go back in time or repeat themselves are three, and say so", async () => {
    folder({});
    const muddled: string[] = [];
    for (const name of FILES) {
      copyFileSync(join(NAB, name), join(directory(), "csv", "database.writer.connections.Average.csv"));
      const { manifest } = await collectFromCsv(options());
      const { duplicate = 0, outOfOrder = 0 } = manifest.series[0]?.dropped ?? {};
      if (duplicate + outOfOrder > 0) muddled.push(name);
    }
    expect(muddled.length).toBe(3);
  });
});

describe("the snapshot of files", () => {
  it("takes the series from the file's name", async () => {
    folder({ "database.writer.cpu.Average.csv": csv(minutes(10)), "cache.0001-001.engine_cpu.Maximum.csv": csv(minutes(10)) });
    const { snapshot } = await readBack();
    expect([...snapshot.series.keys()]).toEqual(["cache/0001-001/engine_cpu/Maximum", "database/writer/cpu/Average"]);
    expect(snapshot.manifest.source).toBe("csv");
    expect(snapshot.series.get("database/writer/cpu/Average")?.tiers[0]?.values[7]).toBeCloseTo(0.07);
  });

  it("takes the series from series.json", async () => {
    folder({ "any.csv": csv(minutes(10)), "series.json": JSON.stringify({ "any.csv": "trades/table/consumed_reads/Sum" }) });
    const { snapshot } = await readBack();
    expect(snapshot.series.get("trades/table/consumed_reads/Sum")?.tiers[0]?.values[6]).toBeCloseTo(0.1);
  });

  it.each([
    ["60", 60],
    ["300", 300],
    ["3600", 3600],
  ])("finds a period of %s seconds", async (_name, period) => {
    folder({ "database.writer.connections.Average.csv": csv(Array.from({ length: 20 }, (_, i) => [1_700_006_400 + i * period, i])) });
    const { snapshot } = await readBack();
    expect(snapshot.manifest.tiers).toEqual([{ periodSeconds: period, startEpoch: 1_700_006_400, length: 20 }]);
  });

  it.each([
    ["2023-11-15 00:00:00"],
    ["2023-11-15T00:00:00Z"],
    ["2023-11-15T01:00:00+01:00"],
    ["2023-11-14T16:00:00.250-0800"],
    ["1700006400"],
    ["2023-11-15"],
  ])("reads the time %s", async (time) => {
    folder({ "database.writer.connections.Average.csv": csv([[time, 1], ["2023-11-15 00:01:00", 2]]) }); // biome-ignore format: a table
    expect((await readBack()).manifest.startEpoch).toBe(1_700_006_400);
  });

  it("has a coverage that shows a gap of more than 5 %", async () => {
    const gappy = minutes(1000).filter((_row, i) => i < 400 || i >= 451);
    folder({ "database.writer.connections.Average.csv": csv(gappy), "database.writer.cpu.Average.csv": csv(minutes(1000)) });
    const { snapshot } = await readBack();
    expect(snapshot.series.get(SERIES)?.coverage[60]).toBeCloseTo(0.949);
    expect(snapshot.series.get("database/writer/cpu/Average")?.coverage[60]).toBe(1);
  });

  it("measures a file that ends early against the window of all", async () => {
    folder({ "database.writer.connections.Average.csv": csv(minutes(500)), "database.writer.cpu.Average.csv": csv(minutes(1000)) });
    expect((await readBack()).snapshot.series.get(SERIES)?.coverage[60]).toBe(0.5);
  });

  it("looks back on so many days before the last point", async () => {
    folder({ "database.writer.connections.Average.csv": csv(minutes(3 * 1440)) });
    const { snapshot } = await readBack({ days: 1 });
    expect(snapshot.manifest.series[0]?.points[60]).toBe(1440);
    expect(snapshot.series.get(SERIES)?.coverage[60]).toBe(1);
  });

  it("counts cells without a value, and rows that are late or repeated", async () => {
    const rows = [["1700006400", "1"], ["1700006460", ""], ["1700006580", "4"], ["1700006520", "3"], ["1700006520", "2"]] as const; // biome-ignore format: a table
    folder({ "database.writer.connections.Average.csv": csv(rows) });
    const { manifest } = await readBack();
    expect(manifest.series[0]?.dropped).toEqual({ duplicate: 1, outOfOrder: 2, notFinite: 1 });
  });
});

describe("prices beside the files", () => {
  const price = {
    key: "dynamodb:rcu-hour",
    region: "us-east-1",
    usd: 0.00013,
    unit: "unit-hour",
    sku: "A",
    rateCode: "A.1",
    effectiveDate: "2026-07-01T00:00:00Z",
  };
  const beside = (prices: unknown) => folder({ "database.writer.cpu.Average.csv": csv(minutes(3)), "prices.json": JSON.stringify(prices) });

  it("become the snapshot's", async () => {
    beside({ prices: [price], unpriced: [] });
    expect((await readBack()).snapshot.prices).toEqual({ prices: [price], unpriced: [] });
  });

  it("are none where there is no such file", async () => {
    folder({ "database.writer.cpu.Average.csv": csv(minutes(3)) });
    expect((await readBack()).snapshot.prices).toEqual({ prices: [], unpriced: [] });
  });

  it("are refused with all that is wrong with them", async () => {
    beside({ prices: [{ ...price, usd: -1, unit: undefined }] });
    await expect(collectFromCsv(options())).rejects.toMatchObject({
      message: expect.stringMatching(/prices\.json/),
      problems: [expect.stringMatching(/^prices\.0\.usd/), expect.stringMatching(/^prices\.0\.unit/), expect.stringMatching(/^unpriced/)],
    });
    expect(existsSync(join(directory(), "snapshots"))).toBe(false);
  });
});

describe("files are refused with one error", () => {
  it.each([
    ["where the folder is missing", undefined, /no folder/, []],
    ["where there is no CSV", { "a.txt": "" }, /holds no .csv/, []],
    [
      "that lists every unknown file with the nearest series",
      { "database.writer.cpu.average.csv": csv(minutes(3)), "x.csv": csv(minutes(3)) },
      /cannot be matched/,
      [/^database\.writer\.cpu\.average\.csv: .* nearest is database\.writer\.cpu\.Average\.csv/, /^x\.csv: no series/],
    ],
    [
      "where the mapping names a series or a file that is not there",
      { "a.csv": csv(minutes(3)), "series.json": '{"a.csv": "database/writer/cpus/Average", "b.csv": "database/writer/cpu/Average"}' },
      /cannot be matched/,
      [/^b\.csv: named in the mapping/, /^a\.csv: .* nearest is database\/writer\/cpu\/Average/],
    ],
    [
      "where two files are of one series",
      {
        "a.csv": csv(minutes(3)),
        "database.writer.cpu.Average.csv": csv(minutes(3)),
        "series.json": '{"a.csv": "database/writer/cpu/Average"}',
      },
      /cannot be matched/,
      [/^database\.writer\.cpu\.Average\.csv: a\.csv is of database\/writer\/cpu\/Average, too/],
    ],
    ["where the mapping is no JSON", { "a.csv": csv(minutes(3)), "series.json": "{" }, /must be one JSON object/, [/line 1, column 2/]],
    [
      "that lists bad cells by file and line",
      {
        "database.writer.cpu.Average.csv":
          "timestamp,value\n2026-11-20 18:00:00,1\nyesterday,2\n2026-11-31 18:00:00,3\n2026-11-20 18:03:00,much\n",
      },
      /cannot be read/,
      [/Average\.csv:3: "yesterday" is not a time/, /Average\.csv:4: "2026-11-31/, /Average\.csv:5: "much" is not a number/],
    ],
    [
      "where a row is of another century than this",
      { "database.writer.cpu.Average.csv": "timestamp,value\n2026-11-20 18:00:00,1\n5138-11-16 09:46:39,2\n1960-01-01 00:00:00,3\n" },
      /cannot be read/,
      [/Average\.csv:3: "5138-11-16 09:46:39" is not a time/, /Average\.csv:4: "1960-01-01/],
    ],
    [
      "where one row makes a window that is longer than CloudWatch's",
      {
        "database.writer.cpu.Average.csv": csv(minutes(3)),
        "database.writer.cpu.Maximum.csv": csv([...minutes(3), ["2030-01-01 00:00:00", 1]]),
      },
      /reach over \d+ days, and CloudWatch keeps 455/,
      [/^database\/writer\/cpu\/Average begins at 20/, /^database\/writer\/cpu\/Maximum ends at 2030-01-01T00:00:00Z/],
    ],
    ["where columns are missing", { "database.writer.cpu.Average.csv": "time;value\n" }, /cannot be read/, [/:1: the header must name/]],
    ["where there are no rows", { "database.writer.cpu.Average.csv": "timestamp,value\n" }, /cannot be read/, [/no row with a value/]],
    ["where a file is empty", { "database.writer.cpu.Average.csv": "" }, /cannot be read/, [/no row with a value/]],
    [
      "where the period is none of CloudWatch's",
      { "database.writer.cpu.Average.csv": csv([[1_700_006_400, 1], [1_700_007_300, 2], [1_700_008_200, 2]]) }, // biome-ignore format: a table
      /cannot be read/,
      [/mostly 900 s apart/],
    ],
  ] as const)("%s", async (_case, files, message, problems) => {
    if (files !== undefined) folder(files);
    const failure = await collectFromCsv(options()).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(InputError);
    expect(failure).toMatchObject({
      message: expect.stringMatching(message),
      problems: problems.map((problem) => expect.stringMatching(problem)),
    });
    expect(existsSync(join(directory(), "snapshots"))).toBe(false);
  });
});

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { defaultsOf } from "../../../../contract";
import { collectFromJson, openSnapshot } from "../../../../optimizer/telemetry";
import { temporaryDirectory } from "../../../support/temporary-directory";
import { smallContract } from "../support/contract";

const SERIES = "database/writer/connections/Average";
const OTHER = "database/writer/connections/Maximum";
const START = Date.UTC(2026, 10, 20, 18) / 1000;
const directory = temporaryDirectory();

/** As the AWS command line prints a time. */
const iso = (minute: number): string => new Date((START + minute * 60) * 1000).toISOString().replace(".000Z", "+00:00");
const minutes = (from: number, to: number): readonly number[] => Array.from({ length: to - from }, (_, i) => from + i);

const result = (Id: string, Label: string, of: readonly number[], more: object = {}) => ({
  Id,
  Label,
  Timestamps: of.map(iso),
  Values: of.map((minute) => minute + 0.1),
  StatusCode: "Complete",
  ...more,
});

/** Files by name and content. */
function folder(files: Readonly<Record<string, unknown>>): string {
  const path = join(directory(), "pages");
  mkdirSync(path, { recursive: true });
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(path, name), typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

async function collected(paths: readonly string[]) {
  const { directory: stored, manifest } = await collectFromJson({
    paths,
    contract: smallContract,
    current: defaultsOf(smallContract.components),
    capacity: [],
    pins: {},
    tags: {},
    storeRoot: join(directory(), "snapshots"),
  });
  return { manifest, snapshot: await openSnapshot(stored) };
}

const valuesOf = (snapshot: Awaited<ReturnType<typeof collected>>["snapshot"], id: string): readonly number[] => [
  ...(snapshot.series.get(id)?.tiers[0]?.values ?? []),
];

describe("saved answers of GetMetricData", () => {
  test("give their points exactly; CloudWatch's newest first is put in order", async () => {
    const page = { MetricDataResults: [result("q1", SERIES, minutes(0, 90).slice().reverse())], Messages: [] };
    const { snapshot, manifest } = await collected([folder({ "page.json": page })]);
    expect(valuesOf(snapshot, SERIES)).toEqual(minutes(0, 90).map((minute) => minute + 0.1));
    expect(manifest).toMatchObject({ startEpoch: START, endEpoch: START + 90 * 60 });
  });

  test("are put together from pages, a query of which goes on over several", async () => {
    const path = folder({
      "1.json": { MetricDataResults: [result("q1", SERIES, minutes(0, 60), { StatusCode: "PartialData" })], NextToken: "more" },
      "2.json": { MetricDataResults: [result("q1", SERIES, minutes(60, 90)), result("q2", OTHER, minutes(0, 90))] },
    });
    const { snapshot } = await collected([join(path, "1.json"), join(path, "2.json")]);
    expect(valuesOf(snapshot, SERIES)).toHaveLength(90);
    expect(valuesOf(snapshot, OTHER)).toHaveLength(90);
  });

  test("are put together in the order of their numbers: page 10 after page 9", async () => {
    const pages = Array.from({ length: 12 }, (_, i) => {
      const isLast = i === 11;
      const query = result("q1", SERIES, minutes(i * 5, i * 5 + 5), { StatusCode: isLast ? "Complete" : "PartialData" });
      return [`page${i + 1}.json`, { MetricDataResults: [query], ...(isLast ? {} : { NextToken: "more" }) }] as const;
    });
    const { snapshot } = await collected([folder(Object.fromEntries(pages))]);
    expect(valuesOf(snapshot, SERIES)).toHaveLength(60);
  });

  test.each([
    ["its Id", { q1: SERIES }],
    ["its Label", { "trading CPU": SERIES }],
  ])("are mapped to series by %s in series.json beside them", async (_by, mapping) => {
    const page = { MetricDataResults: [result("q1", "trading CPU", minutes(0, 10))] };
    const { snapshot } = await collected([folder({ "page.json": page, "series.json": mapping })]);
    expect([...snapshot.series.keys()]).toEqual([SERIES]);
  });

  test("of a counter that had nothing to count are no mistake", async () => {
    const throttles = "trades/table/read_throttles/Sum";
    const page = { MetricDataResults: [result("q1", SERIES, minutes(0, 10)), result("q2", throttles, [])] };
    expect((await collected([folder({ "page.json": page })])).manifest.series.map(({ id }) => id)).toEqual([SERIES]);
  });

  test.each<[string, Readonly<Record<string, unknown>>, RegExp]>([
    ["no such answer", { "page.json": { Datapoints: [] } }, /page\.json: MetricDataResults/],
    ["no JSON", { "page.json": "<html>" }, /page\.json: .*JSON/],
    ["no JSON, of several lines", { "page.json": "# Pages\n\nnone" }, /^[^\n]*page\.json: is not JSON: line 1, column 1: [^\n]*$/],
    [
      "epoch milliseconds",
      { "page.json": { MetricDataResults: [result("q1", SERIES, [0], { Timestamps: [START * 1000] })] } },
      /q1: \d{13} is no time such as/,
    ],
    [
      "a last page that is not the last",
      { "page.json": { MetricDataResults: [result("q1", SERIES, minutes(0, 10))], NextToken: "more" } },
      /NextToken/,
    ],
    [
      "a query that AWS did not answer whole",
      { "page.json": { MetricDataResults: [result("q1", SERIES, minutes(0, 10), { StatusCode: "PartialData" })] } },
      /q1: AWS answered PartialData/,
    ],
    [
      "fewer values than times",
      { "page.json": { MetricDataResults: [result("q1", SERIES, minutes(0, 10), { Values: [1] })] } },
      /q1 has 10 times and 1 values/,
    ],
    [
      "a Label that is no series",
      { "page.json": { MetricDataResults: [result("q1", "database/writer/conections/Average", minutes(0, 10))] } },
      /the nearest is database\/writer\/connections\/Average/,
    ],
    [
      "two queries of one series",
      { "page.json": { MetricDataResults: [result("q1", SERIES, minutes(0, 10)), result("q2", SERIES, minutes(0, 10))] } },
      /q1 is of database\/writer\/connections\/Average, too/,
    ],
    ["another period", { "page.json": { MetricDataResults: [result("q1", SERIES, [0, 2, 4, 6])] } }, /its points are mostly 120 s apart/],
  ])("are refused with what is wrong: %s", async (_what, files, problem) => {
    await expect(collected([folder(files)])).rejects.toMatchObject({ problems: [expect.stringMatching(problem)] });
  });

  test("are refused where there is no such file", async () => {
    await expect(collected([join(directory(), "nothing.json")])).rejects.toThrow(/no file or folder/);
  });
});

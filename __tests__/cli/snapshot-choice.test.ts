import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { PassThrough } from "node:stream";
import { chooseSnapshot, fetchLatest } from "../../cli/snapshot-choice";
import { terminal } from "../../cli/terminal";
import { canonicalJson, defaultsOf } from "../../contract";
import { collectFromCsv, openStore, type SnapshotSource, type SnapshotStore } from "../../optimizer/telemetry";
import { smallContract } from "../support/small-contract";
import { temporaryDirectory } from "../support/temporary-directory";

const directory = temporaryDirectory();
const store = (): string => join(directory(), "snapshots");

/** Snapshots by the name of their folder, each from a source. */
async function stored(snapshots: Readonly<Record<string, SnapshotSource>>): Promise<void> {
  const csv = join(directory(), "csv");
  mkdirSync(csv);
  writeFileSync(join(csv, "orders.csv"), "timestamp,value\n2026-11-01,1\n2026-11-01 00:01,1\n");
  writeFileSync(join(csv, "series.json"), canonicalJson({ "orders.csv": "orders/orders/provisioned_reads/Average" }));
  const contract = {
    ...smallContract(),
    inventory: { orders: { region: "us-east-1", resources: [{ scope: "table", name: "orders", dimensions: { TableName: "orders" } }] } },
  };
  const { directory: made } = await collectFromCsv({
    directory: csv,
    contract,
    current: defaultsOf(contract.components),
    capacity: [],
    pins: {},
    tags: {},
    storeRoot: join(directory(), "made"),
  });
  for (const [name, source] of Object.entries(snapshots)) {
    const target = join(store(), "trading", name);
    cpSync(made, target, { recursive: true });
    const manifest = join(target, "manifest.json");
    writeFileSync(manifest, readFileSync(manifest, "utf8").replace('"source": "csv"', `"source": "${source}"`));
  }
}

async function chosen() {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const snapshot = await chooseSnapshot(
    openStore(store(), { downloads: join(directory(), "fetched") }),
    "trading",
    terminal(stdout, stderr),
  );
  return { name: basename(snapshot), stderr: String(stderr.read() ?? "") };
}

test.each<[string, Readonly<Record<string, SnapshotSource>>, string]>([
  ["the newest", { a: "aws", b: "aws" }, "b"],
  ["a measured one before a newer one of the simulator", { a: "csv", b: "simulator" }, "a"],
  ["the newest of those measured", { a: "csv", b: "aws", c: "simulator" }, "b"],
])("without being told which, a decision rests on %s, and nothing need be said", async (_which, snapshots, name) => {
  await stored(snapshots);
  expect(await chosen()).toEqual({ name, stderr: "" });
});

test("where there are only simulated ones the newest is taken, with a warning", async () => {
  await stored({ a: "simulator", b: "simulator" });
  expect(await chosen()).toEqual({ name: "b", stderr: expect.stringMatching(/^WARNING: .*simulator.*nothing about your account/) });
});

test("one that cannot be read is passed over, and named", async () => {
  await stored({ a: "aws", b: "aws" });
  writeFileSync(join(store(), "trading", "b", "manifest.json"), "{");
  expect(await chosen()).toEqual({ name: "a", stderr: expect.stringMatching(/^WARNING: passed over: .*b\/manifest\.json/) });
});

test.each<[string, Readonly<Record<string, SnapshotSource>>, string, string | undefined]>([
  ["the newest of its source", { a: "aws", b: "aws", c: "simulator" }, "c", "b"],
  ["one before a newer one that cannot be read", { a: "aws", b: "aws" }, "b", "a"],
  ["none where there is none of its source", { a: "simulator", b: "csv" }, "b", undefined],
])("a collection goes on from %s", async (_which, snapshots, damaged, name) => {
  await stored(snapshots);
  writeFileSync(join(store(), "trading", damaged, "manifest.json"), "{");
  const fetched: string[] = [];
  const local = openStore(store(), { downloads: join(directory(), "fetched") });
  const watched: SnapshotStore = {
    ...local,
    fetch: async (deployment, one) => {
      fetched.push(one);
      return local.fetch(deployment, one);
    },
  };
  const warnings: string[] = [];
  await fetchLatest(watched, "trading", "aws", { warn: (text) => void warnings.push(text) });
  expect(fetched).toEqual(name === undefined ? [] : [name]);
  expect(warnings).toEqual([expect.stringContaining(`${damaged}/manifest.json`)]);
});

test("where there is none, collecting comes first", async () => {
  await expect(chosen()).rejects.toThrow(/no snapshot of trading/i);
});

import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { PassThrough } from "node:stream";
import type { Project } from "../../cli/project";
import { chooseSnapshot, fetchLatest, nearbyStores, storeFor, storeOf, storesOf } from "../../cli/snapshot-choice";
import { terminal } from "../../cli/terminal";
import { canonicalJson, configSchema, defaultsOf } from "../../contract";
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

describe("where snapshots are kept", () => {
  const BUCKET = "s3://team-snapshots/trimtab";
  const projectWith = (snapshots?: string): Project => ({
    root: "/project",
    config: configSchema.parse({
      organization: "example",
      state: { bucket: "example-state", lockTable: "locks", region: "us-east-1" },
      providerVersion: "5.100.0",
      deployments: {},
      ...(snapshots === undefined ? {} : { snapshots }),
    }),
    synthesized: "/project/cdktf.out",
    snapshots: "/project/.trimtab/snapshots",
    fetched: "/project/.trimtab/fetched",
    ledger: "/project/.trimtab/ledger",
    out: (deployment) => `out/${deployment}`,
  });
  const [plain, configured] = [projectWith(), projectWith(BUCKET)];

  test.each([
    ["in the project, where nothing is said", storeOf(plain, undefined), "/project/.trimtab/snapshots"],
    ["where the configuration says", storeOf(configured, undefined), BUCKET],
    ["in a configured folder, from the project's root", storeOf(projectWith("measured"), undefined), "/project/measured"],
    ["where the user says, whatever is configured", storeOf(configured, "elsewhere"), "elsewhere"],
    ["in the configured place, what was measured", storeFor(configured, undefined, "aws"), BUCKET],
    ["in the project, what a simulator plays", storeFor(configured, undefined, "simulator"), "/project/.trimtab/snapshots"],
    ["where the user says, a simulator's too", storeFor(configured, "elsewhere", "simulator"), "elsewhere"],
  ])("%s", (_where, { location }, expected) => {
    expect(location).toBe(expected);
  });

  test("one that is known by its hash is looked for in the configured place and in the project, or only where the user says", () => {
    const locations = (stores: readonly { readonly location: string }[]) => stores.map(({ location }) => location);
    expect(locations(storesOf(plain, undefined))).toEqual(["/project/.trimtab/snapshots"]);
    expect(locations(storesOf(configured, undefined))).toEqual([BUCKET, "/project/.trimtab/snapshots"]);
    expect(locations(storesOf(configured, "elsewhere"))).toEqual(["elsewhere"]);
    expect(locations(nearbyStores(configured, undefined))).toEqual([
      "/project/.trimtab/snapshots",
      "/project/.trimtab/fetched/team-snapshots/trimtab",
      BUCKET,
    ]);
  });
});

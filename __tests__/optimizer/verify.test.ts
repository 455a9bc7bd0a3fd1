import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { StoreError } from "../../contract";
import type { SnapshotManifest } from "../../optimizer/telemetry";
import { defaultProblems, earlierProblems, originProblems, recommendationProblems, verifyReceipt } from "../../optimizer/verify";
import { saasContract } from "../../stacks/saas/tunables";
import { stagingContract } from "../../stacks/staging/tunables";
import { tradingContract } from "../../stacks/trading/tunables";
import { temporaryDirectory } from "../support/temporary-directory";

describe("a receipt says of its measurements what the snapshot says", () => {
  const manifest = { source: "simulator", hash: "a", startEpoch: 0, endEpoch: 60 } as const;
  const honest = { source: "simulator", snapshot: { hash: "a", startEpoch: 0, endEpoch: 60 } } as const;

  test("the honest one holds", () => expect(originProblems(honest, manifest)).toEqual([]));

  test("simulated measurements do not pass for an account's", () => {
    expect(originProblems({ ...honest, source: "aws" }, manifest)).toEqual(["it was measured by simulator, the receipt says aws"]);
  });

  test("an override that rests on the simulator in an earlier phase stays at it", () => {
    expect(originProblems(honest, { ...manifest, source: "aws" })).toEqual([]);
  });

  test.each([{ hash: "b" }, { startEpoch: 1 }, { endEpoch: 61 }])("another %j does not hold", (change) => {
    expect(originProblems({ ...honest, snapshot: { ...honest.snapshot, ...change } }, manifest)).toHaveLength(1);
  });
});

test.each([
  [{ cache_shards: 15 }, []],
  [{ cache_shards: 14 }, ["cache_shards: its default was 15, the receipt says 14"]],
  [{}, ["cache_shards: its default was 15, the receipt says undefined"]],
  [
    { cache_shards: 15, cache_replicas_per_shard: 2 },
    ["cache_replicas_per_shard: the receipt gives a default, and the override does not hold it"],
  ],
])("defaults %j of an override of cache_shards: %j", (defaults, problems) => {
  expect(defaultProblems({ defaults }, { cache_shards: 8 }, tradingContract)).toEqual(problems);
});

test.each([
  [{ tenants_indexes: ["ByStatus", "ByPlan", "ByDomain", "ByOwner"] }, []],
  [
    { tenants_indexes: ["ByStatus", "ByPlan", "ByDomain"] },
    ['tenants_indexes: its default was ["ByStatus","ByPlan","ByDomain","ByOwner"], the receipt says ["ByStatus","ByPlan","ByDomain"]'],
  ],
])("a set's default is compared by what it holds: %j", (defaults, problems) => {
  expect(defaultProblems({ defaults }, { tenants_indexes: ["ByStatus"] }, saasContract)).toEqual(problems);
});

test.each([
  [{ stop: "0 20 * * *", start: "0 6 * * *" }, 1],
  [{ start: "", stop: "" }, 0],
])("a schedule's default is compared by what it holds: %j", (off, problems) => {
  const values = { database_off_hours: { stop: "0 20 * * *", start: "0 6 * * *" } };
  expect(defaultProblems({ defaults: { database_off_hours: off } }, values, stagingContract)).toHaveLength(problems);
});

const [EARLIER, A, B] = ["0123456789abcdef", "aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb"];

test.each<[string, readonly string[], boolean, number]>([
  ["the recomputed ones, in their order", [A, B], true, 0],
  ["one that does not come out", [A, B, EARLIER], true, 1],
  ["another order", [B, A], true, 1],
  ["one of them twice", [A, B, B], true, 1],
  ["one of an earlier phase before them", [EARLIER, A, B], false, 0],
  ["one that is no recommendation's id", ["earlier", A, B], false, 1],
])("a receipt that names %s", (_case, named, isFirst, problems) => {
  expect(recommendationProblems(named, [A, B], isFirst)).toHaveLength(problems);
});

test.each<[string, boolean, number]>([
  ["where nothing was overridden before", true, 1],
  ["on top of an earlier phase", false, 0],
])("a receipt that names what-ifs of earlier phases %s", (_case, isFirst, problems) => {
  const earlierWhatIfs = [{ phase: 1, whatIf: { minConfidence: { policy: 0.5, run: 0.7 } } }];
  expect(earlierProblems({ earlierWhatIfs }, isFirst)).toHaveLength(problems);
  expect(earlierProblems({}, isFirst)).toEqual([]);
});

describe("the snapshot of a receipt is looked for where snapshots are kept", () => {
  const directory = temporaryDirectory();
  const manifest: SnapshotManifest = {
    version: 2,
    deployment: "trading",
    source: "aws",
    startEpoch: 0,
    endEpoch: 60,
    tiers: [],
    series: [],
    files: {},
    hash: "",
  };
  const looked = async (names: readonly string[]): Promise<{ readonly fetched: readonly string[]; readonly failure: unknown }> => {
    const fetched: string[] = [];
    const store = {
      location: "s3://shared",
      names: async () => names,
      manifest: async (_deployment: string, name: string) => {
        if (name === "damaged") throw new StoreError("not as it was written");
        return { ...manifest, hash: name };
      },
      fetch: async (_deployment: string, name: string) => {
        fetched.push(name);
        return join(directory(), name);
      },
    };
    const receipt = join(directory(), "trading.receipt.json");
    const snapshot = { hash: "wanted", startEpoch: 0, endEpoch: 60 };
    const rest = { model: "m", overrideSha256: "x", phase: 1, recommendations: [], defaults: {} };
    writeFileSync(receipt, JSON.stringify({ version: 1, deployment: "trading", source: "aws", snapshot, ...rest }));
    const failure = await verifyReceipt({ receipt, stores: [store], out: directory, trimtabVersion: "1.2.3" }).catch(
      (error: unknown) => error,
    );
    return { fetched, failure };
  };

  test("past those that cannot be read, and only it is fetched", async () => {
    expect((await looked(["older", "wanted", "damaged", "newer"])).fetched).toEqual(["wanted"]);
  });

  test("and said not to be there where it is not", async () => {
    const { fetched, failure } = await looked(["damaged", "newer"]);
    expect(fetched).toEqual([]);
    expect(failure).toMatchObject({
      message: "The snapshot wanted of trading is not in s3://shared",
      hint: expect.stringContaining("--store"),
    });
  });
});

const beside = temporaryDirectory();

test.each([
  ["{", /is not JSON/],
  [JSON.stringify({ version: 9, source: "somewhere" }), /^(version|source|deployment): /],
])("what is no receipt says all that keeps it from being one: %s", async (text, problem) => {
  const receipt = join(beside(), "trading.receipt.json");
  writeFileSync(receipt, text);
  const failure: unknown = await verifyReceipt({ receipt, stores: [], out: beside, trimtabVersion: "1.2.3" }).catch(
    (error: unknown) => error,
  );
  expect(failure).toMatchObject({
    message: `${receipt} is not a receipt`,
    problems: expect.arrayContaining([expect.stringMatching(problem)]),
  });
});

import { defaultProblems, originProblems } from "../../optimizer/verify";
import { tradingContract } from "../../stacks/trading/tunables";

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

import { CACHE, GIB, type Values } from "../../../contract";
import type { Dimension } from "../../../optimizer/kinds";
import { evidence } from "../../support/evidence";
import { DAY, type Measure, NOW, type SnapshotOptions, tradingOnly } from "../../support/snapshot";
import { needAfterFailure, needOf } from "./needs";

/** Busyness of each shard's primary; replicas are idle. */
const BUSY: Readonly<Record<string, number>> = { "0001": 0.3, "0002": 0.1, "0003": 0.2, "0004": 0.05 };
const byShard: Measure = (_point, { group = "", role }) => (role === "primary" ? (BUSY[group] ?? 0) : 0.01);
const gibPerShard: Measure = (_point, { group = "" }) => (BUSY[group] ?? 0) * 100 * GIB;
const cache = evidence("cache", {
  measures: { cache: { engine_cpu: byShard, cpu: 0.05, bytes_used: gibPerShard, network_out: 1e6 } },
  components: tradingOnly("cache"),
  values: { cache_shards: 4, cache_replicas_per_shard: 1 },
  days: 1,
});

describe("a Redis shard that takes over others'", () => {
  test.each([
    ["none: the hottest is what counts", 4, 0.3],
    ["its share of three: as if the two hottest fell together", 3, 0.5],
    ["half of all: the two hottest", 2, 0.5],
    ["all", 1, 0.65],
  ])("%s", (_name, shards, need) => {
    expect(needOf(cache, { shards }, "engine CPU")).toBeCloseTo(need, 9);
  });

  test("holds their data too, in what the reserve leaves of its memory", () => {
    const usable = (CACHE.get(String(cache.current.node_type))?.usableMemoryGib ?? Number.NaN) * (1 - cache.policy.guards.memoryReserve);
    expect(needOf(cache, { shards: 2 }, "memory")).toBeCloseTo(50 / usable, 9);
  });
});

test("commands run on one thread, whatever the node's cores", () => {
  expect(needOf(cache, { node_type: "cache.r6gd.xlarge" }, "engine CPU")).toBeCloseTo(0.3, 9);
});

test("a promoted replica carries its own shard and the lost primary's load", () => {
  expect(needAfterFailure(cache, {}, "engine CPU")).toBeCloseTo(0.31, 9);
});

describe("steps down, by what a node has to do more", () => {
  const many = evidence("cache", {
    measures: {},
    components: tradingOnly("cache"),
    values: { cache_shards: 15, cache_replicas_per_shard: 3, cache_node_type: "cache.r6gd.8xlarge" },
    days: 1,
  });
  test.each<[string, object, number]>([
    ["nothing changes", {}, 0],
    ["one shard less", { shards: 14 }, 1],
    ["about half of them: 1.88 times", { shards: 8 }, 1],
    ["less than half: 2.14 times", { shards: 7 }, 2],
    ["three nodes of four answer: 1.33 times", { replicas_per_shard: 2 }, 1],
    ["two of four: twice, where 1.83 times is one step", { replicas_per_shard: 1 }, 2],
    ["a size less", { node_type: "cache.r6gd.4xlarge" }, 1],
    ["one shard less, and three nodes of four: 1.43 times", { shards: 14, replicas_per_shard: 2 }, 1],
    ["half of the shards, and three nodes of four: 2.5 times", { shards: 8, replicas_per_shard: 2 }, 2],
    ["a size less, and three nodes of four: 2.67 times", { node_type: "cache.r6gd.4xlarge", replicas_per_shard: 2 }, 2],
    ["half of the shards, and a size less: 3.75 times", { shards: 8, node_type: "cache.r6gd.4xlarge" }, 2],
    [
      "half of the shards, a size less, and two of four: 7.5 times",
      { shards: 8, node_type: "cache.r6gd.4xlarge", replicas_per_shard: 1 },
      3,
    ],
    ["half of the shards, and more replicas: what is written has no more of them", { shards: 8, replicas_per_shard: 5 }, 1],
  ])("%s", (_case, to, rungs) => {
    expect(many.study.rungsDown({ ...many.current, ...to })).toBe(rungs);
  });
});

describe("nodes that are no longer there", () => {
  const changed = (values: Values, more: Partial<SnapshotOptions> = {}) =>
    evidence("cache", {
      measures: { cache: { engine_cpu: 0.2, cpu: 0.05, bytes_used: 10 * GIB, network_out: 1e6 } },
      components: tradingOnly("cache"),
      values: { cache_shards: 4, cache_replicas_per_shard: 1 },
      capacity: [
        { atEpoch: 0, values: { cache_shards: 4, cache_replicas_per_shard: 1, ...values }, source: "default" },
        { atEpoch: NOW - DAY / 2, values: { cache_shards: 4, cache_replicas_per_shard: 1 }, source: "ledger" },
      ],
      days: 1,
      ...more,
    });
  const engineCpu = (dimensions: readonly Dimension[]): readonly number[] =>
    [0, -1].map(
      (at) =>
        dimensions
          .find(({ name }) => name === "engine CPU")
          ?.need.at(-1)
          ?.values.at(at) ?? Number.NaN,
    );

  test("answered a part of what was asked then: as much as the hottest of its shard that is left", () => {
    const e = changed({ cache_replicas_per_shard: 2 });
    const [then, now] = engineCpu(e.study.need(e.current));
    expect(then).toBeCloseTo(0.2 + 0.2 / 2, 9);
    expect(now).toBeCloseTo(0.2, 9);
  });

  test("of shards that are gone permit nothing, and veto as if they had been as hot as the hottest", () => {
    const e = changed({ cache_shards: 8 }, { daysBefore: 2 });
    expect(engineCpu(e.study.need({ ...e.current, shards: 2 }))).toEqual([Number.NaN, 0.4]);
    const [hourBefore] = engineCpu(e.needBefore({ ...e.current, shards: 2 }));
    expect(hourBefore).toBeCloseTo(0.2 * 4, 9);
  });
});

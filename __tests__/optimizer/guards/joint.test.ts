import { GIB } from "../../../contract";
import { addedReads, type Evidence } from "../../../optimizer/evidence";
import type { Member } from "../../../optimizer/guards/joint";
import { latencyTogether } from "../../../optimizer/guards/joint/latency-together";
import { evidence } from "../../support/evidence";
import { recommendation } from "../../support/recommendation";
import { DAY, type Measure, type Measures, NOW, snapshotOf, tradingOnly } from "../../support/snapshot";
import { QUIET } from "../../support/trading-load";

/** Usable memory of one shard of half the shards' number, and of the present type. */
const USABLE = 26.32 * GIB * 0.75;
const noon = NOW - DAY + 12 * 3600;

const spikes =
  (minutes: number, level: number, base: number, from = noon): Measure =>
  ({ epoch, periodSeconds }) =>
    periodSeconds === 60 && epoch >= from && epoch < from + minutes * 60 ? level : base;

const cache = (measures: Measures[string]) =>
  evidence("cache", {
    measures: { cache: { ...QUIET.cache, ...measures } },
    components: tradingOnly("cache"),
    values: { cache_shards: 4, cache_replicas_per_shard: 1 },
    days: 16,
  });

const MEMBER: Omit<Member, "component" | "recommendation"> = {
  kind: "redis",
  region: "us-east-1",
  steps: [],
  passesOn: [],
  evidence: () => undefined,
};

describe("reads that a smaller cache passes on", () => {
  const smaller = { node_type: "cache.r6gd.xlarge" };
  const reads = (e: Evidence) => addedReads(e, { ...e.current, ...smaller });

  test.each([
    ["accepts what just fits: 100 % of usable memory", 1, undefined],
    ["counts what is a hair over it", 1.001, 8 * 1000 * (1 - 1 / 1.001)],
    ["counts half of all hits where twice as much was held", 2, 4000],
  ])("%s", (_name, times, expected) => {
    const most = reads(cache({ bytes_used: spikes(1, times * USABLE, USABLE / 4), hits: 1000, misses: 10 }))?.mostPerSecond;
    if (expected === undefined) expect(most).toBeUndefined();
    else expect(most).toBeCloseTo(expected, 6);
  });

  test("put down all that is done behind the cache to what it misses today", () => {
    const found = reads(cache({ bytes_used: spikes(1, 2 * USABLE, USABLE / 4), hits: 1000, misses: 10 }));
    const factors = found?.factor.flatMap(({ values }) => [...values]) ?? [];
    expect(Math.max(...factors)).toBe(51);
    expect(factors.filter((factor) => factor !== 1)).toHaveLength(1);
  });

  test("are without bound where nothing was ever missed", () => {
    const found = reads(cache({ bytes_used: spikes(1, 2 * USABLE, USABLE / 4), hits: 1000, misses: 0 }));
    expect(Math.max(...(found?.factor.flatMap(({ values }) => [...values]) ?? []))).toBe(Number.POSITIVE_INFINITY);
  });

  test("are none from what is no cache", () => {
    const e = evidence("database", { measures: QUIET, components: tradingOnly("database"), days: 1 });
    expect(addedReads(e, e.current)).toBeUndefined();
  });
});

describe("latency together", () => {
  const member = (component: string, before: number | null, after: number | null, direction: "down" | "up" = "down"): Member => {
    const slo = { objective: "p99", limit: 10, unit: "milliseconds", before, after, grade: "fitted" } as const;
    return { ...MEMBER, component, recommendation: recommendation({ component, direction, slo }) };
  };
  const judged = (...members: readonly Member[]) =>
    latencyTogether
      .judge({ contract: snapshotOf({ measures: {}, days: 1 }).contract, members })
      .map(({ component, verdict }) => [component, verdict.pass]);

  test("accepts 3 ms and what two changes add, a hair under 10 ms less 20 %", () => {
    expect(judged(member("a", 3, 5.25), member("b", 3, 5.749))).toEqual([
      ["b", true],
      ["a", true],
    ]);
  });
  test("rejects them at 10 ms less 20 %, though each passes alone: the one that adds more gives way", () => {
    expect(judged(member("a", 3, 5.25), member("b", 3, 5.75))).toEqual([["b", false]]);
  });
  test("leaves what is in another region out of it", () => {
    expect(judged(member("a", 3, 5.25), { ...member("b", 3, 5.75), region: "eu-west-1" })).toEqual([]);
  });
  test.each([
    ["one change alone, which its own guards have judged", [member("a", 3, 20)]],
    ["changes that take nothing from latency", [member("a", 3, 3), member("b", 3, 2)]],
    ["changes of which nothing is projected", [member("a", null, null), member("b", null, null)]],
    ["more capacity", [member("a", 3, 9, "up"), member("b", 3, 9, "up")]],
  ])("says nothing of %s", (_name, members) => {
    expect(judged(...members)).toEqual([]);
  });
});

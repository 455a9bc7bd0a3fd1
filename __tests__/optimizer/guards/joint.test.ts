import { decide } from "../../../optimizer/analysis/decide";
import { addedReads, type Evidence, stackEvidence } from "../../../optimizer/evidence";
import type { Member } from "../../../optimizer/guards/joint";
import { latencyTogether } from "../../../optimizer/guards/joint/latency-together";
import { tradingPolicy } from "../../../stacks/trading/policy";
import { evidence } from "../../support/evidence";
import { spikes, USABLE } from "../../support/moments";
import { recommendation } from "../../support/recommendation";
import { type Measures, snapshotOf, tradingOnly } from "../../support/snapshot";
import { QUIET } from "../../support/trading-load";

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
  test("says by how much each adds to what there is now, against which limit", () => {
    const contract = snapshotOf({ measures: {}, days: 1 }).contract;
    const told = (...members: readonly Member[]) => latencyTogether.judge({ contract, members }).map(({ verdict }) => verdict);
    expect(told(member("a", 2, 3), member("b", 3, 4))[0]).toEqual({
      guard: "latency-together",
      pass: true,
      reason: "p99 with all changes together at 5.00 ms (now 3.00; a +1.00, b +1.00); limit 10 less 20 % is 8.00",
      numbers: { togetherMs: 5, nowMs: 3, limitMs: 8 },
    });
    expect(told(member("a", 3, 6), member("b", 3, 6.5))[0]?.reason).toBe(
      "p99 with all changes together at 9.50 ms (now 3.00; b +3.50, a +3.00); limit 10 less 20 % is 8.00; it adds the most",
    );
  });
  test("of two that add as much the first by name gives way, whoever comes first", () => {
    expect(judged(member("b", 3, 6), member("a", 3, 6))).toEqual([["a", false]]);
    expect(judged(member("a", 3, 6), member("b", 3, 6))).toEqual([["a", false]]);
  });
  test("tells of regions in order", () => {
    const there = (component: string): Member => ({ ...member(component, 3, 4), region: "eu-west-1" });
    expect(judged(member("a", 3, 4), member("b", 3, 4), there("c"), there("d")).map(([component]) => component)).toEqual([
      "c",
      "d",
      "a",
      "b",
    ]);
  });
  test.each<[string, Partial<NonNullable<Member["recommendation"]>["slo"]>]>([
    ["is not measured now", { before: null }],
    ["is not projected", { after: null }],
    ["is no latency", { unit: "fraction" }],
    ["does not rise", { after: 3 }],
  ])("leaves out what %s", (_name, change) => {
    const slo = { objective: "p99", limit: 10, unit: "milliseconds", before: 3, after: 6, grade: "fitted", ...change } as const;
    const other = { ...MEMBER, component: "b", recommendation: recommendation({ component: "b", slo }) };
    expect(judged(member("a", 3, 6), other)).toEqual([]);
  });
  test("counts what is unproven by what queueing alone would make of it", () => {
    const slo = {
      objective: "p99",
      limit: 10,
      unit: "milliseconds",
      before: 3,
      after: null,
      grade: "unproven",
      queueingBound: 5.75,
    } as const;
    const unproven = { ...MEMBER, component: "b", recommendation: recommendation({ component: "b", slo }) };
    expect(judged(member("a", 3, 5.25), unproven)).toEqual(judged(member("a", 3, 5.25), member("b", 3, 5.75)));
    expect(judged(member("a", 3, 5.25), unproven).some(([, pass]) => !pass)).toBe(true);
  });
  test("says nothing of what stays", () => {
    expect(judged(member("a", 3, 6), { ...MEMBER, component: "b", recommendation: undefined })).toEqual([]);
  });
  test("asks of every objective of latency by itself, the second as the first", () => {
    const reads = (after: number) =>
      ({ objective: "read p99", limit: 20, unit: "milliseconds", before: 5, after, grade: "fitted" }) as const;
    const both = (component: string, after: number): Member => ({ ...member(component, 3, 3.5), furtherSlos: [reads(after)] });
    const guards = judged(both("a", 10), both("b", 11.5));
    expect(guards.map(([component, pass]) => [component, pass])).toEqual([
      ["a", true],
      ["b", true],
      ["b", false],
    ]);
    expect(judged(both("a", 10), both("b", 10.5)).every(([, pass]) => pass)).toBe(true);
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

test("what a change does to a second objective of latency is told to the joint guards", () => {
  const [first] = tradingPolicy.slos;
  if (first === undefined) throw new RangeError("trading has an objective");
  const furtherOf = (...more: readonly (typeof first)[]) => {
    const snapshot = snapshotOf({
      measures: QUIET,
      components: tradingOnly("cache", "order_service"),
      policy: { slos: [first, ...more] },
      values: { cache_shards: 4 },
      days: 21,
      minuteDays: 2,
    });
    return decide(stackEvidence(snapshot), snapshot, "cache");
  };
  const alone = furtherOf();
  expect(alone.recommendation?.slo.objective).toBe(first.name);
  expect(alone).not.toHaveProperty("furtherSlos");
  expect(furtherOf({ ...first, name: "slower", limit: 100 }).furtherSlos).toMatchObject([
    { objective: "slower", limit: 100, grade: expect.any(String) },
  ]);
});

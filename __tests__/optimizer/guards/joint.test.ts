import { GIB } from "../../../contract";
import { analyze } from "../../../optimizer/analyze";
import { addedReads, type Evidence } from "../../../optimizer/evidence";
import type { Member } from "../../../optimizer/guards/joint";
import { latencyTogether } from "../../../optimizer/guards/joint/latency-together";
import type { Recommendations } from "../../../optimizer/plan/recommendation";
import { explain } from "../../../optimizer/report/explain";
import { tradingPolicy } from "../../../stacks/trading/policy";
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

/** Of the cache, only its node type: merged shards would be cheaper still. */
const NODE_TYPE_ONLY = tradingPolicy.phases.map((phase) => ({
  ...phase,
  turns: phase.turns.map((turn) => (turn.component === "cache" ? { ...turn, tunables: ["node_type"] } : turn)),
}));

/**
 * A cache that is too full for three minutes, which its budget allows, and a database that is too busy for three other minutes, which its
 * own allows: five minutes of four days are 0.1 %, six are not.
 */
function stack(databasePeak: number, fullness = 1.5): Recommendations {
  return analyze(
    snapshotOf({
      measures: {
        ...QUIET,
        cache: { ...QUIET.cache, bytes_used: spikes(3, fullness * USABLE, 0.25 * USABLE), hits: 1000, misses: 10 },
        database: { ...QUIET.database, cpu: spikes(3, databasePeak, 0.1, noon - 3600) },
      },
      components: tradingOnly("cache", "database", "order_service"),
      values: { cache_shards: 4, cache_replicas_per_shard: 1, database_readers: 2 },
      policy: { maxRisk: 1, phases: NODE_TYPE_ONLY },
      // So dear that the smallest is worth its risk.
      prices: { "elasticache:cache.r6gd.2xlarge": 0.98, "elasticache:cache.r6gd.4xlarge": 1.3 },
      days: 45,
      minuteDays: 4,
    }),
  );
}
const changesOf = (decided: Recommendations, component: string) =>
  Object.fromEntries(
    (decided.recommendations.find((each) => each.component === component)?.changes ?? []).map(({ variable, to }) => [variable, to]),
  );
const jointlyRejected = (decided: Recommendations) => decided.rejected.filter(({ rejectedBy }) => rejectedBy === "cache-misses");
const saidOf = (decided: Recommendations, component: string) =>
  decided.recommendations
    .find((each) => each.component === component)
    ?.verdicts.filter(({ guard }) => guard === "cache-misses")
    .map(({ pass }) => pass);

describe("a cache and the database behind it", () => {
  const halved = {
    database_writer_class: "db.r6g.4xlarge",
    database_failover_reader_class: "db.r6g.4xlarge",
    database_reader_class: "db.r6g.4xlarge",
  };
  const SMALLEST = { cache_node_type: "cache.r6gd.xlarge" };

  test("accepts both cuts where the database bears the reads", () => {
    const decided = stack(0.1);
    expect([changesOf(decided, "cache"), changesOf(decided, "database")]).toEqual([SMALLEST, halved]);
    expect(jointlyRejected(decided)).toEqual([]);
    expect(saidOf(decided, "cache")).toContain(true);
    expect(saidOf(decided, "database")).toEqual([true]);
  });

  test("rejects the database's cut where only its present size bears them, and says so", () => {
    const decided = stack(0.4);
    expect(changesOf(decided, "cache")).toEqual(SMALLEST);
    expect(changesOf(decided, "database")).not.toEqual(halved);
    expect(jointlyRejected(decided).map(({ component }) => component)).toContain("database");
    expect(explain(decided, "database", { detail: true })).toMatch(
      /NO +cache-misses: once phase 3 \(database\) is through, up to 2667 reads/,
    );
  });

  test("rejects the cache's cut where not even that does: the next larger cache is taken", () => {
    const decided = stack(0.75);
    expect(jointlyRejected(decided).map(({ component }) => component)).toEqual(["cache"]);
    expect(changesOf(decided, "cache")).toEqual({ cache_node_type: "cache.r6gd.2xlarge" });
    expect(saidOf(decided, "cache")).toEqual([true]);
  });

  test("has nothing to say about the database where all that was held fits", () => {
    const decided = stack(0.4, 0.79);
    expect([changesOf(decided, "cache"), changesOf(decided, "database")]).toEqual([SMALLEST, halved]);
    expect(saidOf(decided, "database")).toEqual([]);
  });

  test("takes every candidate away that the joint guards turn down, once", () => {
    const refused = jointlyRejected(stack(0.4)).map(({ changes }) => JSON.stringify(changes));
    expect(new Set(refused).size).toBe(refused.length);
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

import { analyze } from "../../../optimizer/analyze";
import type { Recommendations } from "../../../optimizer/plan/recommendation";
import { explain } from "../../../optimizer/report/explain";
import { tradingPolicy } from "../../../stacks/trading/policy";
import { noon, spikes, USABLE } from "../../support/moments";
import { snapshotOf, tradingOnly } from "../../support/snapshot";
import { QUIET } from "../../support/trading-load";

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
      policy: { maxRisk: 1, minConfidence: 0, phases: NODE_TYPE_ONLY },
      // So dear that the smallest is worth its risk.
      prices: { "elasticache:cache.r6gd.2xlarge": 0.98, "elasticache:cache.r6gd.4xlarge": 1.3 },
      days: 15,
      minuteDays: 4,
    }),
  );
}
let asked: Recommendations | undefined;
const busyDatabase = (): Recommendations => {
  asked ??= stack(0.4);
  return asked;
};
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
    const decided = busyDatabase();
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
    const refused = jointlyRejected(busyDatabase()).map(({ changes }) => JSON.stringify(changes));
    expect(new Set(refused).size).toBe(refused.length);
  });
});

import { GIB } from "../../../contract";
import { analyze } from "../../../optimizer/analyze";
import { serviceLimits } from "../../../optimizer/guards/service-limits";
import { modelOf } from "../../../optimizer/kinds";
import { stepsOf } from "../../../optimizer/plan/steps";
import { optInLines } from "../../../optimizer/report/opt-ins";
import { optedIn, RULES } from "../../../optimizer/rules";
import { auroraStorage } from "../../../optimizer/rules/aurora-storage";
import { valkey } from "../../../optimizer/rules/valkey";
import { saasPolicy } from "../../../stacks/saas/policy";
import { stagingPolicy } from "../../../stacks/staging/policy";
import { tradingPolicy } from "../../../stacks/trading/policy";
import { evidence, verdictOf } from "../../support/evidence";
import { type Measures, snapshotOf, tradingOnly } from "../../support/snapshot";

const SECONDS_PER_MONTH = 730 * 3600;
/** Five instances: 3,650 against 4,745 dollars; 1,000 GiB: 100 against 225. I/O of 1,220 dollars makes both ways cost the same. */
const AURORA_PRICES = {
  "aurora:db.r6g.8xlarge:standard": 1,
  "aurora:db.r6g.8xlarge:io-optimized": 1.3,
  "aurora:storage:standard": 0.1,
  "aurora:storage:io-optimized": 0.225,
  "aurora:io": 2e-7,
};
const BREAK_EVEN_PER_SECOND = 1_220 / 2e-7 / SECONDS_PER_MONTH;

const cluster = (ioPerSecond: number, measures: Measures[string] = {}, values = {}) =>
  evidence("database", {
    measures: {
      database: { volume_bytes: 1_000 * GIB, volume_read_iops: ioPerSecond / 4, volume_write_iops: (ioPerSecond * 3) / 4, ...measures },
    },
    components: tradingOnly("database"),
    prices: AURORA_PRICES,
    values,
    days: 20,
    minuteDays: 2,
  });
const OFF = { optedIn: false };

describe("aurora-storage", () => {
  test.each<[string, number, boolean]>([
    ["rejects I/O that costs as much as I/O-Optimized is dearer", 1, false],
    ["accepts I/O that costs a cent more", 1.00001, true],
    ["rejects a quarter less", 0.75, false],
  ])("%s", (_name, share, proposes) => {
    const e = cluster(BREAK_EVEN_PER_SECOND * share);
    const declined = auroraStorage.declines(e, OFF);
    if (proposes) expect(declined).toBeUndefined();
    else expect(declined).toContain("I/O-Optimized pays from $1,220.00 on");
  });

  test("looks at what is left after other rules: smaller instances are less dearer", () => {
    const e = cluster(BREAK_EVEN_PER_SECOND * 0.75);
    expect(auroraStorage.declines(e, OFF)).toBeDefined();
    expect(auroraStorage.declines(e, OFF, { ...e.current, readers: 1 })).toBeUndefined();
  });

  test("the bill counts instances, volume and, by the request, I/O", () => {
    const { study, current } = cluster(BREAK_EVEN_PER_SECOND);
    expect(study.cost(current)).toMatchObject({ priced: true, monthlyUsd: 4_970 });
    expect(study.cost({ ...current, storage_type: "aurora-iopt1" })).toMatchObject({ priced: true, monthlyUsd: 4_970 });
  });

  test("what is not measured of the volume is not billed, and another way of paying has no price then", () => {
    const { study, current } = cluster(Number.NaN);
    expect(study.cost(current)).toMatchObject({ priced: true, monthlyUsd: 3_650 });
    expect(study.cost({ ...current, storage_type: "aurora-iopt1" })).toMatchObject({ priced: false });
  });

  test("has nothing to say of a cluster that is I/O-Optimized", () => {
    expect(auroraStorage.declines(cluster(1, {}, { database_storage_type: "aurora-iopt1" }), OFF)).toContain("already");
  });

  // The tier of five minutes has 5,184 points of 18 days.
  test.each([
    ["passes with the I/O of 95 % of the window known", 4_925, true],
    ["refuses with less", 4_924, false],
  ])("the guard of service limits %s", (_name, points, pass) => {
    const from = cluster(1).endEpoch - 2 * 86_400 - points * 300;
    const e = cluster(1, { volume_read_iops: ({ epoch }) => (epoch >= from ? 1 : Number.NaN) });
    const verdict = verdictOf(serviceLimits, e, { storage_type: "aurora-iopt1" });
    expect(verdict.pass || !verdict.reason.includes("volume's size and I/O are known")).toBe(pass);
  });
});

describe("valkey", () => {
  const cache = (values = {}) =>
    evidence("cache", {
      measures: {},
      components: tradingOnly("cache"),
      prices: { "elasticache:cache.r6gd.8xlarge": 6.24, "elasticache:cache.r6gd.8xlarge:valkey": 4.992 },
      values,
      days: 1,
    });

  test.each([
    ["accepts Redis OSS", {}, undefined],
    ["rejects what is Valkey", { cache_engine: "valkey" }, "the engine is Valkey already"],
  ])("%s", (_name, values, reason) => {
    expect(valkey.declines(cache(values), OFF)).toBe(reason);
  });

  test("rejects a stack that has no variable for the engine", () => {
    const e = cache();
    const { engine: _engine, ...current } = e.current;
    expect(valkey.declines({ ...e, current }, OFF)).toContain("no variable");
  });

  test("turns the engine of what others have settled, at Valkey's own price", () => {
    const e = cache();
    const [proposal] = valkey.propose(e, OFF, { ...e.current, shards: 5 });
    expect(proposal).toMatchObject({ to: { engine: "valkey", shards: 5 }, over: { engine: "redis", shards: 5 } });
    expect(e.study.cost({ ...e.current, engine: "valkey" })).toMatchObject({ priced: true, monthlyUsd: 163_987.2 });
    expect(e.study.cost(e.current)).toMatchObject({ priced: true, monthlyUsd: 204_984 });
  });

  test("is the last step of its cluster", () => {
    const e = cache();
    const steps = stepsOf(e, { ...e.current, engine: "valkey", shards: 5, replicas_per_shard: 1 }, "down");
    expect(steps.at(-1)?.tunables).toEqual(["engine"]);
    expect(modelOf("redis")?.kind).toBe("redis");
  });
});

describe("an opt-in", () => {
  const measured = {
    measures: { database: { volume_bytes: 1_000 * GIB, volume_read_iops: 4 * BREAK_EVEN_PER_SECOND, volume_write_iops: 0 } },
    components: tradingOnly("database"),
    prices: AURORA_PRICES,
    days: 20,
    minuteDays: 2,
  };
  const { "newer-generation": _generation, ...without } = tradingPolicy.rules;
  const STORAGE = { ...tradingPolicy, rules: without };
  const decided = (policy: typeof tradingPolicy) => analyze(snapshotOf({ ...measured, policy }));

  test.each([
    ["trading", tradingPolicy],
    ["saas", saasPolicy],
    ["staging", stagingPolicy],
  ])("is off in %s", (_name, { rules }) => {
    const named = RULES.filter(({ optIn, name }) => optIn && rules[name] !== undefined);
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((rule) => rule.isCandidate(rules[rule.name]))).toEqual([]);
  });

  test("is told with what it would save while nobody takes it, and judged by no guard", () => {
    const { optIns, recommendations, rejected } = decided(STORAGE);
    expect(optIns).toMatchObject([{ component: "database", rule: "aurora-storage", savingMonthlyUsd: 3_660 }]);
    expect([...recommendations, ...rejected].filter(({ rule }) => rule.includes("aurora-storage"))).toEqual([]);
    expect(optInLines({ ...(optIns === undefined ? {} : { optIns }) })[0]).toContain("saves $3,660.00 a month");
  });

  test("that is taken is a candidate like any other, and told no more", () => {
    const { optIns, recommendations, rejected } = decided({
      ...tradingPolicy,
      rules: optedIn({ "aurora-storage": { optedIn: false } }, ["aurora-storage"]),
    });
    expect(optIns).toBeUndefined();
    expect([...recommendations, ...rejected].filter(({ rule }) => rule.includes("aurora-storage"))).toHaveLength(1);
  });

  test("of a policy that does not name it is neither told nor asked", () => {
    const { "aurora-storage": _storage, ...rules } = STORAGE.rules;
    expect(decided({ ...tradingPolicy, rules }).optIns).toBeUndefined();
  });

  test.each(["aurora-class", "nothing", "dynamodb-index"])("%s is none that can be taken", (name) => {
    expect(() => optedIn(tradingPolicy.rules, ["valkey", name])).toThrow(
      expect.objectContaining({ problems: [expect.stringContaining(name)] }),
    );
  });
});

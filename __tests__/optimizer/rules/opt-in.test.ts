import { GIB } from "../../../contract";
import { analyze } from "../../../optimizer/analyze";
import { serviceLimits } from "../../../optimizer/guards/service-limits";
import { modelOf } from "../../../optimizer/kinds";
import type { TakenOptIn } from "../../../optimizer/plan/recommendation";
import { stepsOf } from "../../../optimizer/plan/steps";
import { explain } from "../../../optimizer/report/explain";
import { optInLines, takenOptInLine } from "../../../optimizer/report/opt-ins";
import { summaryMarkdown, summaryText } from "../../../optimizer/report/summary";
import { optedIn, RULES } from "../../../optimizer/rules";
import { auroraStorage } from "../../../optimizer/rules/aurora-storage";
import { valkey } from "../../../optimizer/rules/valkey";
import { saasPolicy } from "../../../stacks/saas/policy";
import { stagingPolicy } from "../../../stacks/staging/policy";
import { tradingPolicy } from "../../../stacks/trading/policy";
import { evidence, verdictOf } from "../../support/evidence";
import { type Measures, type SnapshotOptions, snapshotOf, tradingOnly } from "../../support/snapshot";
import { QUIET } from "../../support/trading-load";

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
const VALKEY_PRICES = { "elasticache:cache.r6gd.8xlarge": 6.24, "elasticache:cache.r6gd.8xlarge:valkey": 4.992 };
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
      prices: VALKEY_PRICES,
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

  describe("that is taken is told of, whatever becomes of it", () => {
    const [AT, DEARER] = [4 * BREAK_EVEN_PER_SECOND, BREAK_EVEN_PER_SECOND / 2];
    const taking = (names: readonly string[], more: Partial<SnapshotOptions> = {}) => {
      const rules = { "aurora-storage": { optedIn: false }, "newer-generation": { optedIn: false }, valkey: { optedIn: false } };
      return analyze(snapshotOf({ ...measured, policy: { ...tradingPolicy, rules: optedIn(rules, names) }, ...more }));
    };
    const io = (perSecond: number) => ({ database: { ...measured.measures.database, volume_read_iops: perSecond } });
    const dearer = { ...AURORA_PRICES, "aurora:db.r8g.8xlarge:standard": 1.1 };

    test.each<[string, ReturnType<typeof taking>, TakenOptIn, string]>([
      [
        "dearer, by how much",
        taking(["newer-generation"], { prices: dearer }),
        {
          rule: "newer-generation",
          component: "database",
          outcome: "dearer",
          reason: "it costs $365.00 a month more",
          savingMonthlyUsd: -365,
        },
        "newer-generation, database: not chosen: it costs $365.00 a month more",
      ],
      [
        "nothing to turn, and why",
        taking(["aurora-storage"], { measures: io(DEARER) }),
        {
          rule: "aurora-storage",
          component: "database",
          outcome: "nothing-to-turn",
          reason: expect.stringContaining("I/O-Optimized pays from $1,220.00 on"),
        },
        "aurora-storage, database: nothing to turn: ",
      ],
      [
        "no component that it is about",
        taking(["valkey"]),
        { rule: "valkey", outcome: "nothing-to-turn", reason: "there is no component of kind redis in us-east-1" },
        "valkey: nothing to turn: there is no component of kind redis in us-east-1",
      ],
      [
        "turned down, by which guard",
        taking(["aurora-storage"], { measures: io(AT) }),
        { rule: "aurora-storage", component: "database", outcome: "turned-down", rejectedBy: "coverage", reason: expect.any(String) },
        "aurora-storage, database: turned down by coverage: ",
      ],
      [
        "not asked, for a guard turns the whole component down",
        taking(["aurora-storage", "newer-generation"], { measures: io(AT), prices: { ...dearer, "aurora:db.r8g.8xlarge:standard": 0.9 } }),
        {
          rule: "aurora-storage",
          component: "database",
          outcome: "not-asked",
          reason: expect.stringMatching(/^coverage turns the whole component down: /),
        },
        "aurora-storage, database: not asked: coverage turns",
      ],
      [
        "chosen, and what it saves",
        taking(["valkey"], {
          measures: QUIET,
          components: tradingOnly("cache", "order_service"),
          prices: VALKEY_PRICES,
          days: 45,
          minuteDays: 1,
        }),
        { rule: "valkey", component: "cache", outcome: "chosen", reason: "saves $40,996.80 a month", savingMonthlyUsd: 40_996.8 },
        "valkey, cache: chosen: saves $40,996.80 a month",
      ],
    ])("%s", (_name, decision, became, line) => {
      const { takenOptIns = [] } = decision;
      const its = takenOptIns.filter(({ rule }) => rule === became.rule);
      expect(its).toEqual([became]);
      expect(its.map(takenOptInLine)[0]).toContain(line);
      expect(summaryText(decision, { width: 1_000, cuts: true })).toContain(line);
      expect(summaryMarkdown(decision)).toContain(`- ${line}`);
      if (became.component !== undefined) {
        expect(explain(decision, became.component, { width: 1_000 })).toContain(`Opt-in ${became.rule}, taken: ${line.split(": ")[1]}`);
      }
    });

    test("and of none that is not taken", () => {
      expect(decided(STORAGE).takenOptIns).toBeUndefined();
    });
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

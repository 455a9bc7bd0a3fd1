import Ajv from "ajv";
import { canonicalJson, GIB } from "../../contract";
import { analyze } from "../../optimizer/analyze";
import { type Recommendations, recommendationsSchema } from "../../optimizer/plan/recommendation";
import { explain } from "../../optimizer/report/explain";
import { summaryText } from "../../optimizer/report/summary";
import published from "../../schemas/recommendations.schema.json";
import { DAY, type Measure, type Measures, NOW, type SnapshotOptions, snapshotOf, tradingOnly } from "../support/snapshot";
import { daily, type Level, QUIET } from "../support/trading-load";

/** As much history as confidence asks for at the least, and enough minutes for a weekend, a Monday and the days since. */
const SHORT = { days: 45, minuteDays: 4 } as const;

/** The quiet stack with some components' measures replaced, over a short window unless told otherwise. */
const quietBut = (changed: Measures, options: Partial<SnapshotOptions> = {}) => {
  const measures = {
    ...QUIET,
    ...Object.fromEntries(Object.entries(changed).map(([name, metrics]) => [name, { ...QUIET[name], ...metrics }])),
  };
  return snapshotOf({ measures, ...SHORT, ...options });
};

const SHARDS = { cache_shards: 4, cache_replicas_per_shard: 1 } as const;
const cacheOnly = { components: tradingOnly("cache", "order_service"), values: SHARDS };
const databaseOnly = { components: tradingOnly("database", "order_service"), values: { database_readers: 2 } };
const serviceOnly = { components: tradingOnly("order_service") };
const ordersOnly = { components: tradingOnly("orders", "order_service") };

const recommended = (decided: Recommendations, component: string) => decided.recommendations.find((each) => each.component === component);
const reasonFor = (decided: Recommendations, component: string) => decided.unchanged.find((each) => each.component === component)?.reason;
const changes = (decided: Recommendations, component: string) =>
  Object.fromEntries((recommended(decided, component)?.changes ?? []).map(({ variable, to }) => [variable, to]));

/** A level that holds but for one span, in every tier by its statistic. */
const spike =
  (base: Level, from: number, until: number, level: number): Level =>
  (point) => {
    const end = point.epoch + point.periodSeconds;
    if (point.epoch >= until || end <= from) return base(point);
    if (point.statistic === "Maximum") return Math.max(level, base(point));
    const share = Math.min(1, (Math.min(until, end) - Math.max(from, point.epoch)) / point.periodSeconds);
    return base(point) * (1 - share) + level * share;
  };

const gap =
  (base: Level, from: number, until: number): Level =>
  (point) =>
    point.epoch >= from && point.epoch < until ? Number.NaN : base(point);

describe("a quiet trading stack", () => {
  const snapshot = quietBut({}, { days: 90, values: SHARDS });
  const decided = analyze(snapshot);

  test("is turned down in every component that a rule speaks of", () => {
    expect(decided.recommendations.map(({ component }) => component).sort()).toEqual([
      "accelerator",
      "cache",
      "database",
      "order_service",
      "orders",
      "positions",
      "trades",
    ]);
  });

  test("says where none of its policy's rules is about a component, and which of them do not exist yet", () => {
    const accelerator = { components: tradingOnly("accelerator", "order_service") };
    const without = analyze(quietBut({}, { ...accelerator, policy: { rules: { "redis-topology": { hitRateAtLeast: 0.95 } } } }));
    expect(reasonFor(without, "accelerator")).toBe("no change: no rule of the policy is about components of kind dax");
    const rules = { "unheard-of": { below: 0.4 }, "redis-topology": { hitRateAtLeast: 0.95 } };
    const later = analyze(quietBut({}, { ...accelerator, policy: { rules } }));
    expect(reasonFor(later, "accelerator")).toBe(
      "no change: no rule that exists yet is about components of kind dax (the policy also names: unheard-of)",
    );
  });

  test("gives the same bytes again", () => {
    expect(canonicalJson(analyze(snapshot))).toBe(canonicalJson(decided));
  });

  test("gives what the published JSON Schema describes", () => {
    const validate = new Ajv({ strict: false }).compile(published);
    expect(validate(JSON.parse(canonicalJson(decided)))).toBe(true);
    expect(recommendationsSchema.safeParse(decided).success).toBe(true);
  });

  test("states risk, confidence, cost with SKUs and the way back of every recommendation", () => {
    for (const { risk, confidence, before, after, rollback, verdicts, findings } of decided.recommendations) {
      expect(risk).toBeLessThanOrEqual(0.05);
      expect(confidence).toBeGreaterThanOrEqual(0.5);
      expect(before.priced && after.priced && after.monthlyUsd < before.monthlyUsd && after.lines.every(({ sku }) => sku !== "")).toBe(
        true,
      );
      expect(rollback.rtoMinutes).toBeGreaterThan(0);
      expect(verdicts.every(({ pass }) => pass)).toBe(true);
      expect(findings.length).toBeGreaterThan(0);
    }
  });

  test("turns readers, then the writer, then the failover reader, each in a step of its own", () => {
    const steps = decided.phases.find(({ name }) => name === "database")?.steps.map((step) => step.map(({ variable }) => variable));
    expect(steps).toEqual([["database_reader_class"], ["database_writer_class"], ["database_failover_reader_class"]]);
  });

  test("adds the phases up, each on top of the one before", () => {
    const [first, ...later] = decided.phases;
    for (const phase of later) expect(phase.values).toMatchObject(first?.values ?? {});
    expect(decided.phases.map(({ number }) => number)).toEqual([1, 2, 3]);
  });

  test("explains every component in plain text, and refuses one that it does not know", () => {
    for (const component of Object.keys(snapshot.contract.components)) {
      expect(explain(decided, component)).toMatch(/^[\x20-\x7e→×…\n]+$/);
    }
    expect(explain(decided, "order_service")).toContain("Why not more");
    expect(() => explain(decided, "nothing")).toThrow(/no component nothing/);
    expect(summaryText(decided)).toContain("order_service");
  });
});

describe("scale-up triggers", () => {
  const anHour = { from: NOW - 3600, until: NOW - 1800 };

  test("met within the last day win over every saving, and the component goes up", () => {
    const decided = analyze(quietBut({ order_service: { latency: spike(daily(3, 4), anHour.from, anHour.until, 20) } }, ordersOnly));
    expect(decided.scaleUp.map(({ trigger }) => trigger)).toEqual(["order latency p95"]);
    expect(decided.recommendations.map(({ component, direction }) => [component, direction])).toEqual([["order_service", "up"]]);
    expect(changes(decided, "order_service")).toEqual({ order_service_min_size: 18, order_service_max_size: 33 });
    expect(reasonFor(decided, "orders")).toContain("savings are withheld");
  });

  test("met for two minutes of five only are not met", () => {
    const decided = analyze(quietBut({ order_service: { latency: spike(daily(3, 4), anHour.from, anHour.from + 120, 20) } }, ordersOnly));
    expect(decided.scaleUp).toEqual([]);
  });

  test("met three days ago and over since withhold nothing elsewhere, but keep their own component as it is", () => {
    const then = NOW - 3 * DAY;
    const decided = analyze(quietBut({ order_service: { queue_depth: spike(() => 5, then, then + 600, 5000) } }, ordersOnly));
    expect(decided.scaleUp).toEqual([]);
    expect(recommended(decided, "orders")).toBeDefined();
    expect(reasonFor(decided, "order_service")).toContain("queue depth over its scale-up limit of 1000");
  });

  test("met three days ago and unseen since are not over", () => {
    const then = NOW - 3 * DAY;
    const depth = gap(
      spike(() => 5, then, then + 600, 5000),
      then + 600,
      NOW + 1,
    );
    const decided = analyze(quietBut({ order_service: { queue_depth: depth } }, ordersOnly));
    expect(decided.scaleUp.map(({ trigger }) => trigger)).toEqual(["queue depth"]);
  });
});

describe("what must stop a cut", () => {
  test("a peak that recurs weekly, an hour long, hidden from every average of the window", () => {
    const weekly: Level = (point) => {
      const monday = Math.floor((point.epoch + 3 * DAY) / (7 * DAY)) * 7 * DAY - 3 * DAY + 15 * 3600;
      return spike(daily(0.04, 0.14), monday, monday + 3600, 0.55)(point);
    };
    const decided = analyze(quietBut({ order_service: { cpu: weekly } }, serviceOnly));
    expect(changes(decided, "order_service")).toEqual({});
    expect(decided.rejected.some(({ rejectedBy }) => rejectedBy === "headroom")).toBe(true);
  });

  test("a month end that only the hourly tier still knows", () => {
    const monthEnd = NOW - 80 * DAY;
    const decided = analyze(
      quietBut({ order_service: { cpu: spike(daily(0.04, 0.14), monthEnd, monthEnd + 1800, 0.58) } }, { ...serviceOnly, days: 90 }),
    );
    expect(changes(decided, "order_service")).toEqual({});
    expect(reasonFor(decided, "order_service")).toContain("3600-second tier");
  });

  test("memory that is full while the processor idles: the type stays, the number may fall", () => {
    const decided = analyze(quietBut({ order_service: { memory: 0.5 } }, serviceOnly));
    expect(changes(decided, "order_service")).not.toHaveProperty("order_service_instance_type");
    expect(recommended(decided, "order_service")).toBeDefined();
  });

  test("no memory metric", () => {
    const decided = analyze(quietBut({ order_service: { memory: null } }, serviceOnly));
    expect(reasonFor(decided, "order_service")).toBe(
      "no change: no measurements of order_service/a/memory; no measurements of order_service/b/memory; no measurements of order_service/c/memory",
    );
  });

  test("a hot shard: merged with the next hottest, not with an average one", () => {
    const hot: Measure = (point, { group }) => (group === "0001" ? daily(0.3, 0.5) : daily(0.01, 0.15))(point);
    const decided = analyze(quietBut({ cache: { engine_cpu: hot } }, cacheOnly));
    expect(changes(decided, "cache")).not.toHaveProperty("cache_shards");
    const even = analyze(quietBut({ cache: { engine_cpu: daily(0.01, 0.15) } }, cacheOnly));
    expect(changes(even, "cache")).not.toEqual(changes(decided, "cache"));
  });

  test("a gap of more than 5 % in one tier of one series", () => {
    const cpu: Measure = (point, { name }) =>
      (name === "writer" ? gap(daily(0.05, 0.15), NOW - 40 * DAY, NOW - 35 * DAY) : daily(0.05, 0.15))(point);
    const decided = analyze(quietBut({ database: { cpu } }, databaseOnly));
    expect(reasonFor(decided, "database")).toBe("no change: coverage 87.8 % < 95 % in the 300-second tier of database/writer/cpu");
  });

  test("a processor that was full within the last 14 days", () => {
    const then = NOW - 3 * DAY;
    const decided = analyze(quietBut({ database: { cpu: spike(daily(0.05, 0.15), then, then + 60, 0.95) } }, databaseOnly));
    expect(reasonFor(decided, "database")).toContain("CPU of");
  });

  test("evictions: the working set does not fit", () => {
    const decided = analyze(quietBut({ cache: { evictions: 1 } }, cacheOnly));
    expect(reasonFor(decided, "cache")).toContain("evictions from");
  });

  test("data that would not fit merged shards with their reserve", () => {
    const decided = analyze(quietBut({ cache: { bytes_used: 100 * GIB } }, cacheOnly));
    expect(changes(decided, "cache")).not.toHaveProperty("cache_shards");
    expect(changes(decided, "cache")).not.toHaveProperty("cache_node_type");
  });

  test("a failover reader that could not carry the writer and its own reads", () => {
    const writerAndReads: Measure = (point, { name }) => daily(0.1, name === "writer" || name === "failover_reader" ? 0.28 : 0.05)(point);
    const decided = analyze(quietBut({ database: { cpu: writerAndReads } }, databaseOnly));
    expect(changes(decided, "database")).not.toHaveProperty("database_writer_class");
    const rejection = decided.rejected.find(({ rejectedBy }) => rejectedBy === "after-failure");
    expect(rejection?.verdicts.at(-1)?.reason).toContain("the failover reader carries its load and its own reads");
  });

  test("latency that leaves no margin", () => {
    const decided = analyze(quietBut({ order_service: { latency: daily(7, 9) } }, serviceOnly));
    expect(reasonFor(decided, "order_service")).toContain("limit 10 less 20 % is 8.00");
  });

  test("a price that is not known", () => {
    const decided = analyze(quietBut({}, { ...serviceOnly, prices: { "ebs:io2:gb-month": null } }));
    expect(reasonFor(decided, "order_service")).toContain(
      "unpriced, so no saving can be shown: ebs:io2:gb-month in us-east-1: no SKU matches",
    );
    expect(decided.totals.monthlyBeforeUsd).toBeNull();
  });

  test("sizes in force of which nobody knows since when", () => {
    const { current } = quietBut({}, serviceOnly);
    const capacity = [{ atEpoch: 0, values: { ...current, order_service_min_size: 30 }, source: "default" as const }];
    expect(reasonFor(analyze(quietBut({}, { ...serviceOnly, capacity })), "order_service")).toContain("capacity was not known");
  });

  test("capacity that is not known for most of a tier", () => {
    const capacity = [{ atEpoch: NOW - 10 * DAY, values: quietBut({}, serviceOnly).current, source: "ledger" as const }];
    const decided = analyze(quietBut({}, { ...serviceOnly, capacity }));
    expect(reasonFor(decided, "order_service")).toContain("capacity was not known");
  });
});

describe("measurements from files", () => {
  test("that hold one series of a component change nothing, and say what is missing", () => {
    const measures = { order_service: { cpu: daily(0.05, 0.2) } };
    const decided = analyze(snapshotOf({ measures, days: 60, periods: [300], source: "csv", capacity: [] }));
    expect(decided.recommendations).toEqual([]);
    expect(decided.unchanged).toHaveLength(7);
    expect(reasonFor(decided, "order_service")).toContain("no measurements of order_service/");
  });

  test("with a gap of over 5 % say so first", () => {
    const measures = { order_service: { cpu: gap(daily(0.05, 0.2), NOW - 10 * DAY, NOW - 9 * DAY) } };
    const decided = analyze(snapshotOf({ measures, days: 60, periods: [300], source: "csv", components: tradingOnly("order_service") }));
    expect(reasonFor(decided, "order_service")).toMatch(/^no change: (coverage|no measurements)/);
  });

  test("of nothing at all change nothing", () => {
    const decided = analyze(snapshotOf({ measures: {}, days: 1 }));
    expect(decided.recommendations).toEqual([]);
    expect(decided.unchanged).toHaveLength(7);
  });
});

test("components outside of the region asked for are left alone", () => {
  const snapshot = quietBut({}, serviceOnly);
  const decided = analyze({ ...snapshot, contract: { ...snapshot.contract, regions: ["eu-west-1"] } });
  expect(reasonFor(decided, "order_service")).toContain("only eu-west-1 was asked for");
});

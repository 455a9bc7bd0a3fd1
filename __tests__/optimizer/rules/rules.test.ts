import type { Engine } from "../../../contract";
import { RULES } from "../../../optimizer/rules";
import { auroraClass } from "../../../optimizer/rules/aurora-class";
import { daxNodes } from "../../../optimizer/rules/dax-nodes";
import { dynamodbBilling } from "../../../optimizer/rules/dynamodb-billing";
import { groupSize } from "../../../optimizer/rules/group-size";
import { redisSize } from "../../../optimizer/rules/redis-size";
import { redisTopology } from "../../../optimizer/rules/redis-topology";
import { saasPolicy } from "../../../stacks/saas/policy";
import { stagingPolicy } from "../../../stacks/staging/policy";
import { tradingPolicy } from "../../../stacks/trading/policy";
import { evidence } from "../../support/evidence";
import { DAY, type Measures, NOW, snapshotOf, tradingOnly } from "../../support/snapshot";
import { daily, type Level, QUIET } from "../../support/trading-load";

type Name = "database" | "order_service" | "cache" | "orders" | "accelerator";
const of = (component: Name, measures: Measures[string], days = 31) =>
  evidence(component, {
    measures: { [component]: { ...QUIET[component], ...measures } },
    components: tradingOnly(component),
    values: { database_readers: 2, cache_shards: 4, cache_replicas_per_shard: 2 },
    days,
  });
const parametersOf = (name: string) => tradingPolicy.rules[name];

test("scale-up is asked first, for it wins", () => {
  expect(RULES[0]?.name).toBe("scale-up");
});

test("a rule refuses parameters that are not its own", () => {
  expect(() => groupSize.declines(of("order_service", {}, 1), { cpuP95Under: 0.4 })).toThrow(/parameters of rule group-size/);
});

describe("aurora-class proposes", () => {
  test.each([
    ["a p95 CPU of just under 40 %", { cpu: 0.399 }, true],
    ["a p95 CPU of 40 %", { cpu: 0.4 }, false],
    ["connections of just under 40 % of the 4xlarge's 5,000", { connections: 1999 }, true],
    ["connections of 40 % of every target's limit", { connections: 2000 }, false],
  ])("at %s", (_name, measures, proposes) => {
    expect(auroraClass.declines(of("database", measures, 20), parametersOf("aurora-class")) === undefined).toBe(proposes);
  });

  test.each<[Engine, number, boolean]>([
    ["postgresql", 1999, true],
    // Of a 4xlarge's 4,000.
    ["mysql", 1599, true],
    ["mysql", 1600, false],
  ])("of %s, %d connections by its own limit: %p", (engine, connections, proposes) => {
    const components = tradingOnly("database");
    const values = { database_readers: 1 };
    const { database } = snapshotOf({ measures: {}, components, values, days: 1 }).contract.inventory;
    if (database === undefined) throw new Error("there is no database");
    const inventory = { database: { ...database, resources: database.resources.map((resource) => ({ ...resource, engine })) } };
    const e = evidence("database", { measures: { database: { ...QUIET.database, connections } }, components, values, inventory, days: 20 });
    expect(auroraClass.declines(e, parametersOf("aurora-class")) === undefined).toBe(proposes);
  });

  const busyDays =
    (days: number): Level =>
    ({ epoch }) =>
      epoch >= NOW - (days + 1) * DAY + 5 * 3600 && epoch < NOW - DAY + 5 * 3600 ? 0.5 : 0.1;
  test("with one busy day of twenty, 95 %, and not with two of thirty-nine", () => {
    const asked = (busy: number, days: number) =>
      auroraClass.declines(of("database", { cpu: busyDays(busy) }, days), parametersOf("aurora-class"));
    expect(asked(1, 19)).toBeUndefined();
    expect(asked(2, 38)).toContain("94.9 % of days, 95.0 % needed");
  });
});

describe("group-size proposes", () => {
  const share = (fraction: number) => (fraction * 12.5e9) / 8;
  test.each([
    ["a p95 CPU of just under 40 %", { cpu: 0.399 }, true],
    ["a p95 CPU of 40 %", { cpu: 0.4 }, false],
    ["a p95 network of just under 30 % of the baseline", { network_in: share(0.299) }, true],
    ["a p95 network of 30 % of the baseline", { network_in: share(0.3) }, false],
  ])("at %s", (_name, measures, proposes) => {
    expect(groupSize.declines(of("order_service", measures, 16), parametersOf("group-size")) === undefined).toBe(proposes);
  });

  test("as many cores at most as now, or by the policy's maxPerMin", () => {
    const most = (parameters: object) =>
      groupSize
        .propose(of("order_service", {}, 16), { ...parametersOf("group-size"), ...parameters })
        .filter(({ to }) => to.instance_type === "c6i.4xlarge" && (to.min_size === 6 || to.min_size === 15))
        .map(({ to }) => [to.min_size, to.max_size]);
    const now = most({});
    expect(now).toEqual([
      [6, 60],
      [15, 60],
    ]);
    expect(most({ maxPerMin: 2.5 })).toEqual([
      [6, 15],
      [15, 39],
    ]);
  });

  test("only numbers that three zones share evenly, and no type outside of the family", () => {
    const proposals = groupSize.propose(of("order_service", {}, 16), parametersOf("group-size"));
    expect(proposals.length).toBeGreaterThan(0);
    expect(proposals.every(({ to }) => Number(to.min_size) % 3 === 0 && String(to.instance_type).startsWith("c6i."))).toBe(true);
  });
});

describe("redis-topology proposes", () => {
  test.each([
    ["a hit rate of 95 % on every day", { hits: 95, misses: 5 }, true],
    ["a hit rate of less", { hits: 94.9, misses: 5.1 }, false],
    ["no lookup at all, which is no hit rate", { hits: 0, misses: 0 }, false],
    ["days without a lookup between days of a high rate", { hits: daily(0, 95), misses: daily(0, 5) }, true],
    ["lookups that are not known, which is for the guards to say", { hits: null, misses: null }, true],
  ])("at %s", (_name, measures, proposes) => {
    expect(redisTopology.declines(of("cache", measures, 16), parametersOf("redis-topology")) === undefined).toBe(proposes);
  });

  test("never another family, for data tiering cannot be turned in place", () => {
    const proposals = redisTopology.propose(of("cache", {}, 16), parametersOf("redis-topology"));
    expect(proposals.every(({ to }) => String(to.node_type).startsWith("cache.r6gd."))).toBe(true);
  });
});

describe("redis-size proposes", () => {
  /** Of twelve nodes, three to a shard: each answers its own reads, and all of a shard make the same writes. */
  const commands = (perSecond: number) => ({ get_commands: (perSecond * 0.76) / 12, set_commands: (perSecond * 0.24) / 4 });
  test.each([
    ["a p95 engine CPU of just under 30 %", { engine_cpu: 0.299 }, true],
    ["a p95 engine CPU of 30 %", { engine_cpu: 0.3 }, false],
    ["memory of just under 50 %", { capacity_used: 0.499 }, true],
    ["memory of 50 %", { capacity_used: 0.5 }, false],
    ["just under 10,000 commands a second of all clients", commands(9_999), true],
    ["10,000 commands a second", commands(10_000), false],
    ["writes of which replicas only repeat what the primary did", { get_commands: 0, set_commands: 2_499 }, true],
    ["2,500 writes a second in each of four shards", { get_commands: 0, set_commands: 2_500 }, false],
  ])("at %s", (_name, measures, proposes) => {
    const parameters = saasPolicy.rules["redis-size"];
    expect(redisSize.declines(of("cache", { ...commands(100), ...measures }, 16), parameters) === undefined).toBe(proposes);
  });

  test.each([
    ["a p95 engine CPU of just under 30 %", { engine_cpu: 0.299 }, true],
    ["a p95 engine CPU of 30 %", { engine_cpu: 0.3 }, false],
    ["memory of just under 50 %", { capacity_used: 0.499 }, true],
    ["memory of 50 %", { capacity_used: 0.5 }, false],
  ])("however many commands there are, where the policy does not ask: at %s", (_name, measures, proposes) => {
    const parameters = stagingPolicy.rules["redis-size"];
    const e = of("cache", { ...commands(1e6), ...measures }, 16);
    expect(redisSize.declines(e, parameters) === undefined).toBe(proposes);
    const said = redisSize.propose(e, parameters).map(({ reason }) => reason);
    expect(new Set(said)).toEqual(new Set(["p95 CPU is under 30.0 % and memory under 50.0 %"]));
  });

  test("the same clusters as redis-topology, with what it measured", () => {
    const e = of("cache", commands(100), 16);
    const proposals = redisSize.propose(e, saasPolicy.rules["redis-size"]);
    expect(proposals.map(({ to }) => to)).toEqual(redisTopology.propose(e, parametersOf("redis-topology")).map(({ to }) => to));
    expect(proposals[0]?.findings.map(({ unit }) => unit)).toEqual(["fraction", "fraction", "count-per-second"]);
  });
});

describe("dax-nodes proposes", () => {
  test.each([
    ["a p95 CPU of just under 40 %", { cpu: 0.399 }, true],
    ["a p95 CPU of 40 %", { cpu: 0.4 }, false],
  ])("at %s", (_name, measures, proposes) => {
    expect(daxNodes.declines(of("accelerator", measures, 16), parametersOf("dax-nodes")) === undefined).toBe(proposes);
  });

  test("every number of nodes down to three, one in each zone, of the same type", () => {
    const proposals = daxNodes.propose(of("accelerator", { cpu: 0.1 }, 16), parametersOf("dax-nodes"));
    expect(proposals.map(({ to }) => to.nodes)).toEqual([3, 4, 5]);
    expect(new Set(proposals.map(({ to }) => to.node_type))).toEqual(new Set(["dax.r4.8xlarge"]));
  });
});

describe("dynamodb-billing proposes", () => {
  const consuming = (share: number) => ({
    consumed_reads: share * 6000,
    consumed_writes: share * 3000,
    provisioned_reads: 6000,
    provisioned_writes: 3000,
  });
  test.each([
    ["just under 20 % of provisioned", consuming(0.199), 31, true],
    ["20 % of provisioned", consuming(0.2), 31, false],
    ["30 days of measurements", consuming(0.1), 30, true],
    ["29 days of measurements", consuming(0.1), 29, false],
  ])("at %s", (_name, measures, days, proposes) => {
    expect(dynamodbBilling.declines(of("orders", measures, days), parametersOf("dynamodb-billing")) === undefined).toBe(proposes);
  });

  test("counts the day in New York on which the thirty began: at eight in the evening", () => {
    const evening = NOW - 30 * DAY;
    const busyUntil =
      (midnight: number): Level =>
      ({ epoch }) =>
        epoch >= midnight - DAY && epoch < midnight ? 3_000 : 60;
    const asked = (consumed_reads: Level) =>
      dynamodbBilling.declines(of("orders", { ...consuming(0.01), consumed_reads }, 40), parametersOf("dynamodb-billing"));
    expect(asked(busyUntil(evening - 20 * 3_600))).toBeUndefined();
    expect(asked(busyUntil(evening + 4 * 3_600))).toMatch(/on a day of the last 30, not under 20.0 %$/);
  });

  test("hears of a day of which only reads, or only writes, are known", () => {
    const unknownWrites: Level = ({ epoch }) => (epoch >= NOW - 2 * DAY ? Number.NaN : 30);
    const busy: Level = ({ epoch }) => (epoch >= NOW - 2 * DAY ? 3_000 : 60);
    const measures = { ...consuming(0.01), consumed_reads: busy, consumed_writes: unknownWrites };
    expect(dynamodbBilling.declines(of("orders", measures, 40), parametersOf("dynamodb-billing"))).toMatch(/^consumption was 50.0 %/);
  });

  test("not where one week of the window was dearer on demand", () => {
    const busyWeek: Level = ({ epoch }) => (epoch < NOW - 42 * DAY && epoch >= NOW - 49 * DAY ? 5000 : 100);
    const declined = dynamodbBilling.declines(
      of("orders", { ...consuming(0.01), consumed_reads: busyWeek, consumed_writes: busyWeek }, 60),
      parametersOf("dynamodb-billing"),
    );
    expect(declined).toContain("on demand would have cost");
  });
});

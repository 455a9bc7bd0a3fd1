import { accepts, allowedValues, checkValues, choice, count, flag, nameSet, schedule, type Tunable } from "../../contract";
import { stagingContract } from "../../stacks/staging/tunables";
import { tradingContract } from "../../stacks/trading/tunables";

const { components } = tradingContract;

describe("a value from outside", () => {
  const ladder = choice({ description: "", ladder: ["small", "large"], default: "small" });
  const days = count({ description: "", unit: "day", min: 1, max: 35, default: 7 });
  const on = flag({ description: "", default: true });
  const indexes = nameSet({ description: "", members: ["a", "b"], default: ["a"] });
  const nights = schedule({ description: "", default: { stop: "", start: "" } });

  const cases: readonly [string, Tunable, unknown, boolean][] = [
    ["on the ladder", ladder, "large", true],
    ["off the ladder", ladder, "huge", false],
    ["the least count", days, 1, true],
    ["the greatest count", days, 35, true],
    ["below the least", days, 0, false],
    ["above the greatest", days, 36, false],
    ["no whole number", days, 1.5, false],
    ["a number as a string", days, "7", false],
    ["not finite", days, Number.NaN, false],
    ["a flag", on, false, true],
    ["a flag as a string", on, "false", false],
    ["a subset", indexes, ["b"], true],
    ["the empty set", indexes, [], true],
    ["an unknown member", indexes, ["c"], false],
    ["a repeated member", indexes, ["a", "a"], false],
    ["always on", nights, { stop: "", start: "" }, true],
    ["two crons", nights, { stop: "0 20 * * 1-5", start: "0 6 * * 1-5" }, true],
    ["half a schedule", nights, { stop: "0 20 * * 1-5", start: "" }, false],
    ["null", days, null, false],
  ];
  test.each(cases)("%s", (_name, tunable, value, allowed) => {
    expect(accepts(tunable, value)).toBe(allowed);
  });
});

describe("what a person may write for a count", () => {
  test.each([
    ["day", "days"],
    ["percent", "percent"],
    ["GiB", "GiB"],
    ["MB", "MB"],
    ["IOPS", "IOPS"],
  ])("of the unit %s is told in %s", (unit, told) => {
    expect(allowedValues(count({ description: "", unit, min: 1, max: 35, default: 7 }))).toBe(`a whole number from 1 to 35 (${told})`);
  });
});

describe("an override", () => {
  test("with only declared variables and allowed values is taken as it is", () => {
    const values = { order_service_min_size: 9, cache_shards: 8, orders_billing_mode: "PAY_PER_REQUEST" };
    expect(checkValues(components, values)).toEqual({ values, problems: [] });
  });

  test("is refused with every problem at once, each with the allowed values", () => {
    const { problems } = checkValues(components, {
      order_service_min_sise: 9,
      database_writer_class: "db.t3.micro",
      cache_shards: 0,
      orders_billing_mode: 7,
    });
    expect(problems).toHaveLength(4);
    expect(problems[0]).toContain("did you mean order_service_min_size?");
    expect(problems[1]).toContain('"db.r6g.large"');
    expect(problems[2]).toContain("from 1 to 90");
    expect(problems[3]).toContain('"PAY_PER_REQUEST"');
  });

  const off = { stop: "0 20 * * 1-5", start: "0 6 * * 1-5" };
  test.each([
    ["off-hours of a database with a replica", { database_off_hours: off }, "database_off_hours: RDS stops no instance"],
    ["off-hours of one without", { database_off_hours: off, database_read_replicas: 0 }, undefined],
    ["off-hours of the group, which has none", { service_off_hours: off }, undefined],
    ["fewer reserved runs than are kept warm", { report_reserved_concurrency: 49 }, "report_provisioned_concurrency: 50 is greater"],
    ["as many", { report_reserved_concurrency: 49, report_provisioned_concurrency: 49 }, undefined],
  ])("is held against what AWS takes together: %s", (_name, values, problem) => {
    expect(checkValues(stagingContract.components, values).problems).toEqual(
      problem === undefined ? [] : [expect.stringContaining(problem)],
    );
  });

  test.each<[string, Readonly<Record<string, string | number>>, string | undefined]>([
    ["io2 with 64,000 IOPS", { order_service_volume_iops: 64_000 }, undefined],
    ["gp3 with the 16,000 that it takes", { order_service_volume_type: "gp3", order_service_volume_iops: 16_000 }, undefined],
    [
      "gp3 with more",
      { order_service_volume_type: "gp3", order_service_volume_iops: 16_001 },
      "order_service_volume_iops: a gp3 volume takes 3000 to 16000 IOPS, not 16001",
    ],
    [
      "gp3 with fewer IOPS than come with it",
      { order_service_volume_type: "gp3", order_service_volume_iops: 2_000 },
      "order_service_volume_iops: a gp3 volume takes 3000 to 16000 IOPS, not 2000",
    ],
    [
      "gp3 with throughput that its IOPS do not carry",
      { order_service_volume_type: "gp3", order_service_volume_iops: 3_000, order_service_volume_throughput_mibps: 751 },
      "order_service_volume_throughput_mibps: a gp3 volume takes at most 0.25 MiB/s per IOPS, and 3000 IOPS do not carry 751 MiB/s",
    ],
  ])("of a volume is held against what EBS takes, and the wrong one is named: %s", (_name, values, problem) => {
    expect(checkValues(components, values).problems).toEqual(problem === undefined ? [] : [problem]);
  });

  test("may not put a minimum over its maximum, the default's included", () => {
    expect(checkValues(components, { order_service_max_size: 10 }).problems).toEqual([
      "order_service_min_size: 15 is greater than order_service_max_size, which is 10",
    ]);
  });

  test.each([[null], [[]], ["text"], [3]])("that is %j is refused", (candidate) => {
    expect(checkValues(components, candidate).problems).toHaveLength(1);
  });
});

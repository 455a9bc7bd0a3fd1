import fc from "fast-check";
import { HOURS_PER_MONTH } from "../../../contract";
import { bill, priceList, unitHours } from "../../../optimizer/money";
import { poolsOf } from "../../../optimizer/money/pools";
import { strandedBy } from "../../../optimizer/money/stranded";
import { normalizedUnits, usageClass } from "../../../optimizer/money/usage-class";
import type { KnownCosts } from "../../../optimizer/telemetry/costs";
import type { Price } from "../../../optimizer/telemetry/snapshot/types";
import { NOTHING_BOUGHT } from "../../support/known-costs";

const NOW = 1_800_000_000;
const YEAR = NOW + HOURS_PER_MONTH * 3600 * 12;

const price = (key: string, usd: number): Price => ({
  key,
  region: "us-east-1",
  usd,
  unit: "hour",
  sku: `SKU ${key}`,
  rateCode: "R",
  effectiveDate: "2026-07-01",
});
const PRICES = [
  price("ec2:c6i.8xlarge", 1.36),
  price("ec2:c6i.4xlarge", 0.68),
  price("ec2:m5.4xlarge", 0.768),
  price("elasticache:cache.r6g.xlarge", 0.411),
  price("aurora:db.r6g.2xlarge:standard", 1.038),
  price("aurora:db.r6g.xlarge:standard", 0.519),
  price("dax:dax.r5.large", 0.255),
  price("sagemaker:training:ml.g5.xlarge", 1.408),
];
const prices = priceList({ prices: PRICES, unpriced: [] }, "us-east-1");

const running = (key: string, count: number) => bill([{ item: key, priceKey: key, quantity: unitHours(count), unit: "hour" }], prices);
const change = (from: readonly [key: string, count: number], to: readonly [key: string, count: number]) => ({
  before: running(...from),
  after: running(...to),
});

const reserved = (units: number, more: Partial<KnownCosts["reservations"][number]> = {}) => ({
  id: "ri",
  service: "ec2" as const,
  region: "us-east-1",
  instanceType: "c6i.large",
  sizeFlexible: true,
  engine: "Linux/UNIX",
  endEpoch: YEAR,
  purchasedUnits: units,
  usedUnits: units,
  ...more,
});
const onDemand = (reservedUnits: number, onDemandUnits: number, more: Partial<KnownCosts["running"][number]> = {}) => ({
  service: "ec2" as const,
  region: "us-east-1",
  instanceType: "c6i.8xlarge",
  engine: "Linux/UNIX",
  reservedUnits,
  onDemandUnits,
  ...more,
});
const plan = (
  type: KnownCosts["savingsPlans"][number]["type"],
  listUsd: number,
  more: Partial<KnownCosts["savingsPlans"][number]> = {},
) => ({
  id: type,
  type,
  region: "",
  family: "",
  endEpoch: YEAR,
  commitmentUsd: listUsd * 0.7,
  usedUsd: listUsd * 0.7,
  onDemandEquivalentUsd: listUsd,
  ...more,
});
const EC2 = "Amazon Elastic Compute Cloud - Compute";
const spend = (coveredUsd: number, onDemandUsd: number, family = "c6i", region = "us-east-1", service = EC2) => ({
  service,
  family,
  region,
  coveredUsd,
  onDemandUsd,
});

/** Ten c6i.8xlarge fewer: 640 units, $13.60 an hour, $9,928 a month at list prices. */
const TEN_FEWER = change(["ec2:c6i.8xlarge", 20], ["ec2:c6i.8xlarge", 10]);
const dollarsOf = (costs: Partial<KnownCosts>, changes = [TEN_FEWER]): readonly (readonly [string, number])[] =>
  strandedBy(changes, poolsOf({ ...NOTHING_BOUGHT, ...costs }, NOW), PRICES, NOW).map(({ commitment, monthlyUsd }) => [
    commitment,
    monthlyUsd,
  ]);

describe("reservations", () => {
  const POOL = "reserved ec2 c6i Linux/UNIX in us-east-1";
  test.each<readonly [string, Partial<KnownCosts>, readonly (readonly [string, number])[]]>([
    ["none: nothing is stranded", {}, []],
    ["usage on demand is left to float onto", { reservations: [reserved(1000)], running: [onDemand(1000, 640)] }, []],
    ["half of it finds no other usage", { reservations: [reserved(1000)], running: [onDemand(1000, 320)] }, [[POOL, 4964]]],
    ["all of it was reserved", { reservations: [reserved(1280)], running: [onDemand(1280, 0)] }, [[POOL, 9928]]],
    ["what was stranded before is not stranded anew", { reservations: [reserved(2000, { usedUnits: 1280 })], running: [onDemand(1280, 0)] }, [[POOL, 9928]]],
    ["fewer are reserved than still run", { reservations: [reserved(640)], running: [onDemand(640, 640)] }, []],
    ["another size of the family takes them up", { reservations: [reserved(640)], running: [onDemand(640, 0), onDemand(0, 640, { instanceType: "c6i.large" })] }, []],
    ["another family does not", { reservations: [reserved(1280)], running: [onDemand(1280, 0), onDemand(0, 640, { instanceType: "m5.large" })] }, [[POOL, 9928]]],
    ["another region does not", { reservations: [reserved(1280)], running: [onDemand(1280, 0), onDemand(0, 640, { region: "us-west-2" })] }, [[POOL, 9928]]],
    ["another platform does not", { reservations: [reserved(1280)], running: [onDemand(1280, 0), onDemand(0, 640, { engine: "Windows" })] }, [[POOL, 9928]]],
    ["of another family are not touched", { reservations: [reserved(1280, { instanceType: "m5.large" })] }, []],
    ["of one size do not float", { reservations: [reserved(1280, { instanceType: "c6i.8xlarge", sizeFlexible: false })], running: [onDemand(1280, 0), onDemand(0, 640, { instanceType: "c6i.large" })] }, [["reserved ec2 c6i.8xlarge Linux/UNIX in us-east-1", 9928]]],
    ["that have ended bind nobody", { reservations: [reserved(1280, { endEpoch: NOW })], running: [onDemand(1280, 0)] }, []],
    ["without coverage figures only what they use is there", { reservations: [reserved(1280)] }, [[POOL, 9928]]],
  ])("%s", (_case, costs, expected) => {
    expect(dollarsOf(costs)).toEqual(expected);
  }); // biome-ignore format: a table

  test("float over the sizes of a change: half as large and as many strands half", () => {
    const costs = { reservations: [reserved(1280)], running: [onDemand(1280, 0)] };
    expect(dollarsOf(costs, [change(["ec2:c6i.8xlarge", 20], ["ec2:c6i.4xlarge", 20])])).toEqual([[POOL, 9928]]);
    expect(dollarsOf(costs, [change(["ec2:c6i.8xlarge", 20], ["ec2:c6i.4xlarge", 40])])).toEqual([]);
  });

  test("of databases and caches strand by their own engines", () => {
    const database = reserved(32, { service: "rds", instanceType: "db.r6g.large", engine: "Aurora PostgreSQL" });
    const shrink = change(["aurora:db.r6g.2xlarge:standard", 2], ["aurora:db.r6g.xlarge:standard", 2]);
    expect(dollarsOf({ reservations: [database] }, [shrink])).toEqual([["reserved rds db.r6g Aurora PostgreSQL in us-east-1", 757.74]]);
    expect(dollarsOf({ reservations: [{ ...database, engine: "MySQL" }] }, [shrink])).toEqual([]);
    const cache = reserved(16, { service: "elasticache", instanceType: "cache.r6g.large", engine: "Redis" });
    expect(
      dollarsOf({ reservations: [cache] }, [change(["elasticache:cache.r6g.xlarge", 2], ["elasticache:cache.r6g.xlarge", 1])]),
    ).toEqual([["reserved elasticache cache.r6g Redis in us-east-1", 300.03]]);
  });

  test("are stranded over the rest of their term", () => {
    const [stranded] = strandedBy([TEN_FEWER], poolsOf({ ...NOTHING_BOUGHT, reservations: [reserved(1280)] }, NOW), PRICES, NOW);
    expect(stranded).toEqual({ commitment: POOL, monthlyUsd: 9928, untilEpoch: YEAR, totalUsd: 119_136 });
  });
});

describe("Savings Plans", () => {
  const COMPUTE = "Compute Savings Plans";
  const FAMILY = "Savings Plans for c6i in us-east-1";
  const family = (listUsd: number) => plan("EC2_INSTANCE_SP", listUsd, { family: "c6i", region: "us-east-1" });
  test.each<readonly [string, Partial<KnownCosts>, readonly (readonly [string, number])[]]>([
    ["float over families, regions and functions", { savingsPlans: [plan("COMPUTE_SP", 20)], eligible: [spend(20, 0), spend(0, 7, "m5", "eu-west-1"), spend(0, 7, "", "us-east-1", "AWS Lambda")] }, []],
    ["strand what finds no usage anywhere", { savingsPlans: [plan("COMPUTE_SP", 20)], eligible: [spend(20, 3.6)] }, [[COMPUTE, 7300]]],
    ["of one family float over its sizes only", { savingsPlans: [family(20)], eligible: [spend(20, 3.6), spend(0, 50, "m5")] }, [[FAMILY, 7300]]],
    ["of one family come first, and let those that float go", { savingsPlans: [family(10), plan("COMPUTE_SP", 10)], eligible: [spend(20, 0), spend(0, 10, "m5")] }, [[FAMILY, 2628]]],
    ["of both sorts strand no dollar twice", { savingsPlans: [family(13.6), plan("COMPUTE_SP", 13.6)], eligible: [spend(27.2, 0)] }, [[COMPUTE, 9928]]],
    ["for databases and models are not those of machines", { savingsPlans: [plan("DATABASE_SP", 20), plan("SAGEMAKER_SP", 20)], eligible: [spend(20, 0)] }, []],
    ["only take what reservations have left", { reservations: [reserved(640)], running: [onDemand(640, 0)], savingsPlans: [plan("COMPUTE_SP", 20)], eligible: [spend(20, 0)] }, [["reserved ec2 c6i Linux/UNIX in us-east-1", 9928]]],
  ])("%s", (_case, costs, expected) => {
    expect(dollarsOf(costs)).toEqual(expected);
  }); // biome-ignore format: a table
});

test("usage that moves to spot capacity leaves a plan whole, at half of the time as at a tenth", () => {
  const training = { item: "training", priceKey: "sagemaker:training:ml.g5.xlarge", unit: "hour" } as const;
  const before = bill([{ ...training, quantity: unitHours(10) }], prices);
  const onSpot = (share: number) => bill([{ ...training, quantity: unitHours(10 * share), uncovered: "spot" }], prices);
  const costs = { savingsPlans: [plan("SAGEMAKER_SP", 14.08)], eligible: [spend(14.08, 0, "", "us-east-1", "Amazon SageMaker")] };
  for (const share of [0.5, 0.1]) {
    expect(dollarsOf(costs, [{ before, after: onSpot(share) }])).toEqual([[expect.stringContaining("SageMaker AI"), 10278.4]]);
  }
});

test("DAX nodes are under no commitment", () => {
  const costs = { reservations: [reserved(1280)], savingsPlans: [plan("COMPUTE_SP", 100), plan("DATABASE_SP", 100)] };
  expect(dollarsOf(costs, [change(["dax:dax.r5.large", 6], ["dax:dax.r5.large", 3])])).toEqual([]);
});

test("stranded is never negative, never more than the saving, and grows with the cut", () => {
  const units = fc.integer({ min: 0, max: 5000 });
  fc.assert(
    fc.property(
      units,
      units,
      units,
      fc.integer({ min: 0, max: 19 }),
      fc.integer({ min: 0, max: 30 }),
      (bought, used, free, left, listUsd) => {
        const costs = {
          reservations: [reserved(bought, { usedUnits: Math.min(bought, used) })],
          running: [onDemand(Math.min(bought, used), free)],
          savingsPlans: [plan("COMPUTE_SP", listUsd)],
          eligible: [spend(listUsd, free / 100)],
        };
        const cut = (count: number): number =>
          dollarsOf(costs, [change(["ec2:c6i.8xlarge", 20], ["ec2:c6i.8xlarge", count])]).reduce((sum, [, usd]) => sum + usd, 0);
        const gross = (20 - left) * 1.36 * HOURS_PER_MONTH;
        expect(cut(left)).toBeGreaterThanOrEqual(0);
        expect(cut(left)).toBeLessThanOrEqual(gross + 0.02);
        expect(cut(left)).toBeGreaterThanOrEqual(cut(left + 1) - 0.02);
      },
    ),
  );
});

test.each([
  ["c6i.large", 4],
  ["c6i.xlarge", 8],
  ["db.r6g.16xlarge", 128],
  ["cache.t4g.micro", 0.5],
  ["c6i.metal", undefined],
])("%s is %p normalized units", (type, units) => {
  expect(normalizedUnits(type)).toBe(units);
});

test.each([
  ["aurora:db.r6g.large:io-optimized", 5.2, "Aurora PostgreSQL"],
  ["rds:postgres:db.r6g.large:multi-az", 8, "PostgreSQL"],
  ["ec2:c6i.large:windows", 4, "Windows"],
  ["elasticache:cache.r6g.large:valkey", 4, "Valkey"],
])("%s takes %d units of %s", (key, units, engine) => {
  expect(usageClass(key, "us-east-1")).toMatchObject({ units, engine });
});

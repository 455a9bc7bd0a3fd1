import { CACHE, DATABASE, type DatabaseSpec, familiesAfter, inFamily } from "../../../contract";
import { serviceLimits } from "../../../optimizer/guards/service-limits";
import { isNewer, sameFamily } from "../../../optimizer/kinds/family";
import { rungsBetween } from "../../../optimizer/kinds/ladder";
import { newerGeneration } from "../../../optimizer/rules/newer-generation";
import { stagingPolicy } from "../../../stacks/staging/policy";
import { stagingContract } from "../../../stacks/staging/tunables";
import { evidence, verdictOf } from "../../support/evidence";

const OFF = { optedIn: false };
const staging = (component: "database" | "cache", values = {}, prices = {}) =>
  evidence(component, {
    measures: {},
    components: { [component]: stagingContract.components[component] },
    policy: stagingPolicy,
    values,
    prices,
    days: 1,
  });

test.each([
  ["db.r6g.large", ["r8g", "r7g"]],
  ["db.r7g.large", ["r8g"]],
  ["db.r8g.large", []],
  ["cache.r6gd.xlarge", []],
  ["c5.large", []],
])("after %s come %j, the newest first", (type, families) => {
  expect(familiesAfter(type)).toEqual(families);
});

test.each([
  ["db.r6g.2xlarge", "r7g", "db.r7g.2xlarge"],
  ["cache.r7g.large", "r6g", "cache.r6g.large"],
  ["db.r6g.2xlarge", "c7g", undefined],
])("%s in %s is %s", (type, family, same) => {
  expect(inFamily(type, family)).toBe(same);
});

describe("a newer generation is comparable where it has no less of anything", () => {
  const withLess = (less: Partial<DatabaseSpec>): ReadonlyMap<string, DatabaseSpec> =>
    new Map([...DATABASE].map(([type, spec]) => [type, type === "db.r7g.large" ? { ...spec, ...less } : spec]));

  test.each<[string, ReadonlyMap<string, DatabaseSpec>, string, string, boolean]>([
    ["accepts the next", DATABASE, "db.r6g.large", "db.r7g.large", true],
    ["accepts the one after it", DATABASE, "db.r6g.large", "db.r8g.large", true],
    ["accepts another size of it", DATABASE, "db.r6g.2xlarge", "db.r7g.xlarge", true],
    ["accepts one with as much EBS baseline", withLess({ ebsMbps: 630 }), "db.r6g.large", "db.r7g.large", true],
    ["rejects one with a hair less", withLess({ ebsMbps: 629 }), "db.r6g.large", "db.r7g.large", false],
    ["rejects one whose vCPUs share cores", withLess({ hyperThreaded: true }), "db.r6g.large", "db.r7g.large", false],
    ["rejects the way back", DATABASE, "db.r7g.large", "db.r6g.large", false],
    ["rejects a size that nobody published", DATABASE, "db.r6g.large", "db.r7g.16xlarge", false],
  ])("%s", (_name, catalog, from, to, newer) => {
    expect(isNewer(catalog, from, to)).toBe(newer);
    expect(sameFamily(catalog, from, to).pass).toBe(newer);
  });

  test("every size of every family in the catalog has no less than the same size before it", () => {
    for (const catalog of [DATABASE, CACHE]) {
      for (const type of catalog.keys()) {
        for (const family of familiesAfter(type)) {
          const to = inFamily(type, family) ?? "";
          if (catalog.has(to)) expect([type, to, isNewer(catalog, type, to)]).toEqual([type, to, true]);
        }
      }
    }
  });

  test("its sizes are rungs of the ladder that there is", () => {
    const ladder = ["db.r6g.large", "db.r6g.xlarge", "db.r6g.2xlarge", "db.r7g.large", "db.r7g.xlarge", "db.r7g.2xlarge"];
    expect(rungsBetween(ladder, "db.r6g.2xlarge", "db.r7g.2xlarge")).toBe(0);
    expect(rungsBetween(ladder, "db.r6g.2xlarge", "db.r7g.large")).toBe(2);
    expect(rungsBetween(ladder, "db.r7g.large", "db.r6g.xlarge")).toBe(-1);
    expect(rungsBetween(ladder, "db.r6g.large", "db.m7g.large")).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("newer-generation", () => {
  const proposed = (e: ReturnType<typeof staging>, over = e.current) =>
    newerGeneration.propose(e, OFF, over).map(({ to }) => [to.instance_class, to.replica_class, to.node_type]);

  test("turns every class that is in use, in the size that was settled, the newest family first", () => {
    const e = staging("database");
    expect(proposed(e, { ...e.current, instance_class: "db.r6g.xlarge" })).toEqual([
      ["db.r8g.xlarge", "db.r8g.2xlarge", undefined],
      ["db.r7g.xlarge", "db.r7g.2xlarge", undefined],
    ]);
  });

  test.each([
    ["accepts Redis on r6g", "cache", { cache_node_type: "cache.r6g.xlarge" }, undefined],
    ["rejects it on r7g, the newest for caches", "cache", { cache_node_type: "cache.r7g.xlarge" }, "no ladder holds"],
    [
      "rejects a database on r8g",
      "database",
      { database_instance_class: "db.r8g.large", database_replica_class: "db.r8g.large" },
      "no ladder",
    ],
  ] as const)("%s", (_name, component, values, reason) => {
    const declined = newerGeneration.declines(staging(component, values), OFF);
    if (reason === undefined) expect(declined).toBeUndefined();
    else expect(declined).toContain(reason);
  });

  test("says what the newer has more of, and its price is the Price List's", () => {
    const e = staging("cache", {}, { "elasticache:cache.r6g.2xlarge": 0.8, "elasticache:cache.r7g.2xlarge": 0.85 });
    const [proposal] = newerGeneration.propose(e, OFF);
    expect(proposal?.reason).toBe("cache.r7g has no less of anything than cache.r6g, size for size, and 1.50 times the network baseline");
    expect(e.study.cost(proposal?.to ?? {})).toMatchObject({ priced: true, monthlyUsd: 11_169 });
  });

  test.each([
    ["accepts a newer family", "cache.r7g.2xlarge", true],
    ["rejects one that nobody has compared", "cache.m7g.2xlarge", false],
  ])("the guard of service limits %s", (_name, node_type, pass) => {
    expect(verdictOf(serviceLimits, staging("cache"), { node_type }).pass).toBe(pass);
  });
});

import { checkValues, choice, count, GIB, type Values, VOLUME_TYPES } from "../../../contract";
import { serviceLimits } from "../../../optimizer/guards/service-limits";
import { stepsOf } from "../../../optimizer/plan/steps";
import { gp3Volumes } from "../../../optimizer/rules/gp3-volumes";
import { rdsStorage } from "../../../optimizer/rules/rds-storage";
import { stagingPolicy } from "../../../stacks/staging/policy";
import { stagingContract } from "../../../stacks/staging/tunables";
import { evidence, verdictOf } from "../../support/evidence";
import type { Measures } from "../../support/snapshot";

const OFF = { optedIn: false, peakShareAtMost: 0.6 };
const MIB = 2 ** 20;
const { database } = stagingContract.components;
/** As a root module of one's own may have it. */
const own = {
  ...database,
  tunables: {
    ...database.tunables,
    storage_type: choice({ description: "", ladder: VOLUME_TYPES, default: "io1" }),
    iops: count({ description: "", unit: "IOPS", min: 0, max: 64_000, default: 20_000 }),
    storage_throughput_mibps: count({ description: "", unit: "MiB/s", min: 0, max: 4_000, default: 0 }),
    allocated_storage_gib: count({ description: "", unit: "GiB", min: 20, max: 65_536, default: 1_000 }),
  },
};
const PRICES = {
  "rds:postgres:db.r6g.2xlarge:multi-az": 1.798,
  "rds:postgres:db.r6g.2xlarge:single-az": 0.899,
  "rds:postgres:gp3-gb-month:multi-az": 0.23,
  "rds:postgres:gp3-gb-month:single-az": 0.115,
  "rds:postgres:gp2-gb-month:multi-az": 0.23,
  "rds:postgres:gp2-gb-month:single-az": 0.115,
  "rds:postgres:gp3-iops-month:multi-az": 0.04,
  "rds:postgres:gp3-iops-month:single-az": 0.02,
  "rds:postgres:gp3-mibps-month:multi-az": 0.16,
  "rds:postgres:gp3-mibps-month:single-az": 0.08,
  "rds:postgres:io1-gb-month:multi-az": 0.25,
  "rds:postgres:io1-gb-month:single-az": 0.125,
  "rds:postgres:io1-iops-month:multi-az": 0.2,
  "rds:postgres:io1-iops-month:single-az": 0.1,
};

const of = (values: Values = {}, measures: Measures[string] = {}, component: typeof own | typeof database = own) =>
  evidence("database", {
    measures: {
      database: {
        cpu: 0.1,
        connections: 50,
        freeable_memory: 44 * GIB,
        read_iops: 1_000,
        write_iops: 1_000,
        read_throughput: 10 * MIB,
        write_throughput: 20 * MIB,
        network_in: 1e6,
        network_out: 1e6,
        ...measures,
      },
    },
    components: { database: component },
    policy: { ...stagingPolicy, phases: [{ name: "all", turns: [{ component: "database", tunables: ["*"] }] }] },
    values,
    prices: PRICES,
    days: 2,
    minuteDays: 1,
  });
const proposed = (e: ReturnType<typeof of>) =>
  gp3Volumes.propose(e, OFF).map(({ to }) => [to.storage_type, to.iops, to.storage_throughput_mibps]);
const GP2 = { database_storage_type: "gp2", database_iops: 0 } as const;

describe("gp3-volumes, of a database", () => {
  test("on io1 begins with the 12,000 IOPS and 500 MiB/s that come with gp3, up to what io1 can do", () => {
    expect(proposed(of())).toEqual([
      ["gp3", 12_000, 500],
      ["gp3", 20_000, 1_000],
      ["gp3", 20_000, 2_000],
    ]);
  });

  test.each<[string, Measures[string], readonly unknown[]]>([
    ["7,200 IOPS at 60 % of what comes with it", { read_iops: 6_200 }, ["gp3", 12_000, 500]],
    ["one more on 500 more", { read_iops: 6_201 }, ["gp3", 12_500, 500]],
    ["300 MiB/s on the 500 that come with it", { write_throughput: 290 * MIB }, ["gp3", 12_000, 500]],
    ["one more on 25 more", { write_throughput: 291 * MIB }, ["gp3", 12_000, 525]],
  ])("provisions %s", (_name, measures, first) => {
    expect(proposed(of({}, measures))[0]).toEqual(first);
  });

  test.each([
    ["on gp2", GP2],
    ["on io1 with 5,000 IOPS", { database_storage_type: "io1", database_iops: 5_000 }],
  ] as const)(
    "%s states no number under 400 GiB, where RDS takes none, and what comes with it from there on, where RDS refuses 0",
    (_name, now) => {
      expect(proposed(of({ ...now, database_allocated_storage_gib: 200 }, { read_iops: 100 }))).toEqual([["gp3", 0, 0]]);
      expect(proposed(of({ ...now, database_allocated_storage_gib: 400 }, { read_iops: 100 }))[0]).toEqual(["gp3", 12_000, 500]);
    },
  );

  test("under 400 GiB is refused where its variable cannot be 0", () => {
    const iops = count({ description: "", unit: "IOPS", min: 1_000, max: 64_000, default: 5_000 });
    const e = of({ database_allocated_storage_gib: 200 }, { read_iops: 100 }, { ...own, tunables: { ...own.tunables, iops } });
    expect(proposed(e)).toEqual([]);
    expect(gp3Volumes.declines(e, OFF)).toBe("a gp3 volume of 200 GiB takes none stated, and iops starts at 1000 instead of 0");
  });

  test.each<[string, Values, Measures[string], string | undefined]>([
    ["accepts what 3,000 IOPS under 400 GiB carry", { ...GP2, database_allocated_storage_gib: 399 }, { read_iops: 800 }, undefined],
    ["rejects one more", { ...GP2, database_allocated_storage_gib: 399 }, { read_iops: 801 }, "takes no others, and 3500 IOPS"],
    ["accepts what 64,000 carry", { database_iops: 64_000 }, { read_iops: 37_400 }, undefined],
    ["rejects one more", { database_iops: 64_000 }, { read_iops: 37_401 }, "takes 12000 to 64000 IOPS, not 64500"],
    ["rejects a volume that is gp3", { database_storage_type: "gp3" }, {}, "gp3 already"],
  ])("%s", (_name, values, measures, reason) => {
    const declined = gp3Volumes.declines(of(values, measures), OFF);
    if (reason === undefined) expect(declined).toBeUndefined();
    else expect(declined).toContain(reason);
  });

  test("is refused more throughput than comes with it where the stack has no variable for it", () => {
    const { storage_throughput_mibps: _throughput, ...tunables } = own.tunables;
    const e = of({}, { write_throughput: 291 * MIB }, { ...own, tunables: tunables as typeof own.tunables });
    expect(gp3Volumes.declines(e, OFF)).toContain("525 MiB/s, and the stack has no storage_throughput_mibps");
  });

  test.each([
    ["io2, whose latency gp3 has not", "io2", 1, "99.999 %"],
    ["io1, which answers no faster than gp3", "io1", 0, "at 60 % of that or less"],
  ] as const)("says of %s so", (_name, database_storage_type, rungs, told) => {
    const e = of({ database_storage_type });
    const [first] = gp3Volumes.propose(e, OFF);
    expect(first?.reason).toContain(told);
    expect(e.study.rungsDown(first?.to ?? {})).toBe(rungs);
    expect(e.study.rungsDown({ ...first?.to, instance_class: "db.r6g.xlarge", replica_class: "db.r6g.xlarge" })).toBe(1 + rungs);
    expect(e.study.unlike?.(first?.to ?? {}) === undefined).toBe(rungs === 0);
  });

  test("is paid by the size, and by what exceeds what comes with it; io1 by all of its IOPS", () => {
    const { study, current } = of();
    const usd = (to: object) => {
      const cost = study.cost({ ...current, ...to });
      return cost.priced ? cost.monthlyUsd : Number.NaN;
    };
    const instances = usd({ storage_type: "gp2" }) - 345;
    expect(instances).toBeCloseTo(1_968.81, 2);
    expect(usd({})).toBeCloseTo(instances + 375 + 20_000 * 0.3, 2);
    expect(usd({ storage_type: "gp3", iops: 12_000 })).toBeCloseTo(instances + 345, 2);
    expect(usd({ storage_type: "gp3", iops: 13_000, storage_throughput_mibps: 600 })).toBeCloseTo(instances + 345 + 60 + 24, 2);
  });

  test("turns type, IOPS and throughput in one step, for RDS takes the next after six hours only", () => {
    const e = of();
    const steps = stepsOf(e, { ...e.current, storage_type: "gp3", iops: 12_000, storage_throughput_mibps: 600 }, "down");
    expect(steps.map(({ tunables }) => [...tunables].sort())).toEqual([["iops", "storage_throughput_mibps", "storage_type"]]);
  });
});

describe("what RDS takes of a gp3 volume", () => {
  test.each([
    ["is accepted", 12_000, true],
    ["is refused with fewer IOPS", 11_999, false],
  ])("%s: by the guard, and when an override is written", (_name, iops, pass) => {
    expect(verdictOf(serviceLimits, of(), { storage_type: "gp3", iops }).pass).toBe(pass);
  });

  test.each<[string, Values, string | undefined]>([
    ["4,000 MiB/s on 64,000 IOPS", { database_iops: 64_000 }, undefined],
    ["throughput that its IOPS do not carry", { database_iops: 12_000 }, "database_storage_throughput_mibps"],
    ["fewer IOPS than come with it", { database_iops: 2_000 }, "database_iops"],
    ["IOPS of a volume that takes none stated", { database_iops: 5_000, database_allocated_storage_gib: 200 }, "database_iops"],
  ])("is held against an override's values together, and the wrong one is named: %s", (_name, values, wrong) => {
    const all = { database_storage_type: "gp3", database_storage_throughput_mibps: 4_000, ...values };
    const { problems } = checkValues({ database: own }, all);
    expect(problems.map((problem) => problem.split(":")[0])).toEqual(wrong === undefined ? [] : [wrong]);
  });
});

test("rds-storage leaves volumes alone that are not gp3: what gp3 includes is no measure of their IOPS", () => {
  const parameters = stagingPolicy.rules["rds-storage"];
  expect(rdsStorage.declines(of(), parameters)).toContain("the volume is io1");
  expect(rdsStorage.declines(of({ database_storage_type: "gp3" }), parameters)).toBeUndefined();
});

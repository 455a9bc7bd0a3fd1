import fc from "fast-check";
import { DATABASE, GIB } from "../../../contract";
import type { Settings } from "../../../optimizer/evidence";
import { stagingContract } from "../../../stacks/staging/tunables";
import { evidence } from "../../support/evidence";
import { type Measure, type Measures, NOW, type SnapshotOptions } from "../../support/snapshot";
import { needAfterFailure, needOf } from "./needs";

const XLARGE = "db.r6g.xlarge";
const LARGE = "db.r6g.large";
const { database: component } = stagingContract.components;
const components = { database: component };

const onPrimary =
  (there: number, elsewhere: number): Measure =>
  (_point, { role }) =>
    role === "primary" ? there : elsewhere;

const QUIET: Measures[string] = {
  cpu: onPrimary(0.2, 0.1),
  connections: onPrimary(150, 50),
  freeable_memory: 44 * GIB,
  free_storage: 800 * GIB,
  read_iops: onPrimary(120, 60),
  write_iops: onPrimary(300, 240),
  read_throughput: 2e6,
  write_throughput: 5e6,
  network_in: 1e6,
  network_out: 3e6,
  ebs_io_balance: 1,
  ebs_byte_balance: 1,
};
const of = (measures: Measures[string] = {}, options: Partial<SnapshotOptions> = {}) =>
  evidence("database", { measures: { database: { ...QUIET, ...measures } }, components, days: 1, ...options });
const database = of();
const NIGHTS = { stop: "0 12 * * *", start: "0 0 * * *" };
const specOf = (type: string) => DATABASE.get(type) ?? Number.NaN;

describe("the busiest instance", () => {
  test.each<[string, Settings, number]>([
    ["is the primary, as things are", {}, 0.2],
    ["of half the cores is twice as busy", { instance_class: XLARGE }, 0.4],
    ["is a smaller replica", { replica_class: LARGE }, 0.4],
    ["of a replica more is still the primary", { read_replicas: 2 }, 0.2],
    ["without the replica carries its clients as well", { read_replicas: 0 }, 0.3],
    ["without the replica does not care for its class", { read_replicas: 0, replica_class: LARGE }, 0.3],
  ])("%s", (_name, to, need) => {
    expect(needOf(database, to, "cpu")).toBeCloseTo(need, 9);
  });

  test("takes nothing over from a replica to which nobody is connected: repeating writes needs no client", () => {
    const unused = of({ connections: onPrimary(150, 0) });
    expect(needOf(unused, { read_replicas: 0 }, "cpu")).toBeCloseTo(0.2, 9);
    expect(needOf(unused, { read_replicas: 0 }, "EBS IOPS")).toBeCloseTo(420 / 12_000, 9);
  });

  test("takes over what a replica reads, not the writes that it repeats", () => {
    expect(needOf(database, { read_replicas: 0 }, "EBS IOPS")).toBeCloseTo(480 / 12_000, 9);
  });

  test("needs connections of the class's own limit", () => {
    expect(specOf(LARGE)).toMatchObject({ postgresMaxConnections: 1_802 });
    expect(needOf(database, { instance_class: LARGE }, "connections")).toBeCloseTo(150 / 1_802, 9);
  });

  test("has its IOPS and throughput from the class's baseline or from the volume, whichever is less", () => {
    expect(needOf(database, {}, "EBS IOPS")).toBeCloseTo(420 / 12_000, 9);
    expect(needOf(database, { iops: 20_000 }, "EBS IOPS")).toBeCloseTo(420 / 12_000, 9);
    expect(needOf(database, { instance_class: XLARGE }, "EBS IOPS")).toBeCloseTo(420 / 6_000, 9);
    expect(needOf(database, {}, "EBS throughput")).toBeCloseTo(7e6 / (2_375e6 / 8), 9);
  });

  test("keeps its resident memory but for shared buffers, a quarter of whatever class", () => {
    // 20 of 64 GiB used, 16 of them shared buffers.
    expect(needOf(database, { instance_class: XLARGE, replica_class: XLARGE }, "memory")).toBeCloseTo(4 / 24, 9);
    expect(needOf(database, { instance_class: XLARGE, read_replicas: 0 }, "memory")).toBeCloseTo(8 / 24, 9);
  });
});

describe("after a failure", () => {
  test.each<[string, Settings, number, number]>([
    ["the standby, of the same class, carries the primary's load", { instance_class: XLARGE }, 0, 0.4],
    ["a restored database carries it all without standby and replica", { multi_az: false, read_replicas: 0 }, 0, 0.3],
    ["the primary carries the reads of the only replica", {}, 1, 0.3],
    ["the other replica carries the reads of two", { read_replicas: 2 }, 1, 0.1],
  ])("%s", (_name, to, failure, need) => {
    expect(needAfterFailure(database, to, "cpu", failure)).toBeCloseTo(need, 9);
  });

  test("what comes back, and how, is said by what is left", () => {
    const first = (to: Settings) => database.study.afterFailure({ ...database.current, ...to })[0]?.name;
    expect(first({})).toContain("the standby takes over");
    expect(first({ multi_az: false })).toContain("promoted");
    expect(first({ multi_az: false, read_replicas: 0 })).toContain("restored from its backups");
  });
});

describe("limits", () => {
  const failures = (to: Settings, e = database) =>
    e.study
      .limits({ ...e.current, ...to })
      .filter(({ pass }) => !pass)
      .map(({ reason }) => reason);

  test("what is there breaks none", () => {
    expect(failures({})).toEqual([]);
  });

  test.each<[string, Settings, string | undefined]>([
    ["accepts a replica with as many connections as its source", { instance_class: XLARGE, replica_class: XLARGE }, undefined],
    ["rejects a replica with fewer", { replica_class: XLARGE }, "PostgreSQL stops a replica that allows fewer than its source"],
    ["accepts 12,000 IOPS from 400 GiB on", { iops: 12_000 }, undefined],
    ["rejects 11,999", { iops: 11_999 }, "12000 to 64000 IOPS, not 11999"],
    ["rejects less storage", { allocated_storage_gib: 999 }, "RDS does not shrink storage"],
    ["accepts more storage", { allocated_storage_gib: 1_001 }, undefined],
    ["rejects a family that nobody has published", { instance_class: "db.m7g.xlarge" }, "capacity not published"],
    ["accepts a newer generation of the same", { instance_class: "db.r7g.2xlarge" }, undefined],
    ["accepts one rung less memory while few reads reach the volume", { instance_class: XLARGE }, undefined],
    ["rejects two rungs at once", { instance_class: LARGE, replica_class: LARGE }, "2 sizes down at once"],
  ])("%s", (_name, to, reason) => {
    const found = failures(to);
    if (reason === undefined) expect(found).toEqual([]);
    else expect(found.join()).toContain(reason);
  });

  test.each([
    [1, true],
    [0, false],
  ])("RDS refuses off-hours with %d read replicas: %s", (replicas, refuses) => {
    const found = failures({ read_replicas: replicas, off_hours: NIGHTS }).join();
    expect(found.includes("RDS stops no instance that has read replicas")).toBe(refuses);
  });

  test.each([
    [399, true],
    [400, false],
  ])("gp3 of %d GiB takes 3,000 IOPS: %s", (gib, passes) => {
    const e = of({}, { values: { database_allocated_storage_gib: gib, database_iops: 3_000 } });
    expect(failures({}, e).length === 0).toBe(passes);
  });

  /** 70 % of an xlarge's 6,000 are 4,200: ten times the reads and the 300 writes. */
  test.each([
    [390, true],
    [391, false],
  ])("%d reads a second that reach the volume allow half the memory: %s", (reads, passes) => {
    const e = of({ read_iops: onPrimary(reads, 0), write_iops: onPrimary(300, 0) });
    expect(failures({ instance_class: XLARGE }, e).length === 0).toBe(passes);
  });

  /** Of 3,604 that an xlarge allows, 3,243.6 are 90 %. */
  test.each([
    ["accepts", 3_243, true],
    ["rejects", 3_244, false],
  ])("%s %d connections beside 90 %% of the target's limit", (_verdict, connections, passes) => {
    const e = of({ connections: onPrimary(connections, 0) });
    expect(failures({ instance_class: XLARGE, replica_class: XLARGE }, e).length === 0).toBe(passes);
  });

  test("another engine has other limits, so nothing is said of it", () => {
    const inventory = {
      database: {
        region: "us-east-1",
        resources: [{ scope: "instance", name: "primary", role: "primary", engine: "mysql", dimensions: { DBInstanceIdentifier: "d" } }],
      },
    } as const;
    expect(failures({}, of({}, { inventory })).join()).toContain("the engine is mysql");
  });
});

describe("was full", () => {
  test.each<[string, Measures[string], string | undefined]>([
    ["at 90 % CPU", { cpu: onPrimary(0.9, 0.1) }, "CPU of primary"],
    ["not at less", { cpu: onPrimary(0.899, 0.1) }, undefined],
    ["at 90 % of the class's connections", { connections: onPrimary(4_500, 0) }, "connections of primary"],
    ["not at fewer", { connections: onPrimary(4_499, 0) }, undefined],
    ["at 90 % of the volume's IOPS", { read_iops: onPrimary(10_500, 0) }, "IOPS of primary"],
    ["not at fewer IOPS", { read_iops: onPrimary(10_499, 0) }, undefined],
    ["with a tenth of its I/O credits left", { ebs_io_balance: onPrimary(0.1, 1) }, "EBS I/O credits spent by primary"],
    ["not with more", { ebs_io_balance: onPrimary(0.101, 1) }, undefined],
    ["with a tenth of its throughput credits left", { ebs_byte_balance: onPrimary(1, 0.1) }, "EBS throughput credits spent by replica_1"],
    ["with a tenth of gp2's I/O credits left", { burst_balance: onPrimary(1, 0.1) }, "I/O credits of its gp2 volume spent by replica_1"],
    ["not with more of them", { burst_balance: onPrimary(1, 0.101) }, undefined],
  ])("%s", (_name, measures, what) => {
    expect(of(measures).study.saturation?.what.split(",")[0]).toBe(what);
  });
});

describe("costs", () => {
  const prices = {
    "rds:postgres:db.r6g.2xlarge:multi-az": 1.798,
    "rds:postgres:db.r6g.2xlarge:single-az": 0.899,
    "rds:postgres:db.r6g.xlarge:single-az": 0.45,
    "rds:postgres:gp3-gb-month:multi-az": 0.23,
    "rds:postgres:gp3-gb-month:single-az": 0.115,
    "rds:postgres:gp3-iops-month:multi-az": 0.04,
    "rds:postgres:gp3-iops-month:single-az": 0.02,
  };
  const monthly = (to: Settings) => {
    const e = of({}, { prices });
    const cost = e.study.cost({ ...e.current, ...to });
    return cost.priced ? cost.monthlyUsd : Number.NaN;
  };
  test.each<[string, Settings, number]>([
    ["primary and standby, a replica, a volume each", {}, 1_312.54 + 230 + 656.27 + 115],
    ["no replica", { read_replicas: 0 }, 1_312.54 + 230],
    ["no standby: half the hours and half the storage", { read_replicas: 0, multi_az: false }, 656.27 + 115],
    ["a smaller replica", { replica_class: XLARGE }, 1_312.54 + 230 + 328.5 + 115],
    ["stopped for half the time, with its volume all the time", { read_replicas: 0, off_hours: NIGHTS }, 656.27 + 230],
    ["IOPS above what gp3 includes, of every volume", { iops: 13_000 }, 1_312.54 + 230 + 656.27 + 115 + 40 + 20],
    ["none for what it includes", { iops: 12_000 }, 1_312.54 + 230 + 656.27 + 115],
  ])("%s", (_name, to, usd) => {
    expect(monthly(to)).toBeCloseTo(usd, 2);
  });

  test("without a price nothing is said", () => {
    const e = of({}, { prices: { "rds:postgres:db.r6g.2xlarge:multi-az": null } });
    expect(e.study.cost(e.current).priced).toBe(false);
  });
});

test("a replica less is a rung, as is half the class; where both go, they fall on the same primary and count together", () => {
  const rungs = (to: Settings) => database.study.rungsDown({ ...database.current, ...to });
  expect([rungs({ read_replicas: 0 }), rungs({ instance_class: XLARGE }), rungs({ multi_az: false })]).toEqual([1, 1, 0]);
  expect(rungs({ replica_class: XLARGE })).toBe(1);
  expect(rungs({ instance_class: XLARGE, read_replicas: 0 })).toBe(2);
  expect(rungs({ instance_class: XLARGE, replica_class: XLARGE })).toBe(1);
});

test("the most connections of a replica are among what a decision rests on, also in a window of minutes alone", () => {
  const most = database.study.rests.filter(({ metric, statistic }) => metric === "connections" && statistic === "Maximum");
  expect(database.grids.map(({ periodSeconds }) => periodSeconds)).toEqual([60]);
  expect(most.map(({ resource: { role } }) => role)).toEqual(["replica"]);
});

test("how many connections were wanted is known, or nothing is allowed", () => {
  const limits = of({ connections: Number.NaN }).study.limits(database.current);
  expect(limits.filter(({ pass }) => !pass).map(({ reason }) => reason)).toEqual(["nothing is known of how many connections were wanted"]);
});

test("the next size up is that of the primary and of its replicas, which may never allow fewer connections", () => {
  const e = of({}, { values: { database_instance_class: LARGE, database_replica_class: LARGE } });
  expect(e.study.stepUp()).toMatchObject({ instance_class: XLARGE, replica_class: XLARGE });
  expect(database.study.stepUp()).toBeUndefined();
});

test("what a replica that is gone carried is not known, so its time permits nothing", () => {
  const hours = 3_600;
  const values = { database_read_replicas: 0 };
  const capacity = [
    { atEpoch: NOW - 30 * 24 * hours, values: { database_read_replicas: 1 }, source: "default" },
    { atEpoch: NOW - 12 * hours, values, source: "ledger" },
  ] as const;
  const e = of({}, { values, capacity, daysBefore: 2 });
  const need = e.study.need({ ...database.current, read_replicas: 0 })[0]?.need[0];
  expect(need?.values[0]).toBeNaN();
  expect(need?.values.at(-1)).toBeCloseTo(0.2, 9);
  // What the primary did by itself may veto all the same.
  expect(e.needBefore({ ...database.current, read_replicas: 0 })[0]?.need[0]?.values[0]).toBeCloseTo(0.2, 9);
});

test("a smaller class or a replica less never needs less, along any dimension", () => {
  const load = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(load, load, load, load, (busy, replicaBusy, open, operations) => {
      const e = of(
        {
          cpu: onPrimary(busy, replicaBusy),
          connections: onPrimary(open * 1_800, Math.round(open * 10)),
          read_iops: operations * 3_000,
        },
        { periods: [3600], days: 64 },
      );
      const needs = (to: Settings) =>
        e.study.need({ ...e.current, ...to }).map(({ name, need }) => [name, need[0]?.values[0] ?? Number.NaN] as const);
      const larger = needs({});
      for (const to of [{ instance_class: XLARGE }, { replica_class: XLARGE }, { read_replicas: 0, instance_class: XLARGE }]) {
        for (const [i, [name, need]] of needs(to).entries()) {
          // Without the replica its own class no longer counts: what is left is compared where the primary is the hotter one.
          if (!("read_replicas" in to) || busy >= replicaBusy)
            expect([name, need >= (larger[i]?.[1] ?? Number.NaN) - 1e-12]).toEqual([name, true]);
        }
      }
    }),
    { numRuns: 50 },
  );
});

import { GIB } from "../../../contract";
import { analyze } from "../../../optimizer/analyze";
import { stagingPolicy } from "../../../stacks/staging/policy";
import { stagingContract } from "../../../stacks/staging/tunables";
import { type Measure, type Measures, type SnapshotOptions, snapshotOf } from "../../support/snapshot";

const onReplica =
  (there: number, elsewhere: number): Measure =>
  (_point, { role }) =>
    role === "replica" ? there : elsewhere;
const QUIET: Measures[string] = {
  cpu: onReplica(0.03, 0.12),
  connections: onReplica(0, 150),
  freeable_memory: 44 * GIB,
  read_iops: onReplica(0, 40),
  write_iops: 300,
  read_throughput: onReplica(0, 1e6),
  write_throughput: 5e6,
  network_in: 1e6,
  network_out: onReplica(1e5, 3e6),
};
const prices = {
  "rds:postgres:db.r6g.2xlarge:multi-az": 1.798,
  "rds:postgres:db.r6g.xlarge:multi-az": 0.9,
  "rds:postgres:db.r6g.large:multi-az": 0.45,
  "rds:postgres:db.r6g.2xlarge:single-az": 0.899,
  "rds:postgres:db.r6g.xlarge:single-az": 0.45,
  "rds:postgres:db.r6g.large:single-az": 0.225,
  "rds:postgres:gp3-gb-month:multi-az": 0.23,
  "rds:postgres:gp3-gb-month:single-az": 0.115,
  "rds:postgres:gp3-iops-month:multi-az": 0.04,
  "rds:postgres:gp3-iops-month:single-az": 0.02,
};

function decided(measures: Measures[string] = {}, options: Partial<SnapshotOptions> = {}, environment = "staging") {
  const snapshot = snapshotOf({
    measures: { database: { ...QUIET, ...measures } },
    components: { database: stagingContract.components.database },
    policy: stagingPolicy,
    days: 45,
    minuteDays: 4,
    prices,
    ...options,
  });
  return analyze({ ...snapshot, contract: { ...snapshot.contract, environment } });
}
const changes = (...asked: Parameters<typeof decided>) =>
  Object.fromEntries(
    (decided(...asked).recommendations[0]?.changes ?? []).map(({ variable, to }) => [variable.replace("database_", ""), to]),
  );
const whyNot = (...asked: Parameters<typeof decided>) => decided(...asked).unchanged[0]?.reason;

describe("a quiet staging database", () => {
  const [recommendation] = decided({}, { values: { database_iops: 16_000 } }).recommendations;

  test("loses replica, standby, one rung and the IOPS that it pays for, by one proposal", () => {
    expect(Object.fromEntries((recommendation?.changes ?? []).map(({ variable, to }) => [variable, to]))).toEqual({
      database_instance_class: "db.r6g.xlarge",
      database_read_replicas: 0,
      database_multi_az: false,
      database_iops: 12_000,
    });
    expect(recommendation?.rule).toBe("rds-availability, rds-class, rds-storage");
    expect(recommendation?.after).toMatchObject({ priced: true, monthlyUsd: 443.5 });
  });

  test("says what losing a zone will mean and that a snapshot is taken first", () => {
    expect(recommendation?.reason).toContain("about 240 minutes and up to 5 minutes of data");
    expect(recommendation?.rollback.how).toContain("The apply first takes the snapshot <name>-before-<hash>");
    expect(recommendation?.disruption.effect).toBe("one-way");
  });

  test("is turned step by step, the replica last", () => {
    const [phase] = decided({}, { values: { database_iops: 16_000 } }).phases;
    expect(phase?.steps.map(([delta]) => delta?.variable)).toEqual([
      "database_instance_class",
      "database_iops",
      "database_multi_az",
      "database_read_replicas",
    ]);
  });
});

test("in production the standby stays", () => {
  expect(changes({}, {}, "prod")).toEqual({ instance_class: "db.r6g.xlarge", read_replicas: 0 });
});

test("a used replica stays, smaller with its source", () => {
  expect(changes({ connections: onReplica(40, 150) })).toEqual({
    instance_class: "db.r6g.xlarge",
    replica_class: "db.r6g.xlarge",
    multi_az: false,
  });
});

test("a load that half the class would not carry keeps the class", () => {
  expect(changes({ cpu: onReplica(0.03, 0.36) })).toEqual({ read_replicas: 0, multi_az: false });
});

test.each<[string, Measures[string], string]>([
  ["memory", { freeable_memory: null }, "no measurements of database/primary/freeable_memory"],
  ["the replica's connections", { connections: onReplica(Number.NaN, 150) }, "no measurements of database/replica_1/connections"],
  ["the volume", { read_iops: null }, "read_iops"],
])("nothing changes where nothing is known of %s", (_name, measures, reason) => {
  expect(changes(measures)).toEqual({});
  expect(whyNot(measures)).toContain(reason);
});

test("nothing changes while the volume's credits are spent", () => {
  expect(whyNot({ ebs_io_balance: onReplica(1, 0) })).toContain("EBS I/O credits spent by primary");
});

test("nothing is saved where nothing is priced", () => {
  const unpriced = Object.fromEntries(Object.keys(prices).map((key) => [key, null]));
  expect(whyNot({}, { prices: unpriced })).toContain("unpriced, so no saving can be shown");
});

test("memory that is in use goes nowhere", () => {
  // 60 of 64 GiB, of which 16 are shared buffers: 44 do not fit what an xlarge leaves.
  expect(changes({ freeable_memory: 4 * GIB })).not.toHaveProperty("instance_class");
});

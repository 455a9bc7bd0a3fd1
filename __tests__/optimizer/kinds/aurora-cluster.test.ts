import { defaultsOf, GIB } from "../../../contract";
import { evidence } from "../../support/evidence";
import { type Measure, type Measures, NOW, type SnapshotOptions, tradingOnly } from "../../support/snapshot";
import { needAfterFailure, needOf } from "./needs";

const cpu: Measure = (_point, { role, name }) => (role === "writer" ? 0.2 : name === "failover_reader" ? 0.1 : 0.15);
const CURRENT = defaultsOf(tradingOnly("database"));
const database = evidence("database", {
  measures: {
    database: {
      cpu,
      connections: 500,
      freeable_memory: 200 * GIB,
      free_local_storage: 400 * GIB,
      buffer_cache_hit_ratio: 0.999,
      network_in: 1e6,
      network_out: 1e6,
    },
  },
  components: tradingOnly("database"),
  values: { database_readers: 4 },
  days: 1,
});

describe("the busiest instance", () => {
  test.each([
    ["is the writer, as things are", {}, 0.2],
    ["of a class of half the cores is twice as busy", { writer_class: "db.r6g.4xlarge" }, 0.4],
    ["of the readers takes the reads of those that are gone", { readers: 2 }, 0.3],
    ["of one reader takes all", { readers: 1 }, 0.6],
    ["is a smaller reader of fewer", { readers: 2, reader_class: "db.r6g.4xlarge" }, 0.6],
  ])("%s", (_name, to, need) => {
    expect(needOf(database, to, "cpu")).toBeCloseTo(need, 9);
  });
});

describe("after a failure", () => {
  test.each([
    ["the failover reader carries the writer's load and its own reads", {}, 0, 0.3],
    ["of its own class, not the writer's", { failover_reader_class: "db.r6g.4xlarge" }, 0, 0.6],
    ["three readers carry the reads of four, less than the writer's load", {}, 1, 0.2],
    ["one carries the reads of two", { readers: 2 }, 1, 0.6],
  ])("%s", (_name, to, failure, need) => {
    expect(needAfterFailure(database, to, "cpu", failure)).toBeCloseTo(need, 9);
  });

  test("of the only reader its endpoint leads to the writer, which carries its reads with its own load", () => {
    expect(needAfterFailure(database, { readers: 1 }, "cpu", 1)).toBeCloseTo(0.8, 9);
    expect(needAfterFailure(database, { readers: 1, writer_class: "db.r6g.4xlarge" }, "cpu", 1)).toBeCloseTo(1.6, 9);
  });
});

test("fewer readers are as busy as the hottest that there was, for which of them go is not known", () => {
  const uneven = evidence("database", {
    measures: { database: { cpu: (_point, { name }) => (name === "reader_2" ? 0.3 : 0.1) } },
    components: tradingOnly("database"),
    values: { database_readers: 2 },
    days: 1,
  });
  expect(needOf(uneven, { readers: 1, reader_class: "db.r6g.16xlarge" }, "cpu")).toBeCloseTo(0.6, 9);
});

describe("steps down at once", () => {
  const half = "db.r6g.4xlarge";
  test.each([
    ["are one for a class of half the size", { reader_class: half }, 1],
    ["are one for one reader fewer", { readers: 3 }, 1],
    ["are two for half of the readers, as decision 20 counts", { readers: 2 }, 2],
    ["are two for one reader fewer and half the size of those that are left", { readers: 3, reader_class: half }, 2],
    ["are three for a quarter of the readers of half the size", { readers: 1, failover_reader_class: half, writer_class: half }, 3],
    ["do not count a class that no reader has any more", { readers: 1, reader_class: "db.r6g.large" }, 3],
  ])("%s", (_name, to, rungs) => {
    expect(database.study.rungsDown({ ...database.current, ...to })).toBe(rungs);
  });
});

test("the next size up is every role's", () => {
  const small = { writer_class: "db.r6g.4xlarge", failover_reader_class: "db.r6g.4xlarge", reader_class: "db.r6g.2xlarge" } as const;
  const e = evidence("database", {
    measures: {},
    components: tradingOnly("database"),
    days: 1,
    values: Object.fromEntries(Object.entries(small).map(([tunable, value]) => [`database_${tunable}`, value])),
  });
  expect(e.study.stepUp()).toMatchObject({
    writer_class: "db.r6g.8xlarge",
    failover_reader_class: "db.r6g.8xlarge",
    reader_class: "db.r6g.4xlarge",
  });
});

describe("at the largest class the next size up", () => {
  const stepUp = (readers: number) =>
    evidence("database", {
      measures: {},
      components: tradingOnly("database"),
      days: 1,
      values: { database_readers: readers },
    }).study.stepUp();
  test("is one reader more", () => {
    expect(stepUp(4)).toMatchObject({ writer_class: "db.r6g.8xlarge", readers: 5 });
  });
  test("is none where there are 15 readers, which is all that a cluster takes", () => {
    expect(stepUp(14)).toMatchObject({ readers: 15 });
    expect(stepUp(15)).toBeUndefined();
  });
});

describe("was full", () => {
  const calm = { cpu: 0.2, connections: 500, freeable_memory: 200 * GIB } as const;
  /** On the writer, of db.r6g.8xlarge: 256 GiB, 5,000 connections. */
  const onWriter =
    (value: number, otherwise: number): Measure =>
    (_point, { role }) =>
      role === "writer" ? value : otherwise;
  const of = (measures: Measures[string], more: Partial<SnapshotOptions> = {}) =>
    evidence("database", {
      measures: { database: { ...calm, ...measures } },
      components: tradingOnly("database"),
      days: 1,
      values: { database_writer_class: "db.r6g.8xlarge" },
      ...more,
    }).study.saturation?.what.split(",")[0];

  test.each<[string, Measures[string], string | undefined]>([
    ["at 90 % CPU", { cpu: onWriter(0.9, 0.1) }, "CPU of writer"],
    ["not at less", { cpu: onWriter(0.899, 0.1) }, undefined],
    ["at 90 % of the class's connections, whatever its CPU", { connections: onWriter(4_500, 0) }, "connections of writer"],
    ["not at fewer", { connections: onWriter(4_499, 0) }, undefined],
    ["with a twentieth of its memory free", { freeable_memory: onWriter(12.8 * GIB, 200 * GIB) }, "memory of writer"],
    ["not with more free", { freeable_memory: onWriter(12.9 * GIB, 200 * GIB) }, undefined],
  ])("%s", (_name, measures, what) => {
    expect(of(measures)).toBe(what);
  });

  test.each([
    ["of the class that it had then", "db.r6g.xlarge", "connections of writer"],
    ["and not of the one that it has now", "db.r6g.8xlarge", undefined],
  ])("%s: 3,300 connections of a %s", (_name, before, what) => {
    const capacity = [
      { atEpoch: 0, values: { ...CURRENT, database_writer_class: before }, source: "default" as const },
      { atEpoch: NOW - 3600, values: { ...CURRENT, database_writer_class: "db.r6g.8xlarge" }, source: "ledger" as const },
    ];
    expect(of({ connections: onWriter(3_300, 0) }, { capacity })).toBe(what);
  });
});

import { GIB, type Values } from "../../../contract";
import { stepsOf } from "../../../optimizer/plan/steps";
import { saasPolicy } from "../../../stacks/saas/policy";
import { saasContract } from "../../../stacks/saas/tunables";
import { evidence } from "../../support/evidence";
import { DAY, type Measure, type Measures, NOW, type SnapshotOptions } from "../../support/snapshot";
import { needAfterFailure, needOf } from "./needs";

const cpu: Measure = (_point, { role, name }) =>
  role === "writer" ? 0.2 : role === "secondary" ? 0.05 : name === "failover_reader" ? 0.08 : 0.1;
const of = (measures: Measures[string] = {}, values: Values = {}, options: Partial<SnapshotOptions> = {}) =>
  evidence("database", {
    measures: {
      database: {
        cpu,
        connections: (_point, { role }) => (role === "secondary" ? 0 : 400),
        freeable_memory: 100 * GIB,
        free_local_storage: 200 * GIB,
        buffer_cache_hit_ratio: 0.999,
        network_in: 1e6,
        network_out: 1e6,
        volume_bytes: 100 * GIB,
        ...measures,
      },
    },
    components: { database: saasContract.components.database },
    policy: saasPolicy,
    values,
    days: 1,
    ...options,
  });
const database = of();
const CLASS = (type: string) => ({ writer_class: type, failover_reader_class: type });
const passes = (e: ReturnType<typeof of>, to: Values) => e.study.limits({ ...e.current, ...to }).every(({ pass }) => pass);

describe("Aurora MySQL's connections are held against its own limit", () => {
  test.each([
    ["db.r6g.4xlarge", 4_000],
    ["db.r6g.2xlarge", 3_000],
    ["db.r6g.xlarge", 2_000],
  ])("%s: %d", (type, limit) => {
    expect(needOf(database, { ...CLASS(type), reader_class: type, secondary_class: type }, "connections")).toBeCloseTo(400 / limit, 9);
  });
});

describe("the busiest instance", () => {
  test.each([
    ["is the writer", {}, 0.2],
    ["is the only reader, with the reads of both", { readers: 1, ...CLASS("db.r6g.4xlarge") }, 0.2],
    ["is the copy where that is smallest", { secondary_class: "db.r6g.xlarge" }, 0.2],
    ["is no copy where none is left", { secondary_class: "db.r6g.xlarge", secondary_regions: [] }, 0.2],
  ])("%s", (_name, to, need) => {
    expect(needOf(database, to, "cpu")).toBeCloseTo(need, 9);
  });

  test("is a copy that is read, unless it goes", () => {
    const read = of({ cpu: (_point, { role }) => (role === "secondary" ? 0.5 : 0.1) });
    expect(needOf(read, {}, "cpu")).toBeCloseTo(0.5, 9);
    expect(needOf(read, { secondary_regions: ["eu-west-1"] }, "cpu")).toBeCloseTo(0.5, 9);
    expect(needOf(read, { secondary_regions: [] }, "cpu")).toBeCloseTo(0.1, 9);
  });
});

describe("after a failure", () => {
  test.each([
    ["the failover reader carries the writer's load and its own reads", {}, 0, 0.28],
    ["with one reader, all reads", { readers: 1 }, 0, 0.4],
    ["of a class of half the cores", { readers: 1, ...CLASS("db.r6g.2xlarge") }, 0, 0.8],
    ["of the only reader, the writer carries all", { readers: 1 }, 1, 0.4],
    ["of one of two, the other carries both", {}, 1, 0.2],
  ])("%s", (_name, to, failure, need) => {
    expect(needAfterFailure(database, to, "cpu", failure)).toBeCloseTo(need, 9);
  });
});

describe("a copy goes only where nobody was ever connected to it", () => {
  const NONE: Values = { secondary_regions: [] };
  const ofCopy =
    (there: number): Measure =>
    (_point, { region, role }) =>
      role !== "secondary" ? 400 : region === "eu-west-1" ? there : 0;
  test.each<[string, Measures[string], Values, boolean]>([
    ["0 connections", {}, NONE, true],
    ["1 connection", { connections: ofCopy(1) }, NONE, false],
    ["1 connection to the other one", { connections: ofCopy(1) }, { secondary_regions: ["eu-west-1"] }, true],
    ["connections that are not known", { connections: ofCopy(Number.NaN) }, NONE, false],
  ])("%s", (_name, measures, to, expected) => {
    expect(passes(of(measures), to)).toBe(expected);
  });

  test("nor in an hour before the window", () => {
    const once: Measure = ({ epoch }, { role }) => (role !== "secondary" ? 400 : epoch === NOW - 40 * DAY ? 1 : 0);
    expect(passes(of({ connections: once }, {}, { daysBefore: 60 }), NONE)).toBe(false);
  });
});

test("a month costs the primary's instances, and in each further region an instance and a volume", () => {
  const { study, current } = database;
  const usd = (to: Values) => {
    const cost = study.cost({ ...current, ...to });
    return cost.priced ? cost.monthlyUsd : Number.NaN;
  };
  // 730 hours of a 4xlarge at 0.68 are 496.40, 100 GiB at 0.10 are 10.
  expect(usd({})).toBeCloseTo(3 * 496.4 + 2 * (496.4 + 10), 2);
  expect(usd({ secondary_regions: ["us-west-2"] })).toBeCloseTo(3 * 496.4 + 496.4 + 10, 2);
  expect(usd({ secondary_regions: [], readers: 1 })).toBeCloseTo(2 * 496.4, 2);
});

test("without the further region's prices there is no sum", () => {
  const unpriced = of({}, {}, { prices: { "aurora-mysql:storage:standard": null } });
  expect(unpriced.study.cost(unpriced.current)).toMatchObject({ priced: false });
});

test("what can be turned back comes first: classes, readers, days of backup, then region by region", () => {
  const { model, policy, component, definition, current } = database;
  const to = { ...current, ...CLASS("db.r6g.2xlarge"), readers: 1, backup_retention_days: 14, secondary_regions: [] };
  const steps = stepsOf({ model, policy, component, definition, current }, to, "down");
  expect(steps.map(({ tunables }) => tunables.join())).toEqual([
    "writer_class",
    "failover_reader_class",
    "readers",
    "backup_retention_days",
    "secondary_regions",
    "secondary_regions",
  ]);
  expect(steps.map(({ after }) => after.secondary_regions).slice(-2)).toEqual([["eu-west-1"], []]);
});

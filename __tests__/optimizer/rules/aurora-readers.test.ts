import { GIB } from "../../../contract";
import { analyze } from "../../../optimizer/analyze";
import { afterFailure } from "../../../optimizer/guards/after-failure";
import { auroraReaders } from "../../../optimizer/rules/aurora-readers";
import { tradingPolicy } from "../../../stacks/trading/policy";
import { byRole } from "../../support/database-load";
import { evidence, verdictOf } from "../../support/evidence";
import { DAY, type Measure, type Measures, NOW, type SnapshotOptions, snapshotOf, tradingOnly } from "../../support/snapshot";
import { QUIET } from "../../support/trading-load";

const optionsOf = (measures: Measures[string], readers: number, options: Partial<SnapshotOptions> = {}): SnapshotOptions => ({
  measures: { database: { ...QUIET.database, cpu: byRole(0.1, 0.1), connections: byRole(300, 200), ...measures } },
  components: tradingOnly("database"),
  values: { database_readers: readers },
  days: 20,
  minuteDays: 2,
  ...options,
});
const of = (measures: Measures[string] = {}, readers = 4, options: Partial<SnapshotOptions> = {}) =>
  evidence("database", optionsOf(measures, readers, options));
const parameters = tradingPolicy.rules["aurora-readers"];
const proposed = (e: ReturnType<typeof of>, changed: object = {}) =>
  auroraReaders.propose(e, { ...parameters, ...changed }).map(({ to }) => to.readers);

describe("each number, at its boundary: of four readers", () => {
  test.each<[string, Measures[string], readonly number[]]>([
    // All reads are 4 x those of one.
    ["accepts three where each would be just under 40 % busy", { cpu: byRole(0.1, 0.299) }, [3]],
    ["rejects three where each would be a hair over 40 % busy", { cpu: byRole(0.1, 0.300_000_1) }, []],
    ["accepts two where each would be just under 40 % busy", { cpu: byRole(0.1, 0.199) }, [2, 3]],
    ["rejects two where each would be 40 % busy", { cpu: byRole(0.1, 0.2) }, [3]],
    ["accepts one where it would be just under 40 % busy", { cpu: byRole(0.1, 0.099) }, [1, 2, 3]],
    ["rejects one where it would be 40 % busy", { cpu: byRole(0.1, 0.1) }, [2, 3]],
    ["accepts three where each would have just under 40 % of 5,000 connections", { cpu: 0.01, connections: byRole(0, 1499) }, [3]],
    ["rejects three where each would have 40 % of them", { cpu: 0.01, connections: byRole(0, 1500) }, []],
  ])("%s", (_name, measures, readers) => {
    expect(proposed(of(measures))).toEqual(readers);
  });

  /** New York sees one day more than the window has, the first and the last in part. */
  test.each([
    ["accepts one busy day of twenty", 1, 19, [3]],
    ["rejects two of thirty-nine", 2, 38, []],
  ])("%s", (_name, busyDays, days, readers) => {
    const busy: Measure = ({ epoch }, { role }) =>
      role === "writer" ? 0.1 : epoch >= NOW - (busyDays + 1) * DAY + 5 * 3600 && epoch < NOW - DAY + 5 * 3600 ? 0.35 : 0.25;
    expect(proposed(of({ cpu: busy }, 4, { days }))).toEqual(readers);
  });

  test.each([
    [1, [1, 2, 3]],
    [2, [2, 3]],
    [3, [3]],
  ])("goes down to the %d that the policy keeps, and no further", (leastReaders, readers) => {
    expect(proposed(of({ cpu: 0.01 }), { leastReaders })).toEqual(readers);
  });

  test("keeps the last reader, which takes over from the writer, whatever a policy says", () => {
    expect(auroraReaders.declines(of({ cpu: 0.01 }, 1), parameters)).toBe("of readers there is 1, and at least 1 must stay");
    expect(auroraReaders.problems({ ...(parameters as object), leastReaders: 0 })).toHaveLength(1);
    expect(auroraReaders.problems(parameters)).toEqual([]);
  });
});

test("a day is low by the limit of the class that the readers have", () => {
  const xlarge = { database_readers: 4, database_reader_class: "db.r6g.xlarge" };
  const asked = (connections: number) =>
    proposed(of({ cpu: 0.01, connections: byRole(0, connections) }, 4, { values: xlarge }), { leastReaders: 3 });
  // 3,604 of an xlarge, of which 40 % are 1,441.6: 4,324.8 for three.
  expect(asked(1081)).toEqual([3]);
  expect(asked(1082)).toEqual([]);
});

test("readers that are gone count with the load that they had", () => {
  const capacity = [
    { atEpoch: NOW - 40 * DAY, values: snapshotOf(optionsOf({}, 4)).current, source: "ledger" },
    { atEpoch: NOW - 10 * DAY, values: snapshotOf(optionsOf({}, 3)).current, source: "ledger" },
  ] as const;
  // Four readers at 15 % until ten days ago are 30 % for each of two; three at 15 % are 22.5 %.
  expect(proposed(of({ cpu: byRole(0.1, 0.15) }, 3, { capacity }), { cpuP95Below: 0.3 })).toEqual([]);
  expect(proposed(of({ cpu: byRole(0.1, 0.15) }, 3), { cpuP95Below: 0.3 })).toEqual([2]);
});

test("what is not known declines nothing, and changes nothing: the guard of coverage names it", () => {
  expect(auroraReaders.declines(of({ connections: null }), parameters)).toBeUndefined();
  const decided = analyze(snapshotOf(optionsOf({ connections: null }, 4, { policy: { slos: [], scaleUpTriggers: [] } })));
  expect(decided.recommendations).toEqual([]);
  expect(decided.unchanged[0]?.reason).toContain("no measurements of database/");
});

describe("the whole decision", () => {
  /** 196 GiB in use: one rung at most. */
  const full: Measures[string] = { freeable_memory: 60 * GIB, cpu: byRole(0.05, 0.04) };
  const decided = (leastReaders: number) =>
    analyze(
      snapshotOf({
        ...optionsOf(full, 4),
        policy: {
          slos: [],
          scaleUpTriggers: [],
          minConfidence: 0.1,
          rules: { ...tradingPolicy.rules, "aurora-readers": { ...(parameters as object), leastReaders } },
        },
      }),
    );
  const steps = (leastReaders: number) =>
    decided(leastReaders).phases.flatMap((phase) =>
      phase.steps.map((step) => step.map(({ variable }) => variable.replace("database_", ""))),
    );

  test("takes the class first, which frees more, and readers in a step of their own before the writer's", () => {
    expect(decided(2).recommendations.map(({ rule }) => rule)).toEqual(["aurora-class, aurora-readers"]);
    expect(steps(2)).toEqual([["reader_class"], ["readers"], ["writer_class"], ["failover_reader_class"]]);
  });

  test("restarts no reader that goes: where one is left, it is the failover reader", () => {
    expect(steps(1)).toEqual([["readers"], ["writer_class"], ["failover_reader_class"]]);
  });
});

test("why readers stay is said beside what was turned down of the class", () => {
  const cold = { freeable_memory: 60 * GIB, buffer_cache_hit_ratio: 0.9 };
  const { unchanged } = analyze(snapshotOf(optionsOf(cold, 1, { policy: { slos: [], scaleUpTriggers: [] } })));
  expect(unchanged[0]?.reason).toMatch(/^no change: all 20 candidates were turned down .*; aurora-readers: of readers there is 1/);
});

describe("what is left carries the load when something is lost", () => {
  test.each([
    ["accepts one reader that would be 90 % busy in the writer's place", byRole(0.3, 0.15), 1, true],
    ["rejects it a hair above", byRole(0.301, 0.15), 1, false],
    ["accepts two readers, of which one would be 90 % busy", byRole(0.1, 0.225), 2, true],
    ["rejects them a hair above", byRole(0.1, 0.226), 2, false],
  ])("%s", (_name, cpu, readers, passes) => {
    expect(verdictOf(afterFailure, of({ cpu }), { readers }).pass).toBe(passes);
  });
});

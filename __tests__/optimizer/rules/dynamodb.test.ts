import { defaultsOf } from "../../../contract";
import { analyze } from "../../../optimizer/analyze";
import type { Evidence } from "../../../optimizer/evidence";
import { dynamodbIndex } from "../../../optimizer/rules/dynamodb-index";
import { dynamodbStream } from "../../../optimizer/rules/dynamodb-stream";
import type { TableStream } from "../../../optimizer/telemetry";
import { tableResources } from "../../../stacks/inventory";
import { saasPolicy } from "../../../stacks/saas/policy";
import { saasContract } from "../../../stacks/saas/tunables";
import { evidence } from "../../support/evidence";
import { DAY, type Measure, type Measures, NOW, type SnapshotOptions, snapshotOf } from "../../support/snapshot";

const { tenants } = saasContract.components;
const WEEK = 7 * DAY;
const DAYS = 21;

/** Queries in each week of the window, by index, all of one interval; ByDomain is used. */
const asked =
  (queries: Readonly<Record<string, (week: number) => number>>): Measure =>
  ({ epoch, periodSeconds, statistic }, { name }) => {
    const week = Math.ceil((NOW - epoch) / WEEK);
    const ofWeek = queries[name]?.(week) ?? 1_000;
    const count = (NOW - epoch) % WEEK === periodSeconds ? ofWeek : 0;
    return statistic === "SampleCount" ? count : count / periodSeconds;
  };

const options = (measures: Measures[string], more: Partial<SnapshotOptions> = {}): SnapshotOptions => ({
  measures: { tenants: { consumed_reads: asked({}), consumed_writes: 5, read_throttles: 0, write_throttles: 0, ...measures } },
  components: { tenants },
  inventory: { tenants: { region: "us-east-1", resources: tableResources("tenants", tenants.tunables.indexes.default) } },
  policy: saasPolicy,
  days: DAYS,
  minuteDays: 1,
  ...more,
});
const indexParameters = saasPolicy.rules["dynamodb-index"];
const streamParameters = saasPolicy.rules["dynamodb-stream"];
const whyKept = (measures: Measures[string], more?: Partial<SnapshotOptions>) =>
  dynamodbIndex.declines(evidence("tenants", options(measures, more)), indexParameters);

describe("dynamodb-index", () => {
  const everyWeek = (queries: number) => () => queries;
  test.each([
    ["accepts 49 queries in every week", everyWeek(49), true],
    ["rejects 50 queries in every week", everyWeek(50), false],
    ["rejects 50 queries in the oldest week alone", (week: number) => (week === 3 ? 50 : 0), false],
    ["rejects queries that are not known", everyWeek(Number.NaN), false],
  ])("%s", (_name, queries, proposes) => {
    const reason = whyKept({ consumed_reads: asked({ ByOwner: queries }) });
    if (proposes) expect(reason).toBeUndefined();
    else expect(reason).toContain("ByOwner");
  });

  test("says how often each index that goes is still asked", () => {
    const measures = { consumed_reads: asked({ ByOwner: everyWeek(0), ByPlan: (week) => (week === 2 ? 27 : 3) }) };
    const [proposed] = dynamodbIndex.propose(evidence("tenants", options(measures)), indexParameters, {});
    expect(proposed?.reason).toMatch(/^fewer than 50 queries in every week: ByPlan \(27 in the busiest\), ByOwner \(none\);/);
  });

  test.each([
    ["accepts", 49, true],
    ["rejects", 50, false],
  ])("%s %d queries in a week before the window, by the units they took", (_name, queries, proposes) => {
    const before = asked({ ByOwner: (week) => (week === 20 ? queries : 10) });
    expect(whyKept({ consumed_reads: before }, { daysBefore: 140 }) === undefined).toBe(proposes);
  });

  test.each([
    ["rejects an index that was added in the window: nobody could ask it before", ["ByStatus", "ByPlan", "ByDomain"], true, false],
    ["accepts one that stood all the time, whatever else of the table was turned", undefined, false, true],
  ])("%s", (_name, indexes, stream, proposes) => {
    const values = defaultsOf({ tenants });
    const capacity = [
      {
        atEpoch: NOW - 100 * DAY,
        values: { ...values, tenants_stream: stream, ...(indexes && { tenants_indexes: indexes }) },
        source: "ledger" as const,
      },
      { atEpoch: NOW - 10 * DAY - 1_800, values: { ...values }, source: "ledger" as const },
    ];
    expect(whyKept({ consumed_reads: asked({ ByOwner: everyWeek(0) }) }, { capacity }) === undefined).toBe(proposes);
  });

  test("accepts a whole week of measurements", () => {
    expect(whyKept({ consumed_reads: asked({ ByOwner: everyWeek(0) }) }, { days: 7 })).toBeUndefined();
  });
  test("rejects six days", () => {
    expect(whyKept({ consumed_reads: asked({ ByOwner: everyWeek(0) }) }, { days: 6 })).toBe("less than a week of measurements");
  });

  test("takes the unused ones away and keeps the others; their units no longer cost, and storage is said to be unpriced", () => {
    const e = evidence("tenants", options({ consumed_reads: asked({ ByOwner: everyWeek(0), ByPlan: everyWeek(10) }) }));
    const [proposal] = dynamodbIndex.propose(e, indexParameters);
    expect(proposal?.to.indexes).toEqual(["ByStatus", "ByDomain"]);
    expect(proposal?.reason).toContain("their storage is unpriced");
    expect(proposal?.findings.map(({ value }) => value).sort()).toEqual([0, 10]);
    const monthly = (settings: Evidence["current"]) => {
      const cost = e.study.cost(settings);
      return cost.priced ? cost.monthlyUsd : Number.NaN;
    };
    // Two indexes with 5 write units a second each.
    expect(monthly(e.current) - monthly(proposal?.to ?? e.current)).toBeCloseTo(2 * 5 * 730 * 3600 * 0.000000625, 1);
  });
});

const activity = { fromEpoch: NOW - DAYS * DAY, toEpoch: NOW, calls: 0, records: 0, bytes: 0 };
const idle: TableStream = { table: "tenants", region: "us-east-1", stream: "arn:s", consumers: [], activity, unknown: [] };
const withFacts = (stream: TableStream | undefined): Evidence => ({ ...evidence("tenants", options({})), stream });
const consumer = (type: "lambda" | "pipe" | "kinesis" | "replica", state = "Enabled") => ({
  ...idle,
  consumers: [{ type, name: "reader", arn: "arn:r", state }],
});
const { activity: _activity, ...uncounted } = idle;

describe("dynamodb-stream", () => {
  test.each<[string, TableStream | undefined, string | undefined]>([
    ["accepts no consumer and 0 calls of GetRecords", idle, undefined],
    ["rejects 1 call of GetRecords in all days", { ...idle, activity: { ...activity, calls: 1 } }, "without being registered: 1 calls"],
    ["rejects a function", consumer("lambda"), "lambda reader"],
    ["rejects a function that is disabled", consumer("lambda", "Disabled"), "lambda reader (Disabled)"],
    ["rejects a pipe", consumer("pipe"), "pipe reader"],
    ["rejects a Kinesis destination", consumer("kinesis"), "kinesis reader"],
    ["rejects a replica", consumer("replica"), "replica reader"],
    [
      "rejects consumers that could not be read",
      { ...idle, unknown: ["pipes: denied"] },
      "it is not known who reads the stream: pipes: denied",
    ],
    ["rejects calls that nobody counted", uncounted, "not known whether anybody calls GetRecords"],
    ["accepts calls known from the window's start", { ...idle, activity: { ...activity, fromEpoch: NOW - DAYS * DAY } }, undefined],
    [
      "rejects calls known from a day later",
      { ...idle, activity: { ...activity, fromEpoch: NOW - (DAYS - 1) * DAY } },
      "for a part of the window",
    ],
    ["rejects an account that was not asked", undefined, "not asked"],
  ])("%s", (_name, stream, reason) => {
    const declined = dynamodbStream.declines(withFacts(stream), streamParameters);
    if (reason === undefined) expect(declined).toBeUndefined();
    else expect(declined).toContain(reason);
    expect(dynamodbStream.propose(withFacts(stream), streamParameters)).toHaveLength(reason === undefined ? 1 : 0);
  });
});

describe("a table of the multi-tenant stack", () => {
  const unasked = { consumed_reads: asked({ ByOwner: () => 0, ByPlan: () => 0 }) };
  const policy = { ...saasPolicy, slos: [], scaleUpTriggers: [] };
  const decided = (stream: TableStream) => {
    // Six weeks make full confidence of what no latency objective is about.
    const days = 42;
    const known = { ...stream, activity: { ...activity, fromEpoch: NOW - days * DAY } };
    return analyze({ ...snapshotOf(options(unasked, { policy, days })), account: { unreadTags: {}, streams: { tenants: known } } });
  };

  test("loses stream and unused indexes though they save less than the policy's minimum, one index for each step", () => {
    const { recommendations, phases, rejected } = decided(idle);
    expect(rejected).toEqual([]);
    expect(recommendations[0]?.rule).toBe("dynamodb-index, dynamodb-stream");
    expect(phases[0]?.steps.flat().map(({ variable, to }) => [variable, to])).toEqual([
      ["tenants_stream", false],
      ["tenants_indexes", ["ByStatus", "ByDomain", "ByOwner"]],
      ["tenants_indexes", ["ByStatus", "ByDomain"]],
    ]);
  });

  test("keeps a stream that a function reads", () => {
    expect(decided(consumer("lambda")).recommendations[0]?.changes.map(({ variable }) => variable)).toEqual(["tenants_indexes"]);
  });
});

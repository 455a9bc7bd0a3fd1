import { GIB, type Values } from "../../../contract";
import { analyze } from "../../../optimizer/analyze";
import { auroraGlobal } from "../../../optimizer/rules/aurora-global";
import { saasPolicy } from "../../../stacks/saas/policy";
import { saasContract } from "../../../stacks/saas/tunables";
import { byRole, QUIET_GLOBAL } from "../../support/database-load";
import { evidence } from "../../support/evidence";
import { DAY, type Measure, type Measures, NOW, type SnapshotOptions, snapshotOf } from "../../support/snapshot";

const optionsOf = (measures: Measures[string], values: Values, options: Partial<SnapshotOptions>): SnapshotOptions => ({
  measures: { database: { ...QUIET_GLOBAL, ...measures } },
  components: { database: saasContract.components.database },
  // Of the objectives there is nothing to measure without the servers that have them.
  policy: { ...saasPolicy, slos: [], scaleUpTriggers: [] },
  values,
  days: 20,
  minuteDays: 2,
  ...options,
});
const of = (measures: Measures[string] = {}, values: Values = {}, options: Partial<SnapshotOptions> = {}) =>
  evidence("database", optionsOf(measures, values, options));
const parameters = saasPolicy.rules["aurora-global"];
/** What the boldest candidate turns. */
function turned(e: ReturnType<typeof of>): readonly string[] {
  const proposals = auroraGlobal.propose(e, parameters);
  return [...new Set(proposals.flatMap(({ changes }) => changes.map(({ variable }) => variable.replace("database_", ""))))].sort();
}
const CLASSES = ["failover_reader_class", "reader_class", "secondary_class", "writer_class"];

describe("each number of the brief, at its boundary", () => {
  test.each<[string, Measures[string], readonly string[], boolean]>([
    ["accepts a writer's p95 CPU of just under 40 %", { cpu: byRole(0.399, 0.1, 0.04) }, CLASSES, true],
    ["rejects a smaller writer at 40 %", { cpu: byRole(0.4, 0.1, 0.04) }, CLASSES, false],
    ["accepts a replica lag of just under 100 ms", { replica_lag: 99.9 }, ["readers"], true],
    ["rejects fewer readers at 100 ms", { replica_lag: 100 }, ["readers"], false],
    ["accepts reads of just under 20 % of writes", { volume_read_iops: 79.9 }, ["readers"], true],
    ["rejects fewer readers at 20 %", { volume_read_iops: 80 }, ["readers"], false],
    ["rejects fewer readers where nothing is written and something read", { volume_write_iops: 0 }, ["readers"], false],
    ["accepts copies with 0 connections", {}, ["secondary_regions"], true],
    ["rejects the removal of copies with 1 connection", { connections: byRole(300, 300, 1) }, ["secondary_regions"], false],
  ])("%s", (_name, measures, tunables, proposes) => {
    const found = turned(of(measures));
    for (const tunable of tunables) expect(found.includes(tunable)).toBe(proposes);
  });

  test.each([
    ["accepts 15 days of backup, of which 14 are asked for", 15, true],
    ["rejects fewer than 14", 14, false],
  ])("%s", (_name, days, proposes) => {
    expect(turned(of({}, { database_backup_retention_days: days })).includes("backup_retention_days")).toBe(proposes);
  });

  test("one day on which much was read keeps the readers", () => {
    const read: Measure = ({ epoch }) => (epoch >= NOW - 5 * DAY && epoch < NOW - 4 * DAY ? 100 : 50);
    expect(turned(of({ volume_read_iops: read }))).not.toContain("readers");
  });
});

test("a copy that is used stays while the other goes", () => {
  const connections: Measure = (_point, { role, region }) => (role !== "secondary" ? 300 : region === "eu-west-1" ? 3 : 0);
  const regions = auroraGlobal.propose(of({ connections }), parameters).map(({ to }) => to.secondary_regions);
  expect(new Set(regions)).toEqual(new Set([["us-west-2", "eu-west-1"], ["eu-west-1"]]));
});

test("says why nothing is left to turn", () => {
  const least = {
    database_writer_class: "db.r6g.xlarge",
    database_failover_reader_class: "db.r6g.xlarge",
    database_readers: 1,
    database_secondary_regions: [],
    database_backup_retention_days: 14,
  };
  const declined = auroraGlobal.declines(of({}, least), parameters);
  for (const reason of ["no copy in a further region", "smallest class", "there is one reader", "14 are asked for"])
    expect(declined).toContain(reason);
});

test("reports what losing the region will mean, and what has no price", () => {
  const [proposal] = auroraGlobal
    .propose(of(), parameters)
    .filter(({ to }) => to.readers === 1 && Array.isArray(to.secondary_regions) && to.secondary_regions.length === 0);
  expect(proposal?.reason).toContain("the loss of the primary's region means a restore from backups");
  expect(proposal?.reason).toContain("unpriced");
  expect(proposal?.reason).toContain("no saving is counted");
});

describe("the whole decision", () => {
  const decided = (measures: Measures[string] = {}, values: Values = {}) =>
    analyze(snapshotOf(optionsOf(measures, values, { days: 60, minuteDays: 4 })));
  const changes = (...asked: Parameters<typeof decided>) =>
    Object.fromEntries(
      (decided(...asked).recommendations[0]?.changes ?? []).map(({ variable, to }) => [variable.replace("database_", ""), to]),
    );
  const ONE_RUNG = { writer_class: "db.r6g.2xlarge", failover_reader_class: "db.r6g.2xlarge" };

  test("goes one rung at a time where buffers are full, and ends at the brief's targets", () => {
    // A 4xlarge has 128 GiB: 100 in use do not fit a third rung's 32 whole.
    const full: Measures[string] = { freeable_memory: 28 * GIB };
    expect(changes(full)).toEqual({ ...ONE_RUNG, readers: 1, secondary_regions: [], backup_retention_days: 14 });
    const next = {
      database_writer_class: "db.r6g.2xlarge",
      database_failover_reader_class: "db.r6g.2xlarge",
      database_readers: 1,
      database_secondary_regions: [],
      database_backup_retention_days: 14,
    };
    expect(changes({ ...full, freeable_memory: 12 * GIB }, next)).toEqual({
      writer_class: "db.r6g.xlarge",
      failover_reader_class: "db.r6g.xlarge",
    });
  });

  test("keeps a reader that the writer could not stand in for", () => {
    expect(changes({ cpu: byRole(0.2, 0.39, 0.04) })).not.toHaveProperty("readers");
  });

  test.each<[string, Measures[string]]>([
    ["the readers' lag", { replica_lag: null }],
    ["the volume's writes", { volume_write_iops: null }],
    ["the copies' connections", { connections: byRole(300, 300, Number.NaN) }],
    ["memory", { freeable_memory: null }],
  ])("changes nothing where nothing is known of %s", (_name, measures) => {
    expect(changes(measures)).toEqual({});
    expect(decided(measures).unchanged[0]?.reason).toContain("no measurements of database/");
  });
});

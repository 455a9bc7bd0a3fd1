import { GIB, type Values } from "../../../contract";
import { modelOf } from "../../../optimizer/kinds";
import { recoveryOf } from "../../../optimizer/kinds/rds-recovery";
import { stepsOf } from "../../../optimizer/plan/steps";
import { rdsAvailability } from "../../../optimizer/rules/rds-availability";
import { rdsClass } from "../../../optimizer/rules/rds-class";
import { rdsStorage } from "../../../optimizer/rules/rds-storage";
import { stagingPolicy } from "../../../stacks/staging/policy";
import { stagingContract } from "../../../stacks/staging/tunables";
import { evidence } from "../../support/evidence";
import { DAY, type Measure, type Measures, NOW, type SnapshotOptions } from "../../support/snapshot";

const onReplica =
  (there: number, elsewhere: number): Measure =>
  (_point, { role }) =>
    role === "replica" ? there : elsewhere;
const QUIET: Measures[string] = {
  cpu: onReplica(0.03, 0.1),
  connections: onReplica(0, 150),
  freeable_memory: 44 * GIB,
  read_iops: 20,
  write_iops: 100,
};
const of = (measures: Measures[string] = {}, values: Values = {}, options: Partial<SnapshotOptions> = {}) => ({
  ...evidence("database", {
    measures: { database: { ...QUIET, ...measures } },
    components: { database: stagingContract.components.database },
    policy: stagingPolicy,
    values,
    days: 20,
    minuteDays: 2,
    ...options,
  }),
  environment: "staging",
});
const parametersOf = (name: string) => stagingPolicy.rules[name];

describe("rds-class", () => {
  const asked = (measures: Measures[string], values?: Values) => rdsClass.declines(of(measures, values), parametersOf("rds-class"));

  test.each<[string, Measures[string], boolean]>([
    ["accepts a p95 CPU of just under 40 %", { cpu: 0.399 }, true],
    ["rejects a p95 CPU of 40 %", { cpu: 0.4 }, false],
    // xlarge allows 3,604 connections, of which 1,441.6 are 40 %; large 1,802.
    ["accepts connections of just under 40 % of the xlarge's limit", { connections: 1_441 }, true],
    ["rejects connections of more than 40 % of every target's limit", { connections: 1_442 }, false],
  ])("%s", (_name, measures, proposes) => {
    expect(asked(measures) === undefined).toBe(proposes);
  });

  test.each([
    ["accepts", 1, true],
    ["rejects", 2, false],
  ])("%s %d busy of 20 days, where 95 %% have to be low", (_verdict, busy, proposes) => {
    const cpu: Measure = ({ epoch }) => (epoch >= NOW - busy * DAY ? 0.5 : 0.1);
    expect(asked({ cpu }) === undefined).toBe(proposes);
  });

  test("proposes smaller classes for the primary, its replica or both, fewest changes first", () => {
    const to = rdsClass.propose(of(), parametersOf("rds-class")).map((p) => [p.to.instance_class, p.to.replica_class]);
    expect(to).toHaveLength(8);
    expect(to.slice(0, 3)).toEqual([
      ["db.r6g.2xlarge", "db.r6g.large"],
      ["db.r6g.2xlarge", "db.r6g.xlarge"],
      ["db.r6g.large", "db.r6g.2xlarge"],
    ]);
  });

  test("leaves the class of replicas that are not there alone", () => {
    const proposals = rdsClass.propose(of({}, { database_read_replicas: 0 }), parametersOf("rds-class"));
    expect(proposals.map(({ to }) => [to.instance_class, to.replica_class])).toEqual([
      ["db.r6g.large", "db.r6g.2xlarge"],
      ["db.r6g.xlarge", "db.r6g.2xlarge"],
    ]);
  });

  test("says when there is nothing smaller", () => {
    const smallest = { database_instance_class: "db.r6g.large", database_replica_class: "db.r6g.large" };
    expect(asked({}, smallest)).toContain("smallest class");
  });
});

describe("rds-storage", () => {
  const asked = (values: Values, parameters: unknown = parametersOf("rds-storage")) => rdsStorage.declines(of({}, values), parameters);

  test.each<[string, Values, string | undefined]>([
    ["rejects 12,000 IOPS: they are included", { database_iops: 12_000 }, "gp3 includes 12000 from 400 GiB on"],
    ["accepts 12,001", { database_iops: 12_001 }, undefined],
    ["accepts a volume of 400 GiB", { database_iops: 16_000, database_allocated_storage_gib: 400 }, undefined],
    ["rejects one of 399 GiB", { database_iops: 16_000, database_allocated_storage_gib: 399 }, "under 400 GiB takes no number"],
  ])("%s", (_name, values, reason) => {
    if (reason === undefined) expect(asked(values)).toBeUndefined();
    else expect(asked(values)).toContain(reason);
  });

  test("proposes what is included, and thousands above it", () => {
    const proposals = rdsStorage.propose(of({}, { database_iops: 14_500 }), parametersOf("rds-storage"));
    expect(proposals.map(({ to }) => to.iops)).toEqual([12_000, 13_000, 14_000]);
    expect(proposals[0]?.findings[0]).toMatchObject({ value: 120, unit: "count-per-second" });
  });
});

describe("rds-availability", () => {
  const parameters = parametersOf("rds-availability");
  const proposed = (e: ReturnType<typeof of>, changed: object = {}) =>
    rdsAvailability.propose(e, { ...parameters, ...changed }).map(({ to }) => [to.read_replicas, to.multi_az]);
  const BOTH = [
    [1, false],
    [0, true],
    [0, false],
  ];
  const STANDBY_ONLY = [[1, false]];

  test.each<[string, Measures[string], unknown[][]]>([
    ["accepts a replica with 0 connections: 1 is the least that counts", {}, BOTH],
    ["rejects the removal of one with 1 connection in a single minute", { connections: once(1) }, STANDBY_ONLY],
    ["accepts a replica's p95 CPU of just under 10 %", { cpu: onReplica(0.099, 0.1) }, BOTH],
    ["rejects the removal of one at 10 %", { cpu: onReplica(0.1, 0.1) }, STANDBY_ONLY],
    ["leaves what is not known to the guards", { connections: null }, BOTH],
  ])("%s", (_name, measures, expected) => {
    expect(proposed(of(measures))).toEqual(expected);
  });

  test("a replica that somebody read at the last quarter's end, long before the window, is used", () => {
    const atQuarterEnd: Measure = ({ epoch }, { role }) => (role === "replica" && epoch === NOW - 50 * DAY ? 2 : 0);
    expect(proposed(of({ connections: atQuarterEnd }))).toEqual(BOTH);
    expect(proposed(of({ connections: atQuarterEnd }, {}, { daysBefore: 60 }))).toEqual(STANDBY_ONLY);
  });

  test("a replica in use goes only where its clients are said to go to the primary by themselves", () => {
    const used = of({ connections: onReplica(40, 150) });
    expect(proposed(used)).toEqual(STANDBY_ONLY);
    expect(proposed(used, { clientsMoveToPrimary: true })).toEqual(BOTH);
    const [, replica] = rdsAvailability.propose(used, { ...parameters, clientsMoveToPrimary: true });
    expect(replica?.reason).toContain("the primary by themselves, which carries their load");
  });

  test("replicas go from the last one on, down to the last that is used", () => {
    const connections: Measure = (_point, { name }) => (name === "replica_2" ? 3 : 0);
    expect(proposed(of({ connections }, { database_read_replicas: 3 })).map(([replicas]) => replicas)).toEqual([3, 2, 2]);
  });

  const restore = recoveryOf({ multi_az: false, read_replicas: 0 });
  const promotion = recoveryOf({ multi_az: false, read_replicas: 1 });
  test.each([
    ["accepts a restore in the 240 minutes tolerated", {}, BOTH],
    [
      "rejects it at 239: a replica has to stay, or the standby",
      { toleratedRecoveryMinutes: restore.minutes - 1 },
      [
        [1, false],
        [0, true],
      ],
    ],
    ["rejects any loss of the standby under the minutes of a promotion", { toleratedRecoveryMinutes: promotion.minutes - 1 }, [[0, true]]],
    ["rejects any where no loss of data is tolerated", { toleratedLossMinutes: restore.lossMinutes - 1 }, [[0, true]]],
  ])("%s", (_name, changed, expected) => {
    expect(restore.minutes).toBe(240);
    expect(proposed(of(), changed)).toEqual(expected);
  });

  test.each([
    ["staging", BOTH],
    ["prod", [[0, true]]],
    ["production-eu", [[0, true]]],
  ])("the standby of %s", (environment, expected) => {
    expect(proposed({ ...of(), environment })).toEqual(expected);
  });

  test("without a standby the last replica is what is promoted: it stays where a restore takes too long", () => {
    const single = of({}, { database_multi_az: false });
    expect(proposed(single)).toEqual([[0, false]]);
    expect(proposed(single, { toleratedRecoveryMinutes: 239 })).toEqual([]);
    expect(rdsAvailability.declines(single, { ...parameters, toleratedRecoveryMinutes: 239 })).toContain("come back in about 240 minutes");
  });

  test("says what losing a zone would mean, and why it proposes nothing", () => {
    const [standby] = rdsAvailability.propose(of(), parameters);
    expect(standby?.reason).toContain("about 30 minutes and up to 5 minutes of data (tolerated: 240 and 5)");
    const used = { ...of({ connections: onReplica(40, 150) }), environment: "prod" };
    expect(rdsAvailability.declines(used, parameters)).toMatch(
      /replica_1 is used: up to 40 connections.*the standby stays: prod is production/,
    );
    const neither = of({}, { database_read_replicas: 0, database_multi_az: false });
    expect(rdsAvailability.declines(neither, parameters)).toBe("there is no read replica; there is no standby");
  });
});

test("a smaller primary comes before its smaller replica, a replica goes last, and all comes back the other way round", () => {
  const e = of({}, { database_iops: 14_000 });
  const smaller = { ...e.current, instance_class: "db.r6g.xlarge", replica_class: "db.r6g.xlarge", multi_az: false, iops: 12_000 };
  const order = ["instance_class", "replica_class", "iops", "multi_az"];
  expect(stepsOf(e, smaller, "down").flatMap(({ tunables }) => tunables)).toEqual(order);
  expect(stepsOf(e, { ...smaller, read_replicas: 0 }, "down").at(-1)?.tunables).toEqual(["read_replicas"]);
  const up = stepsOf({ ...e, current: smaller }, e.current, "up").flatMap(({ tunables }) => tunables);
  expect(up.indexOf("replica_class")).toBeLessThan(up.indexOf("instance_class"));
  expect(modelOf("rds-instance")?.precedence).toContain("read_replicas");
});

/** One minute of the last day, on replicas only. */
function once(connections: number): Measure {
  return ({ epoch, periodSeconds }, { role }) => {
    const minute = NOW - DAY / 2;
    return role !== "replica" ? 150 : epoch <= minute && minute < epoch + periodSeconds ? connections : 0;
  };
}

import { GIB, type Values } from "../../../../contract";
import type { Evidence } from "../../../../optimizer/evidence";
import { recoveryOf } from "../../../../optimizer/kinds/rds-recovery";
import type { Rule } from "../../../../optimizer/rules";
import { rdsAvailability } from "../../../../optimizer/rules/rds-availability";
import { rdsClass } from "../../../../optimizer/rules/rds-class";
import { rdsStorage } from "../../../../optimizer/rules/rds-storage";
import { stagingPolicy } from "../../../../stacks/staging/policy";
import { stagingContract } from "../../../../stacks/staging/tunables";
import { boundariesOf } from "../../../support/boundaries";
import { evidence } from "../../../support/evidence";
import { DAY, type Measure, type Measures, NOW } from "../../../support/snapshot";

const onReplica =
  (there: number, elsewhere: number): Measure =>
  (_point, { role }) =>
    role === "replica" ? there : elsewhere;
const asked = (measures: Measures[string], values: Values = {}, days = 1): Evidence => ({
  ...evidence("database", {
    measures: {
      database: {
        cpu: onReplica(0.03, 0.1),
        connections: onReplica(0, 150),
        freeable_memory: 44 * GIB,
        read_iops: 20,
        write_iops: 100,
        ...measures,
      },
    },
    components: { database: stagingContract.components.database },
    policy: stagingPolicy,
    values,
    days,
    minuteDays: 1,
  }),
  environment: "staging",
});
const proposes =
  (rule: Rule, ...of: Parameters<typeof asked>) =>
  (): boolean =>
    rule.declines(asked(...of), stagingPolicy.rules[rule.name]) === undefined;
const busy =
  (days: number): Measure =>
  ({ epoch }) =>
    epoch >= NOW - days * DAY ? 0.5 : 0.1;
const iops = (database_iops: number, database_allocated_storage_gib = 400) =>
  proposes(rdsStorage, {}, { database_iops, database_allocated_storage_gib });
const withoutReplica = (measures: Measures[string]) => (): boolean =>
  rdsAvailability.propose(asked(measures), stagingPolicy.rules["rds-availability"]).some(({ to }) => to.read_replicas === 0);
/** Whether a standby may go, leaving what comes back from backups or from a replica, where so much less is tolerated. */
const withoutStandby = (less: Readonly<Record<string, number>>, replicas: number) => (): boolean => {
  const tolerated = stagingPolicy.rules["rds-availability"] ?? {};
  const parameters = Object.fromEntries(
    Object.entries(tolerated).map(([name, value]) => [name, typeof value === "number" ? value - (less[name] ?? 0) : value]),
  );
  return rdsAvailability.propose(asked({}), parameters).some(({ to }) => to.multi_az === false && to.read_replicas === replicas);
};
const RESTORED = recoveryOf({ multi_az: false, read_replicas: 0 });

export const rds = [
  ...boundariesOf("rds-class", {
    cpuP95Below: [0.4, proposes(rdsClass, { cpu: 0.399 }), proposes(rdsClass, { cpu: 0.4 })],
    // The xlarge allows 3,604.
    connectionShareBelow: [0.4, proposes(rdsClass, { connections: 1_441 }), proposes(rdsClass, { connections: 1_442 })],
    shareOfDays: [0.95, proposes(rdsClass, { cpu: busy(1) }, {}, 20), proposes(rdsClass, { cpu: busy(2) }, {}, 20)],
  }),
  ...boundariesOf("rds-storage", {
    includedIops: [12_000, iops(12_001), iops(12_000)],
    includedFromGib: [400, iops(16_000, 400), iops(16_000, 399)],
  }),
  ...boundariesOf("rds-availability", {
    replicaConnectionsBelow: [1, withoutReplica({}), withoutReplica({ connections: onReplica(1, 150) })],
    replicaCpuP95Below: [0.1, withoutReplica({ cpu: onReplica(0.099, 0.1) }), withoutReplica({ cpu: onReplica(0.1, 0.1) })],
    toleratedRecoveryMinutes: [RESTORED.minutes, withoutStandby({}, 0), withoutStandby({ toleratedRecoveryMinutes: 1 }, 0)],
    toleratedLossMinutes: [RESTORED.lossMinutes, withoutStandby({}, 0), withoutStandby({ toleratedLossMinutes: 1 }, 0)],
  }),
];

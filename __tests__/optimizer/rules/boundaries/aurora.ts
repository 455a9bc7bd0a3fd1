import type { Values } from "../../../../contract";
import type { Evidence } from "../../../../optimizer/evidence";
import { auroraClass } from "../../../../optimizer/rules/aurora-class";
import { auroraGlobal } from "../../../../optimizer/rules/aurora-global";
import { auroraReaders } from "../../../../optimizer/rules/aurora-readers";
import { saasPolicy } from "../../../../stacks/saas/policy";
import { saasContract } from "../../../../stacks/saas/tunables";
import { tradingPolicy } from "../../../../stacks/trading/policy";
import { boundariesOf } from "../../../support/boundaries";
import { QUIET_GLOBAL } from "../../../support/database-load";
import { evidence } from "../../../support/evidence";
import { DAY, type Measure, type Measures, NOW, tradingOnly } from "../../../support/snapshot";
import { QUIET } from "../../../support/trading-load";

const cluster = (measures: Measures[string], readers = 2, days = 1): Evidence =>
  evidence("database", {
    measures: { database: { ...QUIET.database, ...measures } },
    components: tradingOnly("database"),
    values: { database_readers: readers },
    days,
    minuteDays: 1,
  });
const shrinks =
  (measures: Measures[string], days = 1) =>
  (): boolean =>
    auroraClass.declines(cluster(measures, 2, days), tradingPolicy.rules["aurora-class"]) === undefined;
/** Whether so many of four readers are proposed: those that are left carry the reads of all four. */
const leaves =
  (readers: number, measures: Measures[string], days = 1) =>
  (): boolean =>
    auroraReaders
      .propose(cluster({ cpu: 0.01, connections: 0, ...measures }, 4, days), tradingPolicy.rules["aurora-readers"])
      .some(({ to }) => to.readers === readers);
/** Whole days in New York, which begin five hours after the window's; twenty of them make twenty-one. */
const busy =
  (days: number): Measure =>
  ({ epoch }) =>
    epoch >= NOW - (days + 1) * DAY + 5 * 3600 && epoch < NOW - DAY + 5 * 3600 ? 0.5 : 0.1;

const turns =
  (tunable: string, measures: Measures[string], values: Values = {}) =>
  (): boolean => {
    const e = evidence("database", {
      measures: { database: { ...QUIET_GLOBAL, ...measures } },
      components: { database: saasContract.components.database },
      policy: { ...saasPolicy, slos: [], scaleUpTriggers: [] },
      values,
      days: 2,
      minuteDays: 1,
    });
    return auroraGlobal
      .propose(e, saasPolicy.rules["aurora-global"])
      .some(({ changes }) => changes.some(({ variable }) => variable === `database_${tunable}`));
  };

export const aurora = [
  ...boundariesOf("aurora-class", {
    cpuP95Below: [0.4, shrinks({ cpu: 0.399 }), shrinks({ cpu: 0.4 })],
    connectionShareBelow: [0.4, shrinks({ connections: 1999 }), shrinks({ connections: 2000 })],
    shareOfDays: [0.95, shrinks({ cpu: busy(1) }, 20), shrinks({ cpu: busy(2) }, 20)],
  }),
  ...boundariesOf("aurora-readers", {
    cpuP95Below: [0.4, leaves(2, { cpu: 0.199 }), leaves(2, { cpu: 0.2 })],
    connectionShareBelow: [0.4, leaves(3, { connections: 1499 }), leaves(3, { connections: 1500 })],
    shareOfDays: [0.95, leaves(3, { cpu: busy(1) }, 20), leaves(3, { cpu: busy(2) }, 20)],
    leastReaders: [1, leaves(1, {}), leaves(0, {})],
  }),
  ...boundariesOf("aurora-global", {
    writerCpuP95Below: [0.4, turns("writer_class", { cpu: 0.399 }), turns("writer_class", { cpu: 0.4 })],
    replicaLagMsBelow: [100, turns("readers", { replica_lag: 99.9 }), turns("readers", { replica_lag: 100 })],
    readIopsShareOfWriteBelow: [0.2, turns("readers", { volume_read_iops: 79.9 }), turns("readers", { volume_read_iops: 80 })],
    backupRetentionDays: [
      14,
      turns("backup_retention_days", {}, { database_backup_retention_days: 15 }),
      turns("backup_retention_days", {}, { database_backup_retention_days: 14 }),
    ],
  }),
];

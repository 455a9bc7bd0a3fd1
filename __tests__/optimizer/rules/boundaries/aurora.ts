import { GIB, type Values } from "../../../../contract";
import { auroraClass } from "../../../../optimizer/rules/aurora-class";
import { auroraGlobal } from "../../../../optimizer/rules/aurora-global";
import { saasPolicy } from "../../../../stacks/saas/policy";
import { saasContract } from "../../../../stacks/saas/tunables";
import { tradingPolicy } from "../../../../stacks/trading/policy";
import { boundariesOf } from "../../../support/boundaries";
import { evidence } from "../../../support/evidence";
import { DAY, type Measure, type Measures, NOW, tradingOnly } from "../../../support/snapshot";
import { QUIET } from "../../../support/trading-load";

const shrinks =
  (measures: Measures[string], days = 1) =>
  (): boolean =>
    auroraClass.declines(
      evidence("database", {
        measures: { database: { ...QUIET.database, ...measures } },
        components: tradingOnly("database"),
        values: { database_readers: 2 },
        days,
        minuteDays: 1,
      }),
      tradingPolicy.rules["aurora-class"],
    ) === undefined;
/** Whole days in New York, which begin five hours after the window's; twenty of them make twenty-one. */
const busy =
  (days: number): Measure =>
  ({ epoch }) =>
    epoch >= NOW - (days + 1) * DAY + 5 * 3600 && epoch < NOW - DAY + 5 * 3600 ? 0.5 : 0.1;

const GLOBAL: Measures[string] = {
  cpu: 0.1,
  connections: (_point, { role }) => (role === "secondary" ? 0 : 300),
  freeable_memory: 100 * GIB,
  network_in: 1e6,
  network_out: 2e6,
  replica_lag: 20,
  volume_read_iops: 50,
  volume_write_iops: 400,
};
const turns =
  (tunable: string, measures: Measures[string], values: Values = {}) =>
  (): boolean => {
    const e = evidence("database", {
      measures: { database: { ...GLOBAL, ...measures } },
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

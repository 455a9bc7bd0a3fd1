import { Token } from "cdktf";
import type { Construct } from "constructs";
import { RDS_GP3 } from "../../contract";
import { type CronDialect, offHoursProblems } from "../off-hours";
import { between, matches, oneOf, type Problem, prop, validateAllProps } from "../validation";
import type { RdsInstanceProps } from "./props";
import { STORAGE_GIB } from "./storage";

/** `-final-` and eight characters have to fit into the 63 of a snapshot's identifier, as has `-replica-5`. */
const NAME = /^(?!.*--)[a-z][a-z0-9-]{0,45}[a-z0-9]$/;
const DB_CLASS = /^db\.[a-z0-9]+\.[a-z0-9]+$/;
/** EventBridge Scheduler combines no days of the month with weekdays. */
const SCHEDULABLE: CronDialect = {
  pattern: /^\s*\S+\s+\S+\s+(\*\s+\S+\s+[*0-7A-Z,-]+|\S+\s+\S+\s+\*)\s*$/,
  expectation: "five cron fields, with days of the month or of the week and weekdays without steps",
};
const DAYS_PER_MONTH = 31;

const isInsightsRetention = (days: number): boolean =>
  days === 7 || days === 731 || (days > 0 && days % DAYS_PER_MONTH === 0 && days <= 23 * DAYS_PER_MONTH);

function storage({ allocatedStorageGib, iops }: RdsInstanceProps): readonly Problem[] {
  const striped = Token.isUnresolved(allocatedStorageGib) || allocatedStorageGib >= RDS_GP3.stripedFromGib;
  const whereStriped = between(RDS_GP3.striped.iops, RDS_GP3.most.iops);
  return [
    prop(
      "allocatedStorageGib",
      allocatedStorageGib,
      between(STORAGE_GIB.least, STORAGE_GIB.most),
      `${STORAGE_GIB.least} to ${STORAGE_GIB.most} GiB`,
    ),
    prop(
      "iops",
      iops,
      (value) => !striped || whereStriped(value),
      `${RDS_GP3.striped.iops} to ${RDS_GP3.most.iops} from ${RDS_GP3.stripedFromGib} GiB on: a volume of that size starts there`,
    ),
  ];
}

function offHours({ offHours: hours, readReplicas }: RdsInstanceProps): readonly Problem[] {
  if (hours === undefined) return [];
  const isSet = !Token.isUnresolved(hours.stop) && hours.stop !== "";
  return [
    ...offHoursProblems(hours, SCHEDULABLE),
    ...(isSet ? [prop("readReplicas", readReplicas, oneOf(0), "0 with off-hours: RDS stops no instance that has read replicas")] : []),
  ];
}

/** @throws InputError with every problem of the instance's props */
export function validate(scope: Construct, id: string, props: RdsInstanceProps): void {
  validateAllProps(scope, id, [
    prop("name", props.name, matches(NAME), "2 to 47 lower case letters, digits and single dashes, a letter first"),
    prop("engineVersion", props.engineVersion, matches(/^\d{2}\.\d+$/), "a version of PostgreSQL such as 16.6"),
    prop("databaseName", props.databaseName, matches(/^[A-Za-z][A-Za-z0-9_]{0,62}$/), "letters, digits and underscores, a letter first"),
    prop("account", props.account, matches(/^\d{12}$/), "twelve digits"),
    prop("subnetIds", props.subnetIds, (ids) => ids.length >= 2, "subnets in two or more Availability Zones"),
    prop(
      "availabilityZones",
      props.availabilityZones,
      (zones) => zones.length >= 2 && new Set(zones).size === zones.length,
      "two or more different zones",
    ),
    prop("instanceClass", props.instanceClass, matches(DB_CLASS), "an instance class such as db.r6g.large"),
    prop("replicaClass", props.replicaClass, matches(DB_CLASS), "an instance class such as db.r6g.large"),
    prop("readReplicas", props.readReplicas, between(0, 5), "0 to 5"),
    prop("backupRetentionDays", props.backupRetentionDays, between(1, 35), "1 to 35 days: replicas and blue/green need one"),
    ...storage(props),
    ...offHours(props),
    prop("logRetentionDays", props.logRetentionDays, between(1, 3653), "1 day or more"),
    prop("slowQueryMilliseconds", props.slowQueryMilliseconds, between(0, 2 ** 31 - 1), "0 or more milliseconds"),
    prop("monitoringIntervalSeconds", props.monitoringIntervalSeconds, oneOf(1, 5, 10, 15, 30, 60), "1, 5, 10, 15, 30 or 60 seconds"),
    prop(
      "performanceInsightsRetentionDays",
      props.performanceInsightsRetentionDays,
      isInsightsRetention,
      "7, 731 or a multiple of 31 up to 713 days",
    ),
    prop("backupWindow", props.backupWindow, matches(/^\d\d:\d\d-\d\d:\d\d$/), "hh:mm-hh:mm in UTC"),
    prop("maintenanceWindow", props.maintenanceWindow, matches(/^[a-z]{3}:\d\d:\d\d-[a-z]{3}:\d\d:\d\d$/), "ddd:hh:mm-ddd:hh:mm in UTC"),
  ]);
}

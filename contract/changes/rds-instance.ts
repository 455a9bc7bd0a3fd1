import { auroraRetention } from "./aurora-cluster";
import type { Change, ChangesOf } from "./change";
import { byDirection, byFlag } from "./direction";

const GUIDE = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide";
const RESOURCE = "aws_db_instance";

/** Taken before each change of the primary; the one of the change before goes. Of replicas, which are copies, there is none. */
const SNAPSHOT = "aws_db_snapshot";
const FROM_SNAPSHOT =
  "The apply first takes the snapshot <name>-before-<hash>: should the data be harmed, it is restored beside the instance.";

const modified = { applyMode: "apply_immediately", effectiveWhen: "no-pending-modified-values" } as const;

const instanceClass: Change = {
  ...modified,
  effect: "failover",
  typicalMinutes: 15,
  announcedDestroys: [SNAPSHOT],
  rollback: {
    how: "Set the former class and apply; with Multi-AZ the standby changes first, then takes over; without, it is an outage.",
    data: FROM_SNAPSHOT,
    rtoMinutes: 15,
    rpoMinutes: 0,
  },
  source: `${GUIDE}/Overview.DBInstance.Modifying.html`,
};

const replicaClass: Change = {
  ...modified,
  effect: "restart",
  typicalMinutes: 15,
  rollback: { how: "Set the former class and apply.", rtoMinutes: 15, rpoMinutes: 0 },
  source: `${GUIDE}/Overview.DBInstance.Modifying.html`,
};

const replicaAdded: Change = {
  ...modified,
  effect: "online",
  typicalMinutes: 30,
  rollback: { how: "Set the former number and apply; the added replica is deleted.", rtoMinutes: 10, rpoMinutes: 0 },
  source: `${GUIDE}/USER_ReadRepl.html`,
};

const replicaRemoved: Change = {
  ...replicaAdded,
  effect: "one-way",
  typicalMinutes: 10,
  // The logs and the alarms of the replica go with it.
  announcedDestroys: [RESOURCE, "aws_cloudwatch_log_group", "aws_cloudwatch_metric_alarm"],
  rollback: {
    how: "Set the former number and apply: a replica is made from a new snapshot of the source.",
    precondition: "The source keeps automated backups (retention above 0).",
    rtoMinutes: 60,
    rpoMinutes: 0,
  },
};

const toMultiAz: Change = {
  ...modified,
  effect: "online",
  typicalMinutes: 30,
  announcedDestroys: [SNAPSHOT],
  rollback: { how: "Set false and apply; the standby is removed without downtime.", rtoMinutes: 10, rpoMinutes: 0 },
  source: `${GUIDE}/Concepts.MultiAZSingleStandby.html`,
};

const toSingleAz: Change = {
  ...toMultiAz,
  typicalMinutes: 10,
  rollback: {
    how: "Set true and apply; a standby is made from a snapshot while the instance serves, with higher write latency meanwhile.",
    data: FROM_SNAPSHOT,
    rtoMinutes: 45,
    rpoMinutes: 0,
  },
};

const SIX_HOURS = 360;

const storage: Change = {
  ...modified,
  effect: "online",
  typicalMinutes: SIX_HOURS,
  announcedDestroys: [SNAPSHOT],
  rollback: {
    how: "Set the former value and apply.",
    data: FROM_SNAPSHOT,
    precondition: "Storage can be modified again after six hours, or when storage-optimization has ended, whichever is later.",
    rtoMinutes: SIX_HOURS,
    rpoMinutes: 0,
  },
  source: `${GUIDE}/USER_PIOPS.ModifyingExisting.html`,
};

const storageGrown: Change = {
  ...storage,
  effect: "one-way",
  rollback: {
    how: "Restore into a smaller instance by dump and load, then switch the endpoint.",
    precondition: "Allocated storage never shrinks in place: the API refuses what the plan shows as an update.",
    rtoMinutes: 1_440,
    rpoMinutes: 0,
  },
};

const offHours: Change = {
  applyMode: "terraform",
  effect: "online",
  effectiveWhen: "at-once",
  typicalMinutes: 1,
  announcedDestroys: ["aws_scheduler_schedule"],
  rollback: {
    how: "Set the former schedule and apply; start the instance by StartDBInstance if it is stopped.",
    rtoMinutes: 15,
    rpoMinutes: 0,
  },
  source: `${GUIDE}/USER_StopInstance.html`,
};

export const rdsInstanceChanges: ChangesOf<"rds-instance"> = {
  instance_class: instanceClass,
  replica_class: replicaClass,
  read_replicas: byDirection(replicaAdded, replicaRemoved),
  multi_az: byFlag(toMultiAz, toSingleAz),
  storage_type: storage,
  iops: storage,
  storage_throughput_mibps: storage,
  allocated_storage_gib: storageGrown,
  backup_retention_days: auroraRetention,
  off_hours: offHours,
};

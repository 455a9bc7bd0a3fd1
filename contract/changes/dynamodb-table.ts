import type { Change, ChangesOf } from "./change";
import { byFlag, byMembers } from "./direction";

const GUIDE = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide";
const CAPACITY_MODES = `${GUIDE}/bp-switching-capacity-modes.html`;

const toOnDemand: Change = {
  effect: "online",
  applyMode: "terraform",
  effectiveWhen: "table-active",
  typicalMinutes: 10,
  announcedDestroys: ["aws_appautoscaling_target", "aws_appautoscaling_policy"],
  rollback: {
    how: "UpdateTable to PROVISIONED with the recorded capacities of the table and of every index, then the former tfvars: the plan then shows the scaling targets only.",
    precondition:
      "The capacities were recorded before the change. By tfvars alone the table comes back with 1 unit and its indexes with 0, and the next plan says no changes.",
    rtoMinutes: 15,
    rpoMinutes: 0,
  },
  source: CAPACITY_MODES,
};

const toProvisioned: Change = {
  effect: "online",
  applyMode: "api_first",
  effectiveWhen: "table-active",
  typicalMinutes: 10,
  rollback: {
    how: "Set PAY_PER_REQUEST and apply; the table keeps serving meanwhile.",
    precondition: "At most four switches to on-demand in any 24 hours.",
    rtoMinutes: 10,
    rpoMinutes: 0,
  },
  source: CAPACITY_MODES,
};

/** Bounds of application autoscaling; the live capacity follows within its cool-down. */
const scalingBound: Change = {
  effect: "online",
  applyMode: "terraform",
  effectiveWhen: "at-once",
  typicalMinutes: 2,
  rollback: { how: "Set the former bound and apply; autoscaling moves the capacity within minutes.", rtoMinutes: 5, rpoMinutes: 0 },
  source: `${GUIDE}/AutoScaling.html`,
};

const indexAdded: Change = {
  effect: "online",
  applyMode: "terraform",
  effectiveWhen: "table-active",
  typicalMinutes: 120,
  rollback: { how: "Set the former indexes and apply; the added one is deleted.", rtoMinutes: 10, rpoMinutes: 0 },
  source: `${GUIDE}/GSI.OnlineOps.html`,
};

const indexRemoved: Change = {
  ...indexAdded,
  effect: "one-way",
  typicalMinutes: 10,
  oneByOne: { resource: "aws_dynamodb_table", block: "global_secondary_index" },
  rollback: {
    how: "Set the former indexes and apply: the index is backfilled from the table, one index per UpdateTable.",
    precondition: "Queries of the index fail until its backfill has ended.",
    rtoMinutes: 240,
    rpoMinutes: 0,
  },
};

const streamOn: Change = {
  effect: "online",
  applyMode: "terraform",
  effectiveWhen: "table-active",
  typicalMinutes: 2,
  rollback: { how: "Set false and apply.", rtoMinutes: 2, rpoMinutes: 0 },
  source: `${GUIDE}/Streams.html`,
};

const MINUTES_OF_STREAM_RECORDS = 1_440;

const streamOff: Change = {
  ...streamOn,
  effect: "one-way",
  rollback: {
    how: "Set true and apply: a new stream with a new ARN, to which every consumer must be pointed.",
    precondition: "What consumers had not read (at most 24 hours of records) is lost to them.",
    rtoMinutes: 30,
    rpoMinutes: MINUTES_OF_STREAM_RECORDS,
  },
};

/** Makes the table with the consolidated layout beside the ones that it is to replace, which it leaves as they are. */
const consolidatedOn: Change = {
  effect: "online",
  applyMode: "terraform",
  effectiveWhen: "table-active",
  typicalMinutes: 2,
  rollback: {
    how: "Let the application read and write the former tables again, then set false and apply: the consolidated table goes.",
    precondition: "The application still writes to the former tables, or what it wrote since has been copied back.",
    rtoMinutes: 5,
    rpoMinutes: 0,
  },
  source: `${GUIDE}/bp-general-nosql-design.html`,
};

const consolidatedOff: Change = {
  ...consolidatedOn,
  effect: "one-way",
  announcedDestroys: ["aws_dynamodb_table", "aws_cloudwatch_metric_alarm"],
  rollback: {
    how: "Set true and apply, then restore the table from point-in-time recovery or migrate the items once more.",
    precondition: "The table saw no read and no write for the days that the policy asks for, and has a backup.",
    rtoMinutes: 480,
    rpoMinutes: 5,
  },
  source: `${GUIDE}/PointInTimeRecovery.html`,
};

export const dynamodbTableChanges: ChangesOf<"dynamodb-table"> = {
  billing_mode: (_from, to) => (to === "PAY_PER_REQUEST" ? toOnDemand : toProvisioned),
  read_min_capacity: scalingBound,
  read_max_capacity: scalingBound,
  write_min_capacity: scalingBound,
  write_max_capacity: scalingBound,
  index_read_min_capacity: scalingBound,
  index_read_max_capacity: scalingBound,
  indexes: byMembers(indexAdded, indexRemoved),
  stream: byFlag(streamOn, streamOff),
  consolidated: byFlag(consolidatedOn, consolidatedOff),
};

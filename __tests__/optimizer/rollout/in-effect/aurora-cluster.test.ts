import { RDSClient } from "@aws-sdk/client-rds";
import type { Resource, TunableValue } from "../../../../contract";
import { auroraOutstanding } from "../../../../optimizer/rollout/live/in-effect/aurora-cluster";
import { clientOf } from "../../../support/wire";

const account = clientOf(RDSClient);

const CLUSTER = "orders";
const LARGE = "db.r6g.8xlarge";
const SMALL = "db.r6g.4xlarge";
const instance = (name: string, role: "writer" | "reader"): Resource => ({
  scope: "instance",
  name,
  dimensions: { DBInstanceIdentifier: `orders-${name}` },
  role,
});
/** Of an inventory from before a reader was added: whoever it does not name is a reader. */
const resources = [instance("writer", "writer"), instance("failover_reader", "reader"), instance("reader_2", "reader")];

const member = (name: string, DBInstanceClass: string, more: object = {}) => ({
  DBInstanceIdentifier: `orders-${name}`,
  DBInstanceClass,
  DBInstanceStatus: "available",
  PendingModifiedValues: {},
  ...more,
});
const MEMBERS = [member("writer", LARGE), member("failover_reader", LARGE), member("reader_2", SMALL), member("reader_3", SMALL)];

function outstanding(tunable: string, to: TunableValue, members: readonly object[] = MEMBERS, cluster: object = {}) {
  const client = account({
    DescribeDBClusters: { DBClusters: [{ DBClusterIdentifier: CLUSTER, Status: "available", BackupRetentionPeriod: 35, ...cluster }] },
    DescribeDBInstances: { DBInstances: members },
  });
  return auroraOutstanding(client, CLUSTER, resources, tunable, to);
}

test.each<[string, TunableValue, object]>([
  ["reader_class", SMALL, {}],
  ["writer_class", LARGE, {}],
  ["failover_reader_class", LARGE, {}],
  ["readers", 3, {}],
  ["backup_retention_days", 35, {}],
  ["storage_type", "", {}],
  ["storage_type", "aurora-iopt1", { StorageType: "aurora-iopt1" }],
])("%s = %s is in effect where all are available with it and nothing is pending", async (tunable, to, cluster) => {
  expect(await outstanding(tunable, to, MEMBERS, cluster)).toEqual([]);
});

test.each<[string, string, TunableValue, readonly object[], object, string]>([
  [
    "a reader with its old class",
    "reader_class",
    LARGE,
    MEMBERS.slice(0, 3),
    {},
    "orders-reader_2 is a db.r6g.4xlarge, not a db.r6g.8xlarge yet",
  ],
  ["the writer with its old class", "writer_class", SMALL, MEMBERS, {}, "orders-writer is a db.r6g.8xlarge, not a db.r6g.4xlarge yet"],
  ["a reader too many", "readers", 2, MEMBERS, {}, "the cluster has 3 readers, not 2 yet"],
  [
    "a member that restarts",
    "writer_class",
    LARGE,
    [member("writer", LARGE, { DBInstanceStatus: "modifying" })],
    {},
    "orders-writer is modifying",
  ],
  [
    "a change that waits for the maintenance window",
    "writer_class",
    LARGE,
    [member("writer", LARGE, { PendingModifiedValues: { DBInstanceClass: SMALL } })],
    {},
    "orders-writer has DBInstanceClass pending",
  ],
  ["a cluster at work", "backup_retention_days", 35, MEMBERS, { Status: "modifying" }, "orders is modifying"],
  [
    "a cluster's change that waits",
    "backup_retention_days",
    35,
    MEMBERS,
    { PendingModifiedValues: { BackupRetentionPeriod: 7 } },
    "orders has BackupRetentionPeriod pending",
  ],
  ["other retention", "backup_retention_days", 7, MEMBERS, {}, "backups are kept for 35 days, not 7 yet"],
  ["other storage", "storage_type", "aurora-iopt1", MEMBERS, {}, "the storage type is aurora, not aurora-iopt1 yet"],
])("not yet: %s", async (_name, tunable, to, members, cluster, problem) => {
  expect(await outstanding(tunable, to, members, cluster)).toEqual([problem]);
});

test("a cluster that is not there is not in effect", async () => {
  expect(await auroraOutstanding(account({}), CLUSTER, resources, "readers", 3)).toEqual(["there is no cluster orders"]);
});

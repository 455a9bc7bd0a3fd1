import { RDSClient } from "@aws-sdk/client-rds";
import type { TunableValue } from "../../../../contract";
import { rdsOutstanding } from "../../../../optimizer/rollout/live/in-effect/rds-instance";
import { rdsResources } from "../../../../stacks/inventory";
import { clientOf } from "../../../support/wire";

const account = clientOf(RDSClient);

const LARGE = "db.r6g.2xlarge";
const SMALL = "db.r6g.xlarge";
const resources = rdsResources({ engine: "postgresql", primary: "orders", replicas: ["orders-replica-1"] });
const identifiers = ["orders", "orders-replica-1"];

const instance = (DBInstanceIdentifier: string, more: object = {}) => ({
  DBInstanceIdentifier,
  DBInstanceClass: SMALL,
  DBInstanceStatus: "available",
  PendingModifiedValues: {},
  MultiAZ: true,
  StorageType: "gp3",
  Iops: 12_000,
  StorageThroughput: 500,
  AllocatedStorage: 1_000,
  BackupRetentionPeriod: 7,
  ...more,
});
const primary = (more: object = {}) => instance("orders", { ReadReplicaDBInstanceIdentifiers: ["orders-replica-1"], ...more });
const replica = (more: object = {}) => instance("orders-replica-1", { MultiAZ: false, ...more });

function outstanding(tunable: string, to: TunableValue, instances: readonly object[] = [primary(), replica()]) {
  return rdsOutstanding(account({ DescribeDBInstances: { DBInstances: instances } }), { identifiers, resources }, tunable, to);
}

test.each<[string, TunableValue, readonly object[]]>([
  ["instance_class", SMALL, [primary(), replica({ DBInstanceClass: LARGE })]],
  ["replica_class", SMALL, [primary({ DBInstanceClass: LARGE }), replica()]],
  ["read_replicas", 1, [primary(), replica()]],
  ["read_replicas", 0, [instance("orders")]],
  ["multi_az", true, [primary(), replica()]],
  ["multi_az", false, [primary({ MultiAZ: false }), replica()]],
  ["iops", 12_000, [primary(), replica()]],
  ["storage_type", "gp3", [primary(), replica()]],
  ["storage_throughput_mibps", 500, [primary(), replica()]],
  ["iops", 0, [primary({ StorageType: "gp2", Iops: 3_000 }), replica({ StorageType: "gp2", Iops: undefined })]],
  ["storage_throughput_mibps", 0, [primary({ StorageType: "gp2", StorageThroughput: 0 }), replica({ StorageThroughput: undefined })]],
  ["allocated_storage_gib", 1_000, [primary(), replica()]],
  ["allocated_storage_gib", 900, [primary(), replica()]],
  ["backup_retention_days", 7, [primary(), replica()]],
  ["instance_class", SMALL, [primary({ DBInstanceStatus: "storage-optimization" }), replica()]],
])("%s = %s is in effect where all are available with it and nothing is pending", async (tunable, to, instances) => {
  expect(await outstanding(tunable, to, instances)).toEqual([]);
});

test.each<[string, string, TunableValue, readonly object[], string]>([
  ["the primary with its old class", "instance_class", LARGE, [primary(), replica()], `orders is a ${SMALL}, not a ${LARGE} yet`],
  ["a replica with its old class", "replica_class", LARGE, [primary(), replica()], `orders-replica-1 is a ${SMALL}, not a ${LARGE} yet`],
  ["a replica too many", "read_replicas", 0, [primary(), replica()], "orders has 1 read replicas, not 0 yet"],
  ["a replica on its way out", "read_replicas", 1, [primary(), replica({ DBInstanceStatus: "deleting" })], "orders-replica-1 is deleting"],
  ["the standby", "multi_az", false, [primary(), replica()], "orders still has a standby"],
  ["no standby", "multi_az", true, [primary({ MultiAZ: false }), replica()], "orders has no standby yet"],
  ["other IOPS", "iops", 14_000, [primary({ Iops: 14_000 }), replica()], "orders-replica-1 has 12000 IOPS, not 14000 yet"],
  [
    "a replica on its old volume",
    "storage_type",
    "gp3",
    [primary(), replica({ StorageType: "io1" })],
    "orders-replica-1 is on io1, not gp3 yet",
  ],
  [
    "other throughput",
    "storage_throughput_mibps",
    600,
    [primary({ StorageThroughput: 600 }), replica()],
    "orders-replica-1 has 500 MiB/s, not 600 yet",
  ],
  [
    "a volume of another type that still optimises",
    "storage_type",
    "gp3",
    [primary({ DBInstanceStatus: "storage-optimization" }), replica()],
    "orders is storage-optimization",
  ],
  [
    "a volume that still optimises",
    "iops",
    12_000,
    [primary({ DBInstanceStatus: "storage-optimization" }), replica()],
    "orders is storage-optimization",
  ],
  [
    "no IOPS stated while a volume still turns",
    "iops",
    0,
    [primary({ PendingModifiedValues: { StorageType: "gp2" } }), replica()],
    "orders has StorageType pending",
  ],
  ["less storage", "allocated_storage_gib", 1_200, [primary(), replica()], "orders has 1000 GiB, not 1200 yet"],
  ["other retention", "backup_retention_days", 14, [primary(), replica()], "backups are kept for 7 days, not 14 yet"],
  ["an instance that changes", "instance_class", SMALL, [primary({ DBInstanceStatus: "modifying" }), replica()], "orders is modifying"],
  [
    "a change that waits for the maintenance window",
    "instance_class",
    SMALL,
    [primary({ PendingModifiedValues: { DBInstanceClass: LARGE } }), replica()],
    "orders has DBInstanceClass pending",
  ],
  ["a database that is not there", "instance_class", SMALL, [replica()], "there is no instance orders"],
])("not yet: %s", async (_name, tunable, to, instances, problem) => {
  expect(await outstanding(tunable, to, instances)).toEqual([problem]);
});

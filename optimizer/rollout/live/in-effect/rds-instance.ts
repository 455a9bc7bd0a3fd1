import { type DBInstance, paginateDescribeDBInstances, RDSClient } from "@aws-sdk/client-rds";
import type { Resource, TunableValue } from "../../../../contract";
import { clientOptions, DEFAULT_PATIENCE } from "../../../telemetry/aws/client";
import { identifiersIn, pendingNames, type Watch } from "./subject";

/** Whether the primary and its replicas have what a turn gave them. */
export const watchRds: Watch = (subject) => {
  const { turn, region, resources } = subject;
  const client = new RDSClient(clientOptions(region, DEFAULT_PATIENCE));
  const identifiers = identifiersIn(subject, "instance", "DBInstanceIdentifier");
  return () => rdsOutstanding(client, { identifiers, resources }, turn.tunable, turn.delta.to);
};

/** What of a database a turn has to show, and what it says while it does not. */
interface Database {
  readonly primary: DBInstance;
  readonly replicas: readonly DBInstance[];
}
type Check = (seen: Database, to: TunableValue) => readonly string[];

const nameOf = ({ DBInstanceIdentifier = "" }: DBInstance): string => DBInstanceIdentifier;

const hasClass = (instance: DBInstance, to: TunableValue): readonly string[] =>
  instance.DBInstanceClass === to ? [] : [`${nameOf(instance)} is a ${instance.DBInstanceClass}, not a ${to} yet`];

/** 0 asks for no number: what the volume comes with then is its own. */
const ofEachVolume =
  (has: (instance: DBInstance) => string | number | undefined, outstanding: (has: unknown, to: TunableValue) => string): Check =>
  ({ primary, replicas }, to) =>
    [primary, ...replicas].flatMap((each) => (to === 0 || has(each) === to ? [] : [`${nameOf(each)} ${outstanding(has(each), to)}`]));

const CHECKS: ReadonlyMap<string, Check> = new Map<string, Check>([
  ["instance_class", ({ primary }, to) => hasClass(primary, to)],
  ["replica_class", ({ replicas }, to) => replicas.flatMap((replica) => hasClass(replica, to))],
  [
    "read_replicas",
    ({ primary, replicas }, to) =>
      replicas.length === to ? [] : [`${nameOf(primary)} has ${replicas.length} read replicas, not ${to} yet`],
  ],
  [
    "multi_az",
    ({ primary }, to) =>
      primary.MultiAZ === to ? [] : [`${nameOf(primary)} ${to === true ? "has no standby yet" : "still has a standby"}`],
  ],
  [
    "iops",
    ofEachVolume(
      ({ Iops }) => Iops,
      (has, to) => `has ${has} IOPS, not ${to} yet`,
    ),
  ],
  [
    "storage_type",
    ofEachVolume(
      ({ StorageType }) => StorageType,
      (has, to) => `is on ${has}, not ${to} yet`,
    ),
  ],
  [
    "storage_throughput_mibps",
    ofEachVolume(
      ({ StorageThroughput }) => StorageThroughput,
      (has, to) => `has ${has} MiB/s, not ${to} yet`,
    ),
  ],
  [
    "allocated_storage_gib",
    ({ primary }, to) =>
      Number(primary.AllocatedStorage) >= Number(to) ? [] : [`${nameOf(primary)} has ${primary.AllocatedStorage} GiB, not ${to} yet`],
  ],
  [
    "backup_retention_days",
    ({ primary }, to) =>
      primary.BackupRetentionPeriod === to ? [] : [`backups are kept for ${primary.BackupRetentionPeriod} days, not ${to} yet`],
  ],
]);

/** Of these a volume has the new figures only once it is through with optimising, for up to a day; everything else need not wait for that. */
const OF_THE_VOLUME: ReadonlySet<string> = new Set(["storage_type", "iops", "storage_throughput_mibps", "allocated_storage_gib"]);

/**
 * RDS takes a change at once and carries it out later: it is in effect when the primary and every replica are available with nothing
 * pending, and the turned size is what they have. Replicas are those that the primary names: the inventory may be older than the change.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBInstance.html,
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/accessing-monitoring.html
 */
export async function rdsOutstanding(
  client: RDSClient,
  { identifiers, resources }: { readonly identifiers: readonly string[]; readonly resources: readonly Resource[] },
  tunable: string,
  to: TunableValue,
): Promise<readonly string[]> {
  const primaryId = resources.find(({ role }) => role === "primary")?.dimensions.DBInstanceIdentifier ?? identifiers[0] ?? "";
  const found = await instancesOf(client, [primaryId, ...identifiers]);
  const primary = found.find((instance) => nameOf(instance) === primaryId);
  if (primary === undefined) return [`there is no instance ${primaryId}`];
  const named = primary.ReadReplicaDBInstanceIdentifiers ?? [];
  const unseen = named.filter((id) => !found.some((instance) => nameOf(instance) === id));
  const all = [...found, ...(unseen.length === 0 ? [] : await instancesOf(client, unseen))];
  const replicas = all.filter((instance) => nameOf(instance) !== primaryId);
  return [
    ...[primary, ...replicas].flatMap((instance) => unsettled(instance, tunable)),
    ...(CHECKS.get(tunable)?.({ primary, replicas }, to) ?? []),
  ];
}

/** Those that there are; a filter finds no fault with those that there are not. */
async function instancesOf(client: RDSClient, identifiers: readonly string[]): Promise<readonly DBInstance[]> {
  const instances: DBInstance[] = [];
  const filter = { Filters: [{ Name: "db-instance-id", Values: [...new Set(identifiers)] }] };
  for await (const { DBInstances = [] } of paginateDescribeDBInstances({ client }, filter)) instances.push(...DBInstances);
  return instances;
}

function unsettled(instance: DBInstance, tunable: string): readonly string[] {
  const { DBInstanceStatus: status, PendingModifiedValues } = instance;
  const settled = status === "available" || (status === "storage-optimization" && !OF_THE_VOLUME.has(tunable));
  return [
    ...(settled ? [] : [`${nameOf(instance)} is ${status}`]),
    ...pendingNames(PendingModifiedValues).map((name) => `${nameOf(instance)} has ${name} pending`),
  ];
}

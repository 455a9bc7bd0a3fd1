import { type DBCluster, type DBInstance, DescribeDBClustersCommand, paginateDescribeDBInstances, RDSClient } from "@aws-sdk/client-rds";
import type { Resource, TunableValue } from "../../../../contract";
import { clientOptions, DEFAULT_PATIENCE } from "../../../telemetry/aws/client";
import { allOf, identifiersIn, pendingNames, type Watch } from "./subject";

/** Whether the clusters and all their members have what a turn gave them. */
export const watchAurora: Watch = (subject) => {
  const { turn, region, resources } = subject;
  const client = new RDSClient(clientOptions(region, DEFAULT_PATIENCE));
  const clusters = identifiersIn(subject, "cluster", "DBClusterIdentifier");
  return () => allOf(clusters.map((cluster) => auroraOutstanding(client, cluster, resources, turn.tunable, turn.delta.to)));
};

/** What of a cluster a turn has to show, and what it says while it does not. */
interface Cluster {
  readonly cluster: DBCluster;
  readonly instances: readonly DBInstance[];
  readonly roleOf: (instance: DBInstance) => Role;
}
type Role = "writer" | "failover_reader" | "reader";
type Check = (seen: Cluster, to: TunableValue) => readonly string[];

/** The API leaves the type out of a cluster on Aurora Standard (`aurora`). */
const STANDARD_STORAGE = "aurora";

/** @param role whose class it is; of every member where none is given */
const classOf =
  (role?: Role): Check =>
  ({ instances, roleOf }, to) =>
    instances
      .filter((instance) => (role === undefined || roleOf(instance) === role) && instance.DBInstanceClass !== to)
      .map(({ DBInstanceIdentifier, DBInstanceClass }) => `${DBInstanceIdentifier} is a ${DBInstanceClass}, not a ${to} yet`);

const CHECKS: ReadonlyMap<string, Check> = new Map<string, Check>([
  ["writer_class", classOf("writer")],
  ["failover_reader_class", classOf("failover_reader")],
  ["reader_class", classOf("reader")],
  // Of a copy in another region, where all members are alike.
  ["secondary_class", classOf()],
  [
    "readers",
    ({ instances, roleOf }, to) => {
      const readers = instances.filter((instance) => roleOf(instance) !== "writer").length;
      return readers === to ? [] : [`the cluster has ${readers} readers, not ${to} yet`];
    },
  ],
  [
    "backup_retention_days",
    ({ cluster }, to) =>
      cluster.BackupRetentionPeriod === to ? [] : [`backups are kept for ${cluster.BackupRetentionPeriod} days, not ${to} yet`],
  ],
  [
    "storage_type",
    ({ cluster }, to) => {
      const type = cluster.StorageType ?? STANDARD_STORAGE;
      return type === (to === "" ? STANDARD_STORAGE : to) ? [] : [`the storage type is ${type}, not ${to || STANDARD_STORAGE} yet`];
    },
  ],
]);

/**
 * Aurora takes a change at once and carries it out later: it is in effect when the cluster and every member are available with nothing
 * pending, and the turned size is what they have.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBInstance.html,
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/accessing-monitoring.html
 */
export async function auroraOutstanding(
  client: RDSClient,
  clusterId: string,
  resources: readonly Resource[],
  tunable: string,
  to: TunableValue,
): Promise<readonly string[]> {
  const { DBClusters = [] } = await client.send(new DescribeDBClustersCommand({ DBClusterIdentifier: clusterId }));
  const [cluster] = DBClusters;
  if (cluster === undefined) return [`there is no cluster ${clusterId}`];
  const instances = await membersOf(client, clusterId);
  const check = CHECKS.get(tunable);
  return [
    ...unsettled(clusterId, cluster.Status, cluster.PendingModifiedValues),
    ...instances.flatMap((each) => unsettled(each.DBInstanceIdentifier ?? "", each.DBInstanceStatus, each.PendingModifiedValues)),
    ...(check === undefined ? [] : check({ cluster, instances, roleOf: rolesFrom(resources) }, to)),
  ];
}

async function membersOf(client: RDSClient, clusterId: string): Promise<readonly DBInstance[]> {
  const members: DBInstance[] = [];
  const filter = { Filters: [{ Name: "db-cluster-id", Values: [clusterId] }] };
  for await (const { DBInstances = [] } of paginateDescribeDBInstances({ client }, filter)) members.push(...DBInstances);
  return members;
}

const unsettled = (what: string, status: string | undefined, pending: object | undefined): readonly string[] => [
  ...(status === "available" ? [] : [`${what} is ${status}`]),
  ...pendingNames(pending).map((name) => `${what} has ${name} pending`),
];

/** By the identifiers that the stack gave them: a class belongs to an instance, whoever writes at the moment. */
function rolesFrom(resources: readonly Resource[]): (instance: DBInstance) => Role {
  const named = new Map(resources.map((resource) => [resource.dimensions.DBInstanceIdentifier, resource]));
  return ({ DBInstanceIdentifier }) => {
    const resource = named.get(DBInstanceIdentifier ?? "");
    if (resource?.role === "writer") return "writer";
    return resource?.name.includes("failover") === true ? "failover_reader" : "reader";
  };
}

import {
  DBClusterNotFoundFault,
  DescribeDBClustersCommand,
  type GlobalCluster,
  paginateDescribeGlobalClusters,
  RDSClient,
} from "@aws-sdk/client-rds";
import type { Resource, TunableValue } from "../../../../contract";
import { clientOptions, DEFAULT_PATIENCE } from "../../../telemetry/aws/client";
import { auroraOutstanding } from "./aurora-cluster";
import { allOf, identifiersIn, type Watch } from "./subject";

/** Whether the global database, its primary cluster and its copies have what a turn gave them. */
export const watchAuroraGlobal: Watch = (subject) => {
  const { turn, region, resources } = subject;
  const clients = new Map<string, RDSClient>();
  const clientIn = (place: string): RDSClient => {
    const client = clients.get(place) ?? new RDSClient(clientOptions(place, DEFAULT_PATIENCE));
    clients.set(place, client);
    return client;
  };
  const clusters = identifiersIn(subject, "cluster", "DBClusterIdentifier");
  const { tunable, delta } = turn;
  return () => allOf(clusters.map((cluster) => globalOutstanding({ clientIn, region, cluster, resources, tunable, to: delta.to })));
};

interface Asked {
  readonly clientIn: (region: string) => RDSClient;
  readonly region: string;
  /** Identifier of the primary cluster. */
  readonly cluster: string;
  readonly resources: readonly Resource[];
  readonly tunable: string;
  readonly to: TunableValue;
}

/**
 * What turns the primary is seen on the primary. A copy's class is seen on every copy's members. Copies themselves are those that the
 * global database names: each available with its members, and of one that is given up neither membership nor cluster is left.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_GlobalCluster.html
 */
export async function globalOutstanding({ clientIn, region, cluster, resources, tunable, to }: Asked): Promise<readonly string[]> {
  if (tunable !== "secondary_class" && tunable !== "secondary_regions")
    return auroraOutstanding(clientIn(region), cluster, resources, tunable, to);
  const global = await globalOf(clientIn(region), cluster);
  if (global === undefined) return [`no global database has ${cluster} as a member`];
  const copies = (global.GlobalClusterMembers ?? []).flatMap(({ DBClusterArn = "" }) => {
    const place = placeOf(DBClusterArn);
    return place.cluster === cluster && place.region === region ? [] : [place];
  });
  const settled = global.Status === "available" ? [] : [`${global.GlobalClusterIdentifier} is ${global.Status}`];
  const each = await allOf(copies.map((copy) => auroraOutstanding(clientIn(copy.region), copy.cluster, resources, tunable, to)));
  if (tunable === "secondary_class") return [...settled, ...each];
  const wanted = Array.isArray(to) ? to : [];
  return [
    ...settled,
    ...each,
    ...wanted.filter((name) => !copies.some((copy) => copy.region === name)).map((name) => `there is no copy in ${name} yet`),
    ...copies.filter((copy) => !wanted.includes(copy.region)).map((copy) => `${copy.cluster} in ${copy.region} is still a member`),
    ...(await leftOvers(clientIn, resources, wanted)),
  ];
}

async function globalOf(client: RDSClient, cluster: string): Promise<GlobalCluster | undefined> {
  for await (const { GlobalClusters = [] } of paginateDescribeGlobalClusters({ client }, {})) {
    const found = GlobalClusters.find(({ GlobalClusterMembers = [] }) =>
      GlobalClusterMembers.some(({ DBClusterArn = "" }) => placeOf(DBClusterArn).cluster === cluster),
    );
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `arn:aws:rds:<region>:<account>:cluster:<identifier>` */
function placeOf(arn: string): { readonly region: string; readonly cluster: string } {
  const parts = arn.split(":");
  return { region: parts[3] ?? "", cluster: parts.slice(6).join(":") };
}

/** Clusters that the inventory knows in regions that were given up: detached they would run on, and cost. */
const leftOvers = (clientIn: Asked["clientIn"], resources: readonly Resource[], wanted: readonly string[]): Promise<readonly string[]> =>
  allOf(
    resources.flatMap(({ scope, region = "", dimensions: { DBClusterIdentifier } }) =>
      scope !== "secondary_cluster" || wanted.includes(region) || DBClusterIdentifier === undefined
        ? []
        : [remains(clientIn(region), DBClusterIdentifier, region)],
    ),
  );

async function remains(client: RDSClient, cluster: string, region: string): Promise<readonly string[]> {
  try {
    const { DBClusters = [] } = await client.send(new DescribeDBClustersCommand({ DBClusterIdentifier: cluster }));
    return DBClusters.map(({ Status }) => `${cluster} in ${region} still exists: ${Status}`);
  } catch (error) {
    if (error instanceof DBClusterNotFoundFault) return [];
    throw error;
  }
}

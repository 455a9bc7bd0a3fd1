import type { Engine, Resource } from "../../contract";

export interface AuroraMembers {
  readonly engine: Engine;
  readonly cluster: string;
  readonly writer: string;
  readonly failoverReader: string;
  /** In order; the first is the cluster's second reader. */
  readonly furtherReaders: readonly string[];
}

export interface AuroraSecondary {
  readonly region: string;
  readonly cluster: string;
  readonly instances: readonly string[];
}

/** A cluster's volume and its members, by the role that synthesis gave them. */
export function auroraResources({ engine, cluster, writer, failoverReader, furtherReaders }: AuroraMembers): readonly Resource[] {
  const instance = (name: string, identifier: string, role: "writer" | "reader"): Resource => ({
    scope: "instance",
    name,
    dimensions: { DBInstanceIdentifier: identifier },
    role,
    engine,
  });
  return [
    { scope: "cluster", name: "cluster", dimensions: { DBClusterIdentifier: cluster }, engine },
    instance("writer", writer, "writer"),
    instance("failover_reader", failoverReader, "reader"),
    ...furtherReaders.map((identifier, index) => instance(`reader_${index + 2}`, identifier, "reader")),
  ];
}

/** The primary's resources, and in each further region a cluster with its instances. */
export function auroraGlobalResources(primary: AuroraMembers, secondaries: readonly AuroraSecondary[]): readonly Resource[] {
  return [...auroraResources(primary), ...secondaries.flatMap((secondary) => secondaryResources(primary.engine, secondary))];
}

/** A copy in another region: its cluster and its instances. */
export function secondaryResources(engine: Engine, { region, cluster, instances }: AuroraSecondary): readonly Resource[] {
  const there = { engine, region, role: "secondary", group: region } as const;
  return [
    { ...there, scope: "secondary_cluster", name: `cluster_${snake(region)}`, dimensions: { DBClusterIdentifier: cluster } },
    ...instances.map((identifier, index) => ({
      ...there,
      scope: "secondary_instance",
      name: `instance_${snake(region)}_${index + 1}`,
      dimensions: { DBInstanceIdentifier: identifier },
    })),
  ];
}

const snake = (region: string): string => region.replaceAll("-", "_");

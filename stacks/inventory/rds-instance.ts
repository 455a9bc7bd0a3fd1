import type { Engine, Resource } from "../../contract";

export interface RdsInstances {
  readonly engine: Engine;
  readonly primary: string;
  readonly replicas: readonly string[];
}

/** The primary and its read replicas; a standby in another zone has no metrics of its own. */
export function rdsResources({ engine, primary, replicas }: RdsInstances): readonly Resource[] {
  const instance = (name: string, identifier: string, role: "primary" | "replica"): Resource => ({
    scope: "instance",
    name,
    dimensions: { DBInstanceIdentifier: identifier },
    role,
    engine,
  });
  return [
    instance("primary", primary, "primary"),
    ...replicas.map((replica, index) => instance(`replica_${index + 1}`, replica, "replica")),
  ];
}

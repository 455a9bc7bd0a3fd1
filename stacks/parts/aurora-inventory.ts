import { Fn, type IResolvable, ref } from "cdktf";
import type { Engine, Resource } from "../../contract";
import type { AuroraCluster } from "../../modules/aurora-cluster";

/** Names as in stacks/inventory/aurora.ts; how many further readers there are is known to Terraform only. */
export function auroraInventory(cluster: AuroraCluster, engine: Engine): IResolvable {
  const instance = (name: string, identifier: string, role: "writer" | "reader"): Resource => ({
    scope: "instance",
    name,
    dimensions: { DBInstanceIdentifier: identifier },
    role,
    engine,
  });
  const always: readonly Resource[] = [
    { scope: "cluster", name: "cluster", dimensions: { DBClusterIdentifier: cluster.clusterIdentifier }, engine },
    instance("writer", cluster.writer.identifier, "writer"),
    instance("failover_reader", cluster.failoverReader.identifier, "reader"),
  ];
  const { terraformResourceType, friendlyUniqueId } = cluster.furtherReaders;
  const identifiers = `${terraformResourceType}.${friendlyUniqueId}[*].identifier`;
  const further = ref(
    `[for index, identifier in ${identifiers} : {scope = "instance", name = format("reader_%d", index + 2), dimensions = {DBInstanceIdentifier = identifier}, role = "reader", engine = "${engine}"}]`,
  );
  return Fn.flatten([always, further]);
}

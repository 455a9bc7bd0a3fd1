import { Fn, type IResolvable, ref } from "cdktf";
import { type Engine, type Resource, variableName } from "../../contract";
import type { AuroraCluster } from "../../modules/aurora-cluster";
import type { AuroraGlobal } from "../../modules/aurora-global";
import { secondaryResources } from "../inventory";

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

/** The primary's resources and those of each region that holds a copy now, in the order in which the size names them. */
export function auroraGlobalInventory(component: string, { primary, secondaries }: AuroraGlobal, engine: Engine): IResolvable {
  const regions = `var.${variableName(component, "secondary_regions")}`;
  const byRegion = Object.fromEntries(
    [...secondaries].map(([region, { clusterIdentifier: cluster, instanceIdentifier }]) => [
      region,
      secondaryResources(engine, { region, cluster, instances: [instanceIdentifier] }),
    ]),
  );
  return Fn.flatten([auroraInventory(primary, engine), ref(`[for region in ${regions} : ${JSON.stringify(byRegion)}[region]]`)]);
}

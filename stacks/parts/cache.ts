import { type IResolvable, ref } from "cdktf";
import { variableName } from "../../contract";
import { Redis } from "../../modules/redis";
import { tagComponent } from "../foundation";
import type { AnyContext, Clients } from "./context";

export interface CacheProps {
  /** Of the stack's contract, of kind `redis`. */
  readonly component: string;
  readonly name: string;
  readonly description: string;
  readonly clients: Clients;
  readonly size: { readonly node_type: string; readonly shards: number; readonly replicas_per_shard: number; readonly engine: string };
}

export interface Cache {
  readonly cluster: Redis;
  readonly inventory: IResolvable;
}

export function buildCache(context: AnyContext, { component, name, description, clients, size }: CacheProps): Cache {
  const { scope, prefix, network, dataKeyArn, logKeyArn, protection } = context;
  const cluster = new Redis(scope, component, {
    name,
    description,
    vpcId: network.vpcId,
    subnetIds: network.isolatedSubnetIds,
    clients,
    nodeType: size.node_type,
    shards: size.shards,
    replicasPerShard: size.replicas_per_shard,
    engine: size.engine,
    dataKeyArn,
    logKeyArn,
    protection,
  });
  tagComponent(cluster, `${prefix}${component}`);
  return { cluster, inventory: inventoryOf(`${prefix}${component}`, name) };
}

/**
 * ElastiCache's own numbering, as in stacks/inventory/redis.ts. Read from the sizes and not from the cluster's members, which Terraform
 * would know only after the apply that changes them, so that the next plan would still differ.
 */
function inventoryOf(component: string, replicationGroupId: string): IResolvable {
  const shards = `range(1, var.${variableName(component, "shards")} + 1)`;
  const nodes = `range(1, var.${variableName(component, "replicas_per_shard")} + 2)`;
  const node = [
    `scope = "node"`,
    `name = format("%04d-%03d", node[0], node[1])`,
    `dimensions = {CacheClusterId = format("${replicationGroupId}-%04d-%03d", node[0], node[1])}`,
    `role = node[1] == 1 ? "primary" : "replica"`,
    `group = format("%04d", node[0])`,
  ].join(", ");
  return ref(`[for node in setproduct(${shards}, ${nodes}) : {${node}}]`);
}

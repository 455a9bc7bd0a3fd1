import { type IResolvable, ref } from "cdktf";
import { variableName } from "../../contract";
import { Redis } from "../../modules/redis";
import { tagComponent } from "../foundation";
import type { Clients, InventoryPart, TradingContext } from "./context";

const COMPONENT = "cache";

export interface TradingCache {
  readonly cluster: Redis;
  readonly inventory: InventoryPart;
}

export function buildCache(context: TradingContext, clients: Clients): TradingCache {
  const { stack, deployment, sizes, names, network, dataKeyArn, logKeyArn, protection } = context;
  const size = sizes.cache;
  const cluster = new Redis(stack, COMPONENT, {
    name: names.cache,
    description: `Market data and order state of ${deployment.name}`,
    vpcId: network.vpcId,
    subnetIds: network.isolatedSubnetIds,
    clients,
    nodeType: size.node_type,
    shards: size.shards,
    replicasPerShard: size.replicas_per_shard,
    dataKeyArn,
    logKeyArn,
    protection,
  });
  tagComponent(cluster, COMPONENT);
  return { cluster, inventory: { cache: inventoryOf(names.cache) } };
}

/**
 * ElastiCache's own numbering, as in inventory.ts. Read from the sizes and not from the cluster's members, which Terraform would
 * know only after the apply that changes them, so that the next plan would still differ.
 */
function inventoryOf(replicationGroupId: string): IResolvable {
  const shards = `range(1, var.${variableName(COMPONENT, "shards")} + 1)`;
  const nodes = `range(1, var.${variableName(COMPONENT, "replicas_per_shard")} + 2)`;
  const node = [
    `scope = "node"`,
    `name = format("%04d-%03d", node[0], node[1])`,
    `dimensions = {CacheClusterId = format("${replicationGroupId}-%04d-%03d", node[0], node[1])}`,
    `role = node[1] == 1 ? "primary" : "replica"`,
    `group = format("%04d", node[0])`,
  ].join(", ");
  return ref(`[for node in setproduct(${shards}, ${nodes}) : {${node}}]`);
}

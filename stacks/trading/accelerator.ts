import { type IResolvable, ref } from "cdktf";
import { variableName } from "../../contract";
import { Dax } from "../../modules/dax";
import { tagComponent } from "../foundation";
import type { Clients } from "../parts";
import type { TradingContext, TradingInventory } from "./context";
import { TABLES, type TradingNames } from "./names";
import type { TradingTables } from "./tables";

const COMPONENT = "accelerator";
/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAX.concepts.cluster.html */
const MOST_NODES = 11;

export interface TradingAccelerator {
  readonly cluster: Dax;
  readonly inventory: TradingInventory;
}

export function buildAccelerator(context: TradingContext, { tables }: TradingTables, clients: Clients): TradingAccelerator {
  const { stack, deployment, sizes, names, network, dataKeyArn } = context;
  const size = sizes.accelerator;
  const cluster = new Dax(stack, COMPONENT, {
    name: names.accelerator,
    description: `Item and query cache of the tables of ${deployment.name}`,
    region: deployment.region,
    vpcId: network.vpcId,
    subnetIds: network.isolatedSubnetIds,
    clients,
    tableArns: TABLES.map((table) => tables[table].tableArn),
    dataKeyArn,
    nodeType: size.node_type,
    nodes: size.nodes,
  });
  tagComponent(cluster, COMPONENT);
  return { cluster, inventory: { accelerator: inventoryOf(names) } };
}

/** Nodes have letters, as in inventory.ts; read from the size, so that the plan after a change is empty. */
function inventoryOf({ accelerator, acceleratorNode }: TradingNames): IResolvable {
  const letters = Array.from({ length: MOST_NODES }, (_, index) => acceleratorNode(index + 1));
  const node = [
    `scope = "node"`,
    `name = letter`,
    `dimensions = {ClusterId = "${accelerator}", NodeId = format("${accelerator}-%s", letter)}`,
    `role = index == 0 ? "primary" : "replica"`,
  ].join(", ");
  const nodes = `slice(${JSON.stringify(letters)}, 0, var.${variableName(COMPONENT, "nodes")})`;
  return ref(`[for index, letter in ${nodes} : {${node}}]`);
}

import { TerraformOutput } from "cdktf";
import { defineStack, publishInventory } from "../foundation";
import type { TradingStack } from "./context";
import { tradingInventory } from "./inventory";
import { TABLES } from "./names";
import { buildContext } from "./network";
import { tradingPolicy } from "./policy";
import { buildTables } from "./tables";
import { tradingContract } from "./tunables";

export const trading = defineStack({ contract: tradingContract, policy: tradingPolicy, inventory: tradingInventory, build });

function build(stack: TradingStack): void {
  const context = buildContext(stack);
  const { tables, inventory: tableInventory } = buildTables(context);
  publishInventory(stack, { ...tableInventory });

  const output = (name: string, description: string, value: unknown) => new TerraformOutput(stack, name, { description, value });
  output("vpc_id", "Id of the VPC", context.network.vpcId);
  output("table_names", "Names of the DynamoDB tables", Object.fromEntries(TABLES.map((table) => [table, tables[table].tableName])));
  output("data_key_arn", "KMS key of data at rest", context.dataKeyArn);
  output("log_key_arn", "KMS key of log groups", context.logKeyArn);
}

import { TerraformOutput } from "cdktf";
import { defineStack, publishInventory } from "../foundation";
import { buildCompute } from "./compute";
import type { TradingStack } from "./context";
import { tradingInventory } from "./inventory";
import { TABLES } from "./names";
import { buildContext } from "./network";
import { buildObservability } from "./observability";
import { tradingPolicy } from "./policy";
import { buildQueue } from "./queue";
import { buildTables } from "./tables";
import { tradingContract } from "./tunables";

export const trading = defineStack({ contract: tradingContract, policy: tradingPolicy, inventory: tradingInventory, build });

function build(stack: TradingStack): void {
  const context = buildContext(stack);
  const { tables, inventory: tableInventory } = buildTables(context);
  const compute = buildCompute(context, buildQueue(context));
  const { alertTopicArn } = buildObservability(context, compute.groups);
  publishInventory(stack, { ...compute.inventory, ...tableInventory });

  const output = (name: string, description: string, value: unknown) => new TerraformOutput(stack, name, { description, value });
  output("vpc_id", "Id of the VPC", context.network.vpcId);
  output("table_names", "Names of the DynamoDB tables", Object.fromEntries(TABLES.map((table) => [table, tables[table].tableName])));
  output(
    "order_service_group_names",
    "Names of the order service's auto-scaling groups",
    compute.groups.members.map(({ groupName }) => groupName),
  );
  output("alert_topic_arn", "SNS topic that alarms report to", alertTopicArn);
  output("data_key_arn", "KMS key of data at rest", context.dataKeyArn);
  output("log_key_arn", "KMS key of log groups", context.logKeyArn);
}

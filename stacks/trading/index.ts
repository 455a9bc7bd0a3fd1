import { TerraformOutput } from "cdktf";
import { defineStack, publishInventory } from "../foundation";
import { buildAccelerator } from "./accelerator";
import { buildCache } from "./cache";
import { buildCompute } from "./compute";
import type { TradingStack } from "./context";
import { allowDataStores } from "./data-access";
import { buildBackup, buildDatabase } from "./database";
import { tradingInventory } from "./inventory";
import { buildLink } from "./link";
import { TABLES } from "./names";
import { buildContext } from "./network";
import { buildObservability } from "./observability";
import { tradingPolicy } from "./policy";
import { buildQueue } from "./queue";
import { tradingSettings } from "./settings";
import { buildTables } from "./tables";
import { tradingContract } from "./tunables";

export const trading = defineStack({ contract: tradingContract, policy: tradingPolicy, inventory: tradingInventory, build });

function build(stack: TradingStack): void {
  const context = buildContext(stack);
  const tables = buildTables(context);
  const compute = buildCompute(context, buildQueue(context));
  const { alertTopicArn } = buildObservability(context, compute.groups);
  const clients = { order_service: compute.securityGroupId };
  const database = buildDatabase(context, clients);
  const cache = buildCache(context, clients);
  const accelerator = buildAccelerator(context, tables, clients);
  buildBackup(context, database);
  buildLink(context, tradingSettings(stack.deployment).link, alertTopicArn);
  allowDataStores(compute.runtime, context, { database, cache, accelerator, tables });
  publishInventory(stack, {
    ...compute.inventory,
    ...tables.inventory,
    ...database.inventory,
    ...cache.inventory,
    ...accelerator.inventory,
  });

  const output = (name: string, description: string, value: unknown) => new TerraformOutput(stack, name, { description, value });
  output("vpc_id", "Id of the VPC", context.network.vpcId);
  output("table_names", "Names of the DynamoDB tables", Object.fromEntries(TABLES.map((table) => [table, tables.tables[table].tableName])));
  output(
    "order_service_group_names",
    "Names of the order service's auto-scaling groups",
    compute.groups.members.map(({ groupName }) => groupName),
  );
  output("database_writer_endpoint", "Where the database is written", database.cluster.writerEndpoint);
  output("database_reader_endpoint", "Where the database is read", database.cluster.readerEndpoint);
  output("cache_endpoint", "Configuration endpoint of Redis", cache.cluster.configurationEndpoint);
  output("accelerator_endpoint", "Where clients of DAX find its nodes", accelerator.cluster.endpoint);
  output("alert_topic_arn", "SNS topic that alarms report to", alertTopicArn);
  output("data_key_arn", "KMS key of data at rest", context.dataKeyArn);
  output("log_key_arn", "KMS key of log groups", context.logKeyArn);
}

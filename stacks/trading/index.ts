import { defineStack, publishInventory } from "../foundation";
import { declareOutputs } from "../parts";
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
  const { service, inventory } = buildCompute(context, buildQueue(context));
  const { alertTopicArn } = buildObservability(context, service);
  const clients = { order_service: service.securityGroupId };
  const database = buildDatabase(context, clients);
  const cache = buildCache(context, clients);
  const accelerator = buildAccelerator(context, tables, clients);
  buildBackup(context, database);
  buildLink(context, tradingSettings(stack.deployment).link, alertTopicArn);
  allowDataStores(service.runtime, context, { database, cache, accelerator, tables });
  publishInventory(stack, {
    ...inventory,
    ...tables.inventory,
    ...database.inventory,
    cache: cache.inventory,
    ...accelerator.inventory,
  });
  declareOutputs(stack, {
    vpc_id: { description: "Id of the VPC", value: context.network.vpcId },
    table_names: {
      description: "Names of the DynamoDB tables",
      value: Object.fromEntries(TABLES.map((table) => [table, tables.tables[table].tableName])),
    },
    order_service_group_names: {
      description: "Names of the order service's auto-scaling groups",
      value: service.groups.members.map(({ groupName }) => groupName),
    },
    database_writer_endpoint: { description: "Where the database is written", value: database.cluster.writerEndpoint },
    database_reader_endpoint: { description: "Where the database is read", value: database.cluster.readerEndpoint },
    cache_endpoint: { description: "Configuration endpoint of Redis", value: cache.cluster.configurationEndpoint },
    accelerator_endpoint: { description: "Where clients of DAX find its nodes", value: accelerator.cluster.endpoint },
    alert_topic_arn: { description: "SNS topic that alarms report to", value: alertTopicArn },
    data_key_arn: { description: "KMS key of data at rest", value: context.dataKeyArn },
    log_key_arn: { description: "KMS key of log groups", value: context.logKeyArn },
  });
}

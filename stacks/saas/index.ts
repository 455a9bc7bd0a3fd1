import { defineStack, publishInventory } from "../foundation";
import { declareOutputs } from "../parts";
import { buildBalancer } from "./balancer";
import { boundRoles } from "./boundary";
import { buildCache } from "./cache";
import { buildCompute } from "./compute";
import type { SaasStack } from "./context";
import { allowDataStores } from "./data-access";
import { buildBackup, buildDatabase } from "./database";
import { saasInventory } from "./inventory";
import { buildContext, buildSecondaries } from "./network";
import { buildObservability } from "./observability";
import { saasPolicy } from "./policy";
import { TABLES } from "./table-layouts";
import { buildTables } from "./tables";
import { buildTenants } from "./tenants";
import { saasContract, saasContractIn } from "./tunables";

export const saas = defineStack({
  contract: saasContract,
  contractOf: ({ regions }) => saasContractIn(regions.slice(1)),
  policy: saasPolicy,
  inventory: saasInventory,
  build,
});

function build(stack: SaasStack): void {
  const context = buildContext(stack);
  const secondaries = buildSecondaries(context);
  const tables = buildTables(context);
  const tenants = buildTenants(context);
  const { service, inventory } = buildCompute(context);
  const balancer = buildBalancer(context, service);
  const { alertTopicArn } = buildObservability(context, service, balancer);
  const clients = { app_service: service.securityGroupId };
  const database = buildDatabase(context, secondaries, clients);
  const cache = buildCache(context, clients);
  buildBackup(context, database);
  allowDataStores(service.runtime, context, { database, cache, tables, tenants });
  boundRoles(context);
  publishInventory(stack, { ...inventory, ...tables.inventory, ...database.inventory, cache: cache.inventory });

  const { primary, secondaries: copies } = database.database;
  declareOutputs(stack, {
    vpc_id: { description: "Id of the VPC", value: context.network.vpcId },
    load_balancer_dns_name: { description: "Where clients reach the load balancer", value: balancer.dnsName },
    load_balancer_arn: { description: "For a web firewall (WAF) to be associated with", value: balancer.arn },
    load_balancer_dimensions: {
      description:
        "What CloudWatch knows load balancer and target groups by; AWS makes these names, so that the inventory has none of them",
      value: {
        LoadBalancer: balancer.arnSuffix,
        TargetGroup: Object.fromEntries(Object.entries(balancer.targetGroups).map(([name, { arnSuffix }]) => [name, arnSuffix])),
      },
    },
    app_service_group_names: {
      description: "Names of the application servers' auto-scaling groups",
      value: service.groups.members.map(({ groupName }) => groupName),
    },
    database_writer_endpoint: { description: "Where the database is written", value: primary.writerEndpoint },
    database_reader_endpoint: { description: "Where the database is read", value: primary.readerEndpoint },
    database_secondary_endpoints: {
      description: "Where its copies are read, by region; null while a region holds none",
      value: Object.fromEntries([...copies].map(([region, { readerEndpoint }]) => [region, readerEndpoint])),
    },
    cache_endpoint: { description: "Configuration endpoint of Redis", value: cache.cluster.configurationEndpoint },
    table_names: {
      description: "Names of the DynamoDB tables; accounts is null until users_consolidated makes it",
      value: {
        ...Object.fromEntries(TABLES.map((table) => [table, tables.tables[table].tableName])),
        accounts: tables.consolidated.tableName,
      },
    },
    alert_topic_arn: { description: "SNS topic that alarms report to", value: alertTopicArn },
    data_key_arns: {
      description: "KMS keys of data at rest, by region",
      value: Object.fromEntries([context, ...secondaries].map(({ region, dataKeyArn }) => [region, dataKeyArn])),
    },
    log_key_arns: {
      description: "KMS keys of log groups, by region",
      value: Object.fromEntries([context, ...secondaries].map(({ region, logKeyArn }) => [region, logKeyArn])),
    },
  });
}

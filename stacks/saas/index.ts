import { defineStack, publishInventory } from "../foundation";
import { declareOutputs } from "../parts";
import { buildCache } from "./cache";
import type { SaasStack } from "./context";
import { buildBackup, buildDatabase } from "./database";
import { saasInventory } from "./inventory";
import { buildContext, buildSecondaries } from "./network";
import { saasPolicy } from "./policy";
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
  const clients = {};
  const database = buildDatabase(context, secondaries, clients);
  const cache = buildCache(context, clients);
  buildBackup(context, database);
  publishInventory(stack, { ...database.inventory, cache: cache.inventory });
  declareOutputs(stack, {
    vpc_id: { description: "Id of the VPC", value: context.network.vpcId },
    database_writer_endpoint: { description: "Where the database is written", value: database.database.primary.writerEndpoint },
    database_reader_endpoint: { description: "Where the database is read", value: database.database.primary.readerEndpoint },
    cache_endpoint: { description: "Configuration endpoint of Redis", value: cache.cluster.configurationEndpoint },
    data_key_arn: { description: "KMS key of data at rest", value: context.dataKeyArn },
    log_key_arn: { description: "KMS key of log groups", value: context.logKeyArn },
  });
}

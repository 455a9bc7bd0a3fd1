import { declareOutputs, type Observability } from "../parts";
import type { StagingCompute } from "./compute";
import type { StagingContext } from "./context";
import { DATABASE_USER, type DataStores } from "./data-access";
import type { StagingFunctions } from "./lambda";
import type { StagingQueue } from "./queue";

export interface StagingParts extends DataStores, StagingQueue, Pick<StagingFunctions, "functions"> {
  readonly compute: StagingCompute;
  readonly observability: Observability;
}

/** Outputs of one region; a further one's names begin with it: `eu_west_1_vpc_id`. */
export function declareStagingOutputs(context: StagingContext, parts: StagingParts): void {
  const { stack, prefix, network, dataKeyArn, logKeyArn } = context;
  const { compute, database, queue, store, observability } = parts;
  const outputs = {
    vpc_id: { description: "Id of the VPC", value: network.vpcId },
    load_balancer_dns_name: { description: "DNS name of the load balancer", value: compute.balancer.dnsName },
    service_group_names: {
      description: "Names of the service's auto-scaling groups",
      value: compute.service.groups.members.map(({ groupName }) => groupName),
    },
    database_writer_endpoint: { description: "Where the database is written", value: database.instance.address },
    database_reader_endpoints: {
      description: "Where the database's replicas are read, one each",
      value: `\${${database.instance.replicas.terraformResourceType}.${database.instance.replicas.friendlyUniqueId}[*].address}`,
    },
    cache_endpoint: { description: "Configuration endpoint of Redis", value: parts.cache.cluster.configurationEndpoint },
    order_queue_url: { description: "Queue that the worker works off", value: queue.queueUrl },
    orders_bucket_name: { description: "Bucket of orders and reports", value: store.name },
    alert_topic_arn: { description: "SNS topic that alarms report to", value: observability.alertTopicArn },
    data_key_arn: { description: "KMS key of data at rest", value: dataKeyArn },
    log_key_arn: { description: "KMS key of log groups", value: logKeyArn },
    loadtest_endpoints: { description: "What a load test connects to; no secret is in it", value: loadTestEndpoints(context, parts) },
  };
  declareOutputs(stack, Object.fromEntries(Object.entries(outputs).map(([name, output]) => [`${prefix}${name}`, output])));
}

/** Read from `terraform output -json` as it is here; the README describes it. */
function loadTestEndpoints({ deployment, region }: StagingContext, { compute, database, cache, functions }: StagingParts) {
  const { instance } = database;
  return {
    region,
    database: {
      engine: "postgresql",
      host: instance.address,
      port: instance.port,
      name: deployment.stack,
      iam_user: DATABASE_USER,
      tls: true,
      secret_arn: instance.masterSecretArn,
    },
    cache: {
      host: cache.cluster.configurationEndpoint,
      port: cache.cluster.port,
      cluster_mode: true,
      tls: true,
      iam_user: cache.cluster.userName,
      replication_group_id: cache.cluster.replicationGroupId,
    },
    functions: Object.fromEntries(Object.entries(functions).map(([name, { aliasArn }]) => [name, aliasArn])),
    http: { url: compute.url },
  };
}

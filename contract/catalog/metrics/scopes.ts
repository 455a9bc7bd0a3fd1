import type { Kind } from "../../kinds";

/** Names of the dimensions by which CloudWatch knows the resources of a scope; the inventory gives their values. */
export type Scopes = Readonly<Record<string, readonly string[]>>;

const AURORA = { cluster: ["DBClusterIdentifier"], instance: ["DBInstanceIdentifier"] } as const satisfies Scopes;
const SERVICE = { service: ["Deployment", "Service"] } as const satisfies Scopes;

/** Every scope that a kind's metrics may name. */
export const SCOPES: { readonly [K in Kind]: Scopes } = {
  "aurora-cluster": AURORA,
  "aurora-global": { ...AURORA, secondary_cluster: ["DBClusterIdentifier"], secondary_instance: ["DBInstanceIdentifier"] },
  "rds-instance": { instance: ["DBInstanceIdentifier"] },
  "auto-scaling-group": {
    ...SERVICE,
    group: ["AutoScalingGroupName"],
    queue: ["QueueName"],
    dead_letter_queue: ["QueueName"],
    load_balancer: ["LoadBalancer"],
    target_group: ["LoadBalancer", "TargetGroup"],
    network_load_balancer: ["LoadBalancer"],
    network_target_group: ["LoadBalancer", "TargetGroup"],
  },
  redis: { node: ["CacheClusterId"] },
  "dynamodb-table": { table: ["TableName"], index: ["GlobalSecondaryIndexName", "TableName"], account: [] },
  dax: { node: ["ClusterId", "NodeId"] },
  "lambda-function": { function: ["FunctionName"], alias: ["FunctionName", "Resource"], insights: ["function_name"] },
  "inference-endpoint": { ...SERVICE, variant: ["EndpointName", "VariantName"] },
  "training-job": { host: ["Host"] },
};

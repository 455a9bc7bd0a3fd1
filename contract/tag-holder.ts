import type { Resource } from "./inventory";

/** Where a resource's tags are kept: the tagging API knows all ARNs but those of auto-scaling groups. */
export type TagHolder =
  | { readonly service: "tagging"; readonly arn: string }
  /** https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/supported-services.html: GetResources leaves them out. */
  | { readonly service: "auto-scaling"; readonly group: string };

export interface Place {
  readonly account: string;
  /** Where the resource is. */
  readonly region: string;
}

/** `aws`, or the partition that keeps its regions apart. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export function partitionOf(region: string): "aws" | "aws-cn" | "aws-us-gov" {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

interface ArnParts {
  readonly service: string;
  readonly resource: string;
}

/** By the dimension that names a resource to CloudWatch. SageMaker writes names in ARNs in lower case. */
const ARN_PARTS: Readonly<Record<string, (name: string) => ArnParts>> = {
  TableName: (name) => ({ service: "dynamodb", resource: `table/${name}` }),
  DBInstanceIdentifier: (name) => ({ service: "rds", resource: `db:${name}` }),
  DBClusterIdentifier: (name) => ({ service: "rds", resource: `cluster:${name}` }),
  CacheClusterId: (name) => ({ service: "elasticache", resource: `cluster:${name}` }),
  ClusterId: (name) => ({ service: "dax", resource: `cache/${name}` }),
  FunctionName: (name) => ({ service: "lambda", resource: `function:${name}` }),
  function_name: (name) => ({ service: "lambda", resource: `function:${name}` }),
  EndpointName: (name) => ({ service: "sagemaker", resource: `endpoint/${name.toLowerCase()}` }),
  Host: (name) => ({ service: "sagemaker", resource: `training-job/${name.split("/")[0]?.toLowerCase()}` }),
  QueueName: (name) => ({ service: "sqs", resource: name }),
  TargetGroup: (name) => ({ service: "elasticloadbalancing", resource: name }),
  LoadBalancer: (name) => ({ service: "elasticloadbalancing", resource: `loadbalancer/${name}` }),
};

/** @returns undefined for what has no tags of its own: a service's SLO metrics, the account's quotas */
export function tagHolderOf({ arn, dimensions }: Resource, { account, region }: Place): TagHolder | undefined {
  const group = dimensions.AutoScalingGroupName;
  if (group !== undefined) return { service: "auto-scaling", group };
  if (arn !== undefined) return { service: "tagging", arn };
  for (const [dimension, partsOf] of Object.entries(ARN_PARTS)) {
    const name = dimensions[dimension];
    if (name === undefined) continue;
    const { service, resource } = partsOf(name);
    return { service: "tagging", arn: `arn:${partitionOf(region)}:${service}:${region}:${account}:${resource}` };
  }
  return undefined;
}

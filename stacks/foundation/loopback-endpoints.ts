import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { TerraformStack } from "cdktf";

/** Services that the stacks use: the provider's name for each, and what the SDKs' `AWS_ENDPOINT_URL_…` calls it. */
const SERVICES = {
  acm: "ACM",
  appautoscaling: "APPLICATION_AUTO_SCALING",
  autoscaling: "AUTO_SCALING",
  backup: "BACKUP",
  cloudwatch: "CLOUDWATCH",
  dax: "DAX",
  dynamodb: "DYNAMODB",
  ec2: "EC2",
  elasticache: "ELASTICACHE",
  elbv2: "ELASTIC_LOAD_BALANCING_V2",
  iam: "IAM",
  kms: "KMS",
  lambda: "LAMBDA",
  logs: "CLOUDWATCH_LOGS",
  rds: "RDS",
  route53: "ROUTE_53",
  s3: "S3",
  scheduler: "SCHEDULER",
  secretsmanager: "SECRETS_MANAGER",
  sns: "SNS",
  sqs: "SQS",
  ssm: "SSM",
  sts: "STS",
  xray: "XRAY",
} as const satisfies Readonly<Record<string, string>>;

/**
 * Writes the environment's endpoints into the providers, so that a stack that was synthesized for this machine stays there
 * when it is planned from another shell.
 */
export function keepOnThisMachine(stack: TerraformStack, environment: Readonly<Record<string, string | undefined>>): void {
  const endpoints = Object.fromEntries(
    Object.entries(SERVICES).map(([service, name]) => [service, environment[`AWS_ENDPOINT_URL_${name}`] || environment.AWS_ENDPOINT_URL]),
  );
  for (const construct of stack.node.findAll()) {
    if (construct instanceof AwsProvider) construct.endpoints = [endpoints];
  }
}

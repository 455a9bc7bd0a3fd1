import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { TerraformStack } from "cdktf";
import type { Deployment } from "./config";

/** The oldest Terraform with S3 lock files that are not experimental and with validations across variables. */
const TERRAFORM_VERSION = ">= 1.11.0";

/** AWS's account of its documentation, and of the example configuration: nobody's, so it stands for an account not yet named. */
const EXAMPLE_ACCOUNT = "123456789012";

/** Whether the account is one that was not yet named: nothing is ever applied there. */
export const isExample = (account: string): boolean => account === EXAMPLE_ACCOUNT;

/** Another account's credentials in the shell must not build the stack there. */
export const inAccountAlone = (account: string) => (isExample(account) ? {} : { allowedAccountIds: [account] });

/** The provider in the deployment's primary region, pinned to the configured version whatever the bindings were made from. */
export function useProvider(stack: TerraformStack, deployment: Deployment): AwsProvider {
  const provider = new AwsProvider(stack, "aws", {
    region: deployment.region,
    ...inAccountAlone(deployment.account),
    defaultTags: [{ tags: defaultTags(deployment) }],
  });
  stack.addOverride("terraform.required_version", TERRAFORM_VERSION);
  stack.addOverride("terraform.required_providers.aws", { source: "hashicorp/aws", version: deployment.providerVersion });
  return provider;
}

/** A provider of a further region, whose name is its alias: the same account, version and tags. */
export const regionalProvider = (stack: TerraformStack, deployment: Deployment, region: string): AwsProvider =>
  new AwsProvider(stack, `aws_${region}`, {
    alias: region,
    region,
    ...inAccountAlone(deployment.account),
    defaultTags: [{ tags: defaultTags(deployment) }],
  });

/** Of every resource; where default tags do not reach (groups, instances, volumes) they are set again. `Component` comes on top, per resource: {@link tagComponent}. */
export const defaultTags = (deployment: Deployment) => ({
  Environment: deployment.environment,
  ManagedBy: "trimtab",
  Stack: deployment.stack,
  Deployment: deployment.name,
  Phase: deployment.phase,
});

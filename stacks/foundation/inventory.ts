import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3Object } from "@cdktf/provider-aws/lib/s3-object";
import { Fn, type IResolvable, TerraformOutput } from "cdktf";
import { deploymentPaths, type Resource, regionPrefix, type StackContract } from "../../contract";
import type { DeploymentStack } from "./deployment-stack";
import { inAccountAlone } from "./provider";

/** A list where all resources are known at synth; a Terraform expression where a size decides how many there are. */
export type InventoryResources = readonly Resource[] | IResolvable;

export type ResourcesOfComponents = Readonly<Record<string, InventoryResources>>;

/**
 * Publishes what was really built, from references to it: as output `trimtab_inventory`, and as an object beside the state, so that
 * who reads metrics never has to open the state.
 * @param elsewhere resources of further regions, by region and by the components' names in the primary one
 */
export function publishInventory(
  stack: DeploymentStack<StackContract>,
  resources: ResourcesOfComponents,
  elsewhere: Readonly<Record<string, ResourcesOfComponents>> = {},
): void {
  const { name, account, region, backend, state } = stack.deployment;
  const inventory = Object.fromEntries([
    ...Object.entries(resources).map(([component, of]) => [component, { region, resources: of }]),
    ...Object.entries(elsewhere).flatMap(([further, there]) =>
      Object.entries(there).map(([component, of]) => [`${regionPrefix(further)}${component}`, { region: further, resources: of }]),
    ),
  ]);
  new TerraformOutput(stack, "trimtab_inventory", {
    description: "Where CloudWatch keeps the metrics of each component",
    value: inventory,
  });
  if (backend === "local") return;
  new S3Object(stack, "trimtab_inventory_object", {
    bucket: state.bucket,
    key: deploymentPaths(name).inventory,
    content: Fn.jsonencode(inventory),
    contentType: "application/json",
    tags: { Component: "inventory" },
    ...(state.region === region
      ? {}
      : { provider: new AwsProvider(stack, "aws_state", { alias: "state", region: state.region, ...inAccountAlone(account) }) }),
  });
}

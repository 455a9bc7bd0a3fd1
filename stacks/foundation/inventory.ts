import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3Object } from "@cdktf/provider-aws/lib/s3-object";
import { Fn, type IResolvable, TerraformOutput } from "cdktf";
import { deploymentPaths, type Resource, type StackContract } from "../../contract";
import type { DeploymentStack } from "./deployment-stack";
import { inAccountAlone } from "./provider";

/** A list where all resources are known at synth; a Terraform expression where a size decides how many there are. */
export type InventoryResources = readonly Resource[] | IResolvable;

/**
 * Publishes what was really built, from references to it: as output `trimtab_inventory`, and as an object beside the state, so that
 * who reads metrics never has to open the state.
 */
export function publishInventory(stack: DeploymentStack<StackContract>, resources: Readonly<Record<string, InventoryResources>>): void {
  const { name, account, region, backend, state } = stack.deployment;
  const inventory = Object.fromEntries(Object.entries(resources).map(([component, of]) => [component, { region, resources: of }]));
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

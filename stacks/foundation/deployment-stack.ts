import { TerraformElement, TerraformStack } from "cdktf";
import type { Construct, Node } from "constructs";
import { deploymentPaths, type StackContract, TrimtabError } from "../../contract";
import { useBackend } from "./backend";
import type { Deployment } from "./config";
import { useProvider } from "./provider";
import { declareSizes, type Sizes } from "./sizes";

/** A stack in one environment, account and set of regions, with a typed token for each of its sizes. */
export class DeploymentStack<C extends StackContract> extends TerraformStack {
  readonly deployment: Deployment;
  /** Of the primary region. */
  readonly sizes: Sizes<C>;
  private readonly pathsById = new Map<string, string>();
  private readonly tagsByComponent = new Map<string, Readonly<Record<string, string>>>();

  constructor(
    scope: Construct,
    deployment: Deployment,
    private readonly contract: C,
  ) {
    super(scope, deploymentPaths(deployment.name).id);
    this.deployment = deployment;
    useProvider(this, deployment);
    useBackend(this, deployment);
    this.sizes = declareSizes(this, contract);
  }

  /** Declares the variables of a further region. */
  sizesIn(region: string): Sizes<C> {
    return declareSizes(this, this.contract, region);
  }

  /** Further tags of every resource of a component. */
  tagFurther(component: string, tags: Readonly<Record<string, string>>): void {
    this.tagsByComponent.set(component, { ...this.tagsByComponent.get(component), ...tags });
  }

  /** What resources of a component are tagged with, beside the provider's default tags. */
  tagsOf(component: string): Readonly<Record<string, string>> {
    return { Component: component, ...this.tagsByComponent.get(component) };
  }

  /**
   * Addresses are the construct path in snake case, `aws_subnet.network_private_a`: they stand in plans that people review.
   * @throws TrimtabError where two constructs would share one
   */
  protected override allocateLogicalId(element: TerraformElement | Node): string {
    const node = TerraformElement.isTerraformElement(element) ? element.node : element;
    const ids = node.scopes.slice(node.scopes.indexOf(this) + 1).map((scope) => scope.node.id);
    const id = ids.join("_").replace(/[^A-Za-z0-9_]/g, "_");
    const path = this.pathsById.get(id);
    if (path !== undefined && path !== node.path) {
      throw new TrimtabError(`constructs ${path} and ${node.path} would share the Terraform name ${id}`, { hint: "rename one of them" });
    }
    this.pathsById.set(id, node.path);
    return id;
  }
}

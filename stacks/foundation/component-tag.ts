import { Aspects, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { DeploymentStack } from "./deployment-stack";

interface Taggable extends IConstruct {
  tags: Record<string, string>;
  readonly tagsInput: Record<string, string> | undefined;
}

const isTaggable = (construct: IConstruct): construct is Taggable => "tagsInput" in construct;

/**
 * Tags everything under a construct with `Component`, by which Cost Explorer breaks the stack down, and with the component's further tags.
 * Auto-scaling groups carry their tags in blocks of their own and are left to their construct.
 */
export function tagComponent(scope: IConstruct, component: string): void {
  const stack = TerraformStack.of(scope);
  const tags = () => (stack instanceof DeploymentStack ? stack.tagsOf(component) : { Component: component });
  Aspects.of(scope).add({
    visit(construct) {
      if (isTaggable(construct)) construct.tags = { ...tags(), ...construct.tagsInput };
    },
  });
}

/** Tags everything under a construct that is no component's: what belongs to one tenant. */
export function tagAll(scope: IConstruct, tags: Readonly<Record<string, string>>): void {
  Aspects.of(scope).add({
    visit(construct) {
      if (isTaggable(construct)) construct.tags = { ...tags, ...construct.tagsInput };
    },
  });
}

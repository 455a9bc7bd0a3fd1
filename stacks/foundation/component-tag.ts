import { Aspects } from "cdktf";
import type { IConstruct } from "constructs";

interface Taggable extends IConstruct {
  tags: Record<string, string>;
  readonly tagsInput: Record<string, string> | undefined;
}

const isTaggable = (construct: IConstruct): construct is Taggable => "tagsInput" in construct;

/**
 * Tags everything under a construct with `Component`, by which Cost Explorer breaks the stack down.
 * Auto-scaling groups carry their tags in blocks of their own and are left to their construct.
 */
export function tagComponent(scope: IConstruct, component: string): void {
  Aspects.of(scope).add({
    visit(construct) {
      if (isTaggable(construct)) construct.tags = { Component: component, ...construct.tagsInput };
    },
  });
}

import { type DeploymentContract, tagHolderOf } from "../../contract";
import type { ScenarioTags } from "../scenario/tags";

/** What carries tags: the resources of the contract's inventory. */
export interface TaggedAccount {
  readonly contract: DeploymentContract;
  readonly tags: ScenarioTags;
}

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

export interface TaggedResource {
  readonly service: "tagging" | "auto-scaling";
  /** ARN; of an auto-scaling group its name. */
  readonly id: string;
  readonly region: string;
  readonly tags: readonly Tag[];
}

/** Each resource once, with the tags that the stacks set on everything and the scenario's own. */
export function taggedResources({ contract, tags }: TaggedAccount): readonly TaggedResource[] {
  const { account, deployment, stack, environment, inventory } = contract;
  const found = new Map<string, TaggedResource>();
  for (const [component, { region, resources }] of Object.entries(inventory)) {
    const common = { Environment: environment, ManagedBy: "trimtab", Stack: stack, Deployment: deployment, Component: component };
    const own = Object.entries({ ...common, ...tags[component] }).map(([Key, Value]) => ({ Key, Value }));
    for (const resource of resources) {
      const there = resource.region ?? region;
      const holder = tagHolderOf(resource, { account, region: there });
      if (holder === undefined) continue;
      const id = holder.service === "tagging" ? holder.arn : holder.group;
      found.set(`${there} ${id}`, { service: holder.service, id, region: there, tags: own });
    }
  }
  return [...found.values()];
}

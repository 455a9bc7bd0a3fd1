import { type DeploymentContract, tagHolderOf } from "../../../contract";
import type { Credentials, Patience } from "../aws/client";
import { reasonOf } from "../aws/failures";
import type { Timer } from "../aws/timer";
import type { EndpointSource } from "../cloudwatch";
import type { TagBook } from "../snapshot";
import { type TaggedResource, TagSession } from "./session";
import { type Tag, together } from "./tag";
import { unreadTags } from "./unread-tags";

export interface TagReading {
  readonly tags: TagBook;
  /** Why the tags of a component are not known, by component. */
  readonly unreadTags: Readonly<Record<string, string>>;
}

export interface TagOptions {
  readonly patience: Patience;
  readonly timer: Timer;
  readonly signal: AbortSignal;
  readonly source: EndpointSource;
  /** @default those of the environment */
  readonly credentials?: Credentials;
}

/** Carried by every resource of a deployment's stack, and by those of one component. */
const DEPLOYMENT_TAG = "Deployment";
const COMPONENT_TAG = "Component";
const MOST_NAMED = 3;

/** A component's resources in one region that have tags of their own. */
interface Holdings {
  readonly arns: Set<string>;
  readonly groups: Set<string>;
}

/** What a region's calls brought; a reason where they could not be made. */
type RegionAnswer =
  | { readonly found: ReadonlyMap<string, readonly Tag[]>; readonly byComponent: readonly ComponentTags[] }
  | { readonly reason: string };
interface ComponentTags {
  readonly component: string;
  readonly tags: readonly Tag[];
}

/**
 * Reads the live tags of every component: of the resources that its inventory names, and of what else is tagged as the component's.
 * Where the policy excludes nothing by tag, nobody is asked. A component one of whose resources the account does not know has no known tags,
 * and none has where the account does not answer.
 */
export async function readTags(contract: DeploymentContract, options: TagOptions): Promise<TagReading> {
  if (contract.policy.excludedTags.length === 0) return { tags: unreadTags(contract), unreadTags: {} };
  const holdings = holdingsOf(contract);
  const regions = [...new Set([...holdings.values()].flatMap((byRegion) => [...byRegion.keys()]))].sort();
  const answers = new Map(
    await Promise.all(regions.map(async (region) => [region, await readRegion(contract, region, holdings, options)] as const)),
  );
  const read = Object.keys(contract.components).map((component) => ({ component, outcome: tagsOf(component, holdings, answers) }));
  return {
    tags: Object.fromEntries(read.map(({ component, outcome }) => [component, typeof outcome === "string" ? null : together(outcome)])),
    unreadTags: Object.fromEntries(read.flatMap(({ component, outcome }) => (typeof outcome === "string" ? [[component, outcome]] : []))),
  };
}

/** By component and region. */
type AllHoldings = ReadonlyMap<string, ReadonlyMap<string, Holdings>>;

function holdingsOf({ account, components, inventory }: DeploymentContract): AllHoldings {
  return new Map(
    Object.keys(components).map((component) => {
      const byRegion = new Map<string, Holdings>();
      const of = inventory[component];
      for (const resource of of?.resources ?? []) {
        const region = resource.region ?? of?.region ?? "";
        const holder = tagHolderOf(resource, { account, region });
        if (holder === undefined) continue;
        const holdings = byRegion.get(region) ?? { arns: new Set(), groups: new Set() };
        byRegion.set(region, holdings);
        if (holder.service === "tagging") holdings.arns.add(holder.arn);
        else holdings.groups.add(holder.group);
      }
      return [component, byRegion];
    }),
  );
}

async function readRegion(
  { deployment }: DeploymentContract,
  region: string,
  holdings: AllHoldings,
  options: TagOptions,
): Promise<RegionAnswer> {
  const session = new TagSession({ ...options, region });
  const here = [...holdings.values()].flatMap((byRegion) => byRegion.get(region) ?? []);
  try {
    const tagged = await session.taggedWith(DEPLOYMENT_TAG, deployment);
    const named = await session.byArn([...new Set(here.flatMap(({ arns }) => [...arns]))]);
    const groups = await session.groups([...new Set(here.flatMap((of) => [...of.groups]))]);
    return { found: new Map([...named, ...groups].map(({ id, tags }) => [id, tags])), byComponent: tagged.flatMap(componentTags) };
  } catch (error) {
    options.signal.throwIfAborted();
    return { reason: reasonOf(error, ACTIONS) };
  } finally {
    session.close();
  }
}

const ACTIONS = "tag:GetResources, autoscaling:DescribeAutoScalingGroups";

const componentTags = ({ tags }: TaggedResource): readonly ComponentTags[] =>
  tags.flatMap(({ key, value }) => (key === COMPONENT_TAG ? [{ component: value, tags }] : []));

/** @returns the tags, or why they are not known */
function tagsOf(component: string, all: AllHoldings, answers: ReadonlyMap<string, RegionAnswer>): readonly Tag[] | string {
  const byRegion = all.get(component) ?? new Map<string, Holdings>();
  if (byRegion.size === 0) return "its inventory names nothing that carries tags";
  const tags: Tag[] = [];
  const unknown: string[] = [];
  for (const [region, { arns, groups }] of byRegion) {
    const answer = answers.get(region);
    if (answer === undefined || "reason" in answer) return answer?.reason ?? `nobody asked in ${region}`;
    for (const id of [...arns, ...groups]) {
      const found = answer.found.get(id);
      if (found === undefined) unknown.push(id);
      else tags.push(...found);
    }
    tags.push(...answer.byComponent.flatMap((each) => (each.component === component ? each.tags : [])));
  }
  if (unknown.length === 0) return tags;
  const more = unknown.length > MOST_NAMED ? ` and ${unknown.length - MOST_NAMED} more` : "";
  return `the account knows no tags of ${unknown.slice(0, MOST_NAMED).join(", ")}${more}`;
}

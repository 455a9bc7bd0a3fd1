import { type Causes, causesOf, causesOfInstances, type Site, type Turned, unionOf } from "./causes";
import { type Difference, differencesOf } from "./differences";
import { valuesIn } from "./place";
import { effectiveChanges, type Plan, type ResourceChange } from "./plan";
import { referencesAsWritten } from "./references";
import { type Configured, configuredAt, nodeOf } from "./scope";

/**
 * Why one argument changes: `agreed` by turned variables; `consequence`: the provider computes it anew with the rest of the resource;
 * `unseen`: maybe by a `dynamic` block, of which the plan's JSON does not tell; `foreign`: nothing of this step explains it.
 */
export interface Judged extends Difference {
  readonly verdict: "agreed" | "consequence" | "unseen" | "foreign";
  readonly causes: Causes;
}

export interface Judgement {
  readonly attributes: readonly Judged[];
  /** Turned variables behind any argument that changes; of what is made or destroyed, behind the number of instances. */
  readonly causes: Causes;
  /** Turned variables behind any argument, changed or not. */
  readonly dependence: Causes;
}

export interface Step {
  /** Names of the turned variables. */
  readonly variables: Causes;
  /** Those among them of the component that a resource's tag names. */
  readonly own: (change: ResourceChange) => Causes;
  /** Those among them whose turn is announced to replace resources: an interrupted apply leaves half of that to the next. */
  readonly replacing: Causes;
}

/** Judges each change of a plan, those that it follows from first. */
export function judgementsOf(plan: Plan, step: Step): (change: ResourceChange) => Judgement {
  const nodes = new Map<string, ResourceChange[]>();
  for (const change of effectiveChanges(plan)) nodes.set(nodeOf(change.address), [...(nodes.get(nodeOf(change.address)) ?? []), change]);
  const judged = new Map<ResourceChange, Judgement>();
  const turned: Turned = {
    variables: step.variables,
    changed: (node, attribute) => unionOf((nodes.get(node) ?? []).map((change) => causesBehind(judge(change), change, attribute))),
  };

  const judge = (change: ResourceChange): Judgement => {
    const known = judged.get(change);
    if (known !== undefined) return known;
    // A reference of a resource to another instance of its own leads nowhere.
    judged.set(change, NOTHING);
    const judgement = judgementOf(change, configuredAt(plan, change.address), plan, step, turned);
    judged.set(change, judgement);
    return judgement;
  };
  return judge;
}

const NOTHING: Judgement = { attributes: [], causes: new Set(), dependence: new Set() };

function judgementOf(change: ResourceChange, configured: Configured | undefined, plan: Plan, step: Step, turned: Turned): Judgement {
  if (configured === undefined) return NOTHING;
  const { scope, resource } = configured;
  const own = step.own(change);
  const site: Site = { scope, repeated: resource, own };
  const instances = causesOfInstances(site, turned);
  const dependence = unionOf([instances, causesOf(resource.expressions, site, turned)]);
  if (!isInPlaceOrReplaced(change)) {
    const replacing = [...dependence].filter((variable) => step.replacing.has(variable));
    return { attributes: [], dependence, causes: new Set([...instances, ...replacing]) };
  }

  const expressions = { ...resource.expressions, ...allTags(configured, plan) };
  const differences = differencesOf(change, expressions);
  const configuredCauses = (each: Difference): Causes => {
    return each.origin.type === "configured" ? causesOf(each.origin.expression, site, turned) : NOTHING.causes;
  };
  const causes = unionOf(differences.map(configuredCauses));
  const attributes = differences
    .filter((each) => !followsTags(each, differences))
    .map((each): Judged => {
      const direct = configuredCauses(each);
      if (direct.size > 0) return { ...each, verdict: "agreed", causes: direct };
      if (each.origin.type === "configured") return { ...each, verdict: "foreign", causes: direct };
      if (each.onlyUnknown) return { ...each, verdict: "consequence", causes };
      return { ...each, verdict: each.origin.type === "unseen-block" ? "unseen" : "foreign", causes };
    });
  return { attributes, causes: causes.size > 0 ? causes : ofUnseen(attributes, own), dependence };
}

/** As with a local value: the JSON does not say what a `dynamic` block is made of. */
const ofUnseen = (attributes: readonly Judged[], own: Causes): Causes =>
  attributes.some(({ verdict }) => verdict === "unseen") ? own : NOTHING.causes;

function causesBehind({ attributes, causes }: Judgement, change: ResourceChange, attribute: string | undefined): Causes {
  if (!isInPlaceOrReplaced(change)) return causes;
  const concerned = attributes.filter(({ path, verdict }) => verdict !== "foreign" && (attribute === undefined || path[0] === attribute));
  return unionOf(concerned.map((each) => (each.causes.size > 0 ? each.causes : causes)));
}

function isInPlaceOrReplaced({ change: { actions } }: ResourceChange): boolean {
  return actions.includes("update") || (actions.includes("create") && actions.includes("delete"));
}

/** No code sets `tags_all`: it is made of the resource's tags and of the provider's default ones. */
function allTags({ scope, resource }: Configured, { configuration }: Plan): Readonly<Record<string, unknown>> {
  const provider = scope.parent === undefined ? configuration.provider_config[resource.provider_config_key ?? ""] : undefined;
  return { tags_all: { references: referencesAsWritten([resource.expressions.tags, provider?.expressions.default_tags]) } };
}

function followsTags({ path, before, after }: Difference, differences: readonly Difference[]): boolean {
  const tags = differences.find((each) => each.path.length === 1 && each.path[0] === "tags");
  if (path[0] !== "tags_all" || tags === undefined) return false;
  const [own, all] = [changedKeys(tags.before, tags.after), changedKeys(before, after)];
  return all.every((key) => own.includes(key));
}

function changedKeys(before: unknown, after: unknown): readonly string[] {
  const [from, to] = [valuesIn(before), valuesIn(after)];
  return Object.keys({ ...from, ...to }).filter((key) => from[key] !== to[key]);
}

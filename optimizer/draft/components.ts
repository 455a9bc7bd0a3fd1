import { KINDS } from "../../contract";
import type { DraftedComponent, DraftedTunable } from "./drafted";
import { KIND_DRAFTS, NOT_DRAFTED } from "./kinds";
import type { PlannedResource, RootModule } from "./root-module";

export interface DraftedComponents {
  readonly components: Readonly<Record<string, DraftedComponent>>;
  /** Resources that are components of a kind which is not read yet. */
  readonly leftOut: readonly string[];
}

/** The components of a root module, in the order of the kinds, each under a name of its own. */
export function draftComponents(root: RootModule): DraftedComponents {
  const drafted = KIND_DRAFTS.flatMap(({ types: [type], draft }) =>
    root.ofType(type).flatMap((resource) => {
      const component = draft(resource, root);
      return component === undefined ? [] : [{ resource, component }];
    }),
  ).sort((a, b) => KINDS.indexOf(a.component.kind) - KINDS.indexOf(b.component.kind));
  const names = uniqueNames(drafted.map(({ resource }) => nameOf(resource)));
  const named = Object.fromEntries(drafted.map(({ component }, index) => [names[index] ?? component.name, component]));
  return {
    components: withoutShared(named),
    leftOut: root.resources.flatMap(({ type, address }) => {
      const kind = NOT_DRAFTED.get(type);
      return kind === undefined ? [] : [`${address}: a component of kind ${kind}, which a draft does not read yet`];
    }),
  };
}

const SAYING_NOTHING = new Set(["this", "main", "default", "self"]);

/** The tag `Component`, by which a plan's changes are told apart; else the resource's name, or that of its module. */
function nameOf({ values, name, calls, type, address }: PlannedResource): string {
  const tag = tagOf(values, "Component");
  const block = SAYING_NOTHING.has(name) ? (calls.at(-1) ?? type.replace(/^aws_/, "")) : name;
  const key = /\[(?:"([^"]*)"|(\d+))\]$/.exec(address);
  return snake(tag ?? [block, key?.[1] ?? key?.[2]].filter((part) => part !== undefined).join("_"));
}

const snake = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^(?=[^a-z])/, "c_");

function tagOf({ tags, tag }: Readonly<Record<string, unknown>>, wanted: string): string | undefined {
  if (typeof tags === "object" && tags !== null && wanted in tags) {
    const value = Object.entries(tags).find(([key]) => key === wanted)?.[1];
    return typeof value === "string" ? value : undefined;
  }
  const blocks: readonly unknown[] = Array.isArray(tag) ? tag : [];
  for (const block of blocks) {
    if (typeof block !== "object" || block === null || !("key" in block) || !("value" in block)) continue;
    if (block.key === wanted && typeof block.value === "string") return block.value;
  }
  return undefined;
}

function uniqueNames(names: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name}_${count}`;
  });
}

/** Sizes that share a variable cannot be turned one by one: none of them is turned. */
function withoutShared(components: Readonly<Record<string, DraftedComponent>>): Readonly<Record<string, DraftedComponent>> {
  const uses = new Map<string, number>();
  for (const { tunables } of Object.values(components)) {
    for (const each of Object.values(tunables)) if (each.type === "turned") uses.set(each.variable, (uses.get(each.variable) ?? 0) + 1);
  }
  const single = (each: DraftedTunable): DraftedTunable =>
    each.type === "turned" && (uses.get(each.variable) ?? 0) > 1
      ? {
          type: "fixed",
          value: each.definition.default,
          why: `${each.variable} turns other sizes too: split the variable to have it turned`,
        }
      : each;
  return Object.fromEntries(
    Object.entries(components).map(([name, component]) => [
      name,
      { ...component, tunables: Object.fromEntries(Object.entries(component.tunables).map(([key, each]) => [key, single(each)])) },
    ]),
  );
}

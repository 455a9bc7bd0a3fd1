import { variablesOf } from "../../../contract";
import type { Agreed } from "./agreed";
import type { ResourceChange } from "./plan";

/** The component that a resource's tag names; undefined without a tag, and for one that the contract does not have. */
export function componentOf({ change }: ResourceChange, { components }: Agreed["contract"]): string | undefined {
  const tag = componentTag(change.after) ?? componentTag(change.before);
  return tag === undefined ? undefined : Object.keys(components).find((name) => plain(name) === plain(tag));
}

/** Turned variables of one component. */
export function turnedOf(component: string | undefined, { contract, deltas }: Agreed): ReadonlySet<string> {
  const origins = variablesOf(contract.components);
  const own = deltas.filter(({ variable }) => component !== undefined && origins.get(variable)?.component === component);
  return new Set(own.map(({ variable }) => variable));
}

function componentTag(state: unknown): string | undefined {
  if (typeof state !== "object" || state === null) return undefined;
  const tags = "tags_all" in state ? state.tags_all : "tags" in state ? state.tags : undefined;
  if (typeof tags !== "object" || tags === null || !("Component" in tags)) return undefined;
  return typeof tags.Component === "string" ? tags.Component : undefined;
}

/** Tags may spell a component with dashes. */
const plain = (name: string): string => name.toLowerCase().replaceAll("-", "_");

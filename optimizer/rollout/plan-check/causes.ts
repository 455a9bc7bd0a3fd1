import type { Repeated } from "./plan";
import { type Reference, referencesIn } from "./references";
import { type Scope, scopeOfCall } from "./scope";

/** Turned variables by name; none: nothing that this step turns. */
export type Causes = ReadonlySet<string>;

/** Where an expression stands. */
export interface Site {
  readonly scope: Scope;
  /** Whose `each` and `count` it speaks of. */
  readonly repeated?: Repeated;
  /** Turned variables of the component that the changed resource's tag names. */
  readonly own: Causes;
}

export interface Turned {
  readonly variables: Causes;
  /** Turned variables that changed a resource, or one attribute of it, in this plan. */
  readonly changed: (node: string, attribute: string | undefined) => Causes;
}

const NONE: Causes = new Set();

export const unionOf = (all: readonly Causes[]): Causes => new Set(all.flatMap((causes) => [...causes]));

/**
 * The turned variables that an expression depends on: directly, through module calls, data sources and resources that they change.
 * Of a local value a plan's JSON does not say what it is made of: there, all of the resource's own component may stand behind it.
 */
export function causesOf(expression: unknown, site: Site, turned: Turned): Causes {
  return unionOf(referencesIn(expression).map((reference) => causesOfReference(reference, site, turned)));
}

function causesOfReference(reference: Reference, site: Site, turned: Turned): Causes {
  const { scope, repeated, own } = site;
  switch (reference.type) {
    case "variable":
      return causesOfVariable(reference.name, site, turned);
    case "local":
      return own;
    case "each":
      return causesOf(repeated?.for_each_expression, site, turned);
    case "count":
      return causesOf(repeated?.count_expression, site, turned);
    case "module": {
      const inner = scopeOfCall(scope, reference.call);
      const outputs = inner?.module.outputs ?? {};
      const named = reference.output === undefined ? Object.values(outputs) : [outputs[reference.output]];
      return inner === undefined ? NONE : unionOf(named.map((output) => causesOf(output?.expression, { scope: inner, own }, turned)));
    }
    case "data": {
      const found = scope.module.resources.find(({ address }) => address === reference.resource);
      if (found === undefined) return NONE;
      const read = causesOf(found.expressions, { scope, repeated: found, own }, turned);
      return unionOf([read, ...found.depends_on.map((resource) => turned.changed(`${scope.prefix}${resource}`, undefined))]);
    }
    case "resource":
      return turned.changed(`${scope.prefix}${reference.resource}`, reference.attribute);
    case "constant":
      return NONE;
  }
}

function causesOfVariable(name: string, { scope: { parent }, own }: Site, turned: Turned): Causes {
  if (parent === undefined) return turned.variables.has(name) ? new Set([name]) : NONE;
  return causesOf(parent.call.expressions[name], { scope: parent.scope, repeated: parent.call, own }, turned);
}

/** What decides how many instances of a resource there are: its own `count` or `for_each`, and those of the module calls around it. */
export function causesOfInstances(site: Site, turned: Turned): Causes {
  const { scope, repeated, own } = site;
  const here = causesOf([repeated?.count_expression, repeated?.for_each_expression], site, turned);
  const { parent } = scope;
  return parent === undefined ? here : unionOf([here, causesOfInstances({ scope: parent.scope, repeated: parent.call, own }, turned)]);
}

import type { Plan } from "./plan";

export interface Dependence {
  readonly variables: ReadonlySet<string>;
  /** It passes through a local value, of which a plan's JSON does not say what it is made of: there may be more variables. */
  readonly throughLocals: boolean;
}

/**
 * The input variables on which each resource depends, directly or through other resources and module calls, as the plan's
 * configuration has them.
 */
export function variablesBehind(plan: Plan): (address: string) => Dependence {
  const { resources, module_calls: modules } = plan.configuration.root_module;
  const direct = new Map<string, ReadonlySet<string>>([
    ...resources.map((r): [string, ReadonlySet<string>] => [
      r.address,
      referencesIn([r.expressions, r.count_expression, r.for_each_expression]),
    ]),
    ...Object.entries(modules).map(([name, call]): [string, ReadonlySet<string>] => [`module.${name}`, referencesIn(call)]),
  ]);
  const known = new Map<string, Dependence>();

  const closure = (node: string): Dependence => {
    const seen = new Set<string>();
    const variables = new Set<string>();
    let throughLocals = false;
    const open = [node];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      for (const reference of direct.get(next) ?? []) {
        if (reference.startsWith("var.")) variables.add(reference.split(".")[1] ?? "");
        else if (reference.startsWith("local.")) throughLocals = true;
        else open.push(nodeOf(reference));
      }
    }
    return { variables, throughLocals };
  };

  return (address) => {
    const node = nodeOf(address);
    const dependence = known.get(node) ?? closure(node);
    known.set(node, dependence);
    return dependence;
  };
}

/** `aws_x.y[0].arn` → `aws_x.y`; `module.m.aws_x.y` → `module.m`; `data.aws_x.y.id` → `data.aws_x.y`. */
function nodeOf(reference: string): string {
  const parts = reference.replace(/\[[^\]]*\]/g, "").split(".");
  return parts.slice(0, parts[0] === "data" ? 3 : 2).join(".");
}

/** Every `references` list in a tree of expressions. */
function referencesIn(tree: unknown, found = new Set<string>()): ReadonlySet<string> {
  if (Array.isArray(tree)) {
    for (const item of tree) referencesIn(item, found);
  } else if (typeof tree === "object" && tree !== null) {
    for (const [key, value] of Object.entries(tree)) {
      if (key === "references" && Array.isArray(value)) for (const name of value) found.add(String(name));
      else referencesIn(value, found);
    }
  }
  return found;
}

/** What one reference in an expression points at. */
export type Reference =
  | { readonly type: "variable"; readonly name: string }
  | { readonly type: "local" }
  | { readonly type: "each" }
  | { readonly type: "count" }
  /** Without an output: the module as a whole. */
  | { readonly type: "module"; readonly call: string; readonly output?: string }
  | { readonly type: "data"; readonly resource: string }
  /** Without an attribute: the resource as a whole, or all its instances. */
  | { readonly type: "resource"; readonly resource: string; readonly attribute?: string }
  /** `path`, `terraform`: nothing that a plan changes. */
  | { readonly type: "constant" };

const KEY = /\[(?:"(?:[^"\\]|\\.)*"|[^\]]*)\]/g;

/** `module.m[0].aws_x.y["a.b"]` → calls `m`, resource `aws_x.y`. */
export function partsOfAddress(address: string): { readonly calls: readonly string[]; readonly resource: string } {
  const parts = address.replace(KEY, "").split(".");
  const calls: string[] = [];
  while (parts[0] === "module") calls.push(...parts.splice(0, 2).slice(1));
  return { calls, resource: parts.join(".") };
}

/** Every reference in a tree of expressions. */
export function referencesIn(tree: unknown): readonly Reference[] {
  return listsOfReferences(tree).flatMap((list) => withoutPrefixes(list).map(parse));
}

/** The same as Terraform writes them, prefixes included: what an expression of its own would hold. */
export const referencesAsWritten = (tree: unknown): readonly string[] => listsOfReferences(tree).flat();

function listsOfReferences(tree: unknown): readonly (readonly string[])[] {
  if (Array.isArray(tree)) return tree.flatMap(listsOfReferences);
  if (typeof tree !== "object" || tree === null) return [];
  return Object.entries(tree).flatMap(([key, value]) => {
    if (key === "constant_value") return [];
    return key === "references" && Array.isArray(value) ? [value.map(String)] : listsOfReferences(value);
  });
}

/** Terraform lists each reference with its prefixes after it: `aws_x.y[0].arn`, `aws_x.y[0]`, `aws_x.y`. */
const withoutPrefixes = (references: readonly string[]): readonly string[] =>
  references.filter((reference, index) => {
    const before = references[index - 1] ?? "";
    return !(before.startsWith(`${reference}.`) || before.startsWith(`${reference}[`));
  });

function parse(text: string): Reference {
  const [first = "", second = "", third] = text.replace(KEY, "").split(".");
  switch (first) {
    case "var":
      return { type: "variable", name: second };
    case "local":
    case "each":
    case "count":
      return { type: first };
    case "module":
      return { type: "module", call: second, ...(third === undefined ? {} : { output: third }) };
    case "data":
      return { type: "data", resource: `data.${second}.${third ?? ""}` };
    case "path":
    case "terraform":
      return { type: "constant" };
    default:
      return { type: "resource", resource: `${first}.${second}`, ...(third === undefined ? {} : { attribute: third }) };
  }
}

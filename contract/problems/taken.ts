import { alternativesOf, type Node } from "./json-schema";

/** What a place takes, in words. */
export function taken(node: Node | undefined): string {
  if (node === undefined) return "something else";
  if (node.description !== undefined) return node.description;
  const words = constantsOf(node);
  if (words !== undefined) return words.length === 1 ? String(words[0]) : `one of ${words.join(", ")}`;
  const branches = alternativesOf(node);
  if (branches !== undefined) return eitherOf(branches);
  if (node.type !== undefined && typeof node.type !== "string") return node.type.map((type) => taken({ type })).join(", or ");
  switch (node.type) {
    case "integer":
      return `a whole number${rangeOf(node)}`;
    case "number":
      return `a number${rangeOf(node)}`;
    case "boolean":
      return "true or false";
    case "array":
      return (node.minItems ?? 0) > 0 ? "a list that is not empty" : "a list";
    case "string":
      return "a text";
    default:
      return node.properties === undefined ? "keys with values" : keysOf(node);
  }
}

/** The only values that are taken, where they can be listed. */
export function constantsOf(node: Node): readonly string[] | undefined {
  if (node.enum !== undefined) return node.enum.map((each) => JSON.stringify(each));
  if (node.const !== undefined) return [JSON.stringify(node.const)];
  const branches = alternativesOf(node)?.map(constantsOf);
  if (branches === undefined) return undefined;
  const listed = branches.filter((each) => each !== undefined);
  return listed.length === branches.length ? [...new Set(listed.flat())] : undefined;
}

/** Plain values first: an object is what is written where these do not say enough. */
function eitherOf(branches: readonly Node[]): string {
  const kinds = branches.map(({ properties }) => properties?.kind?.const).filter((kind) => kind !== undefined);
  if (kinds.length === branches.length) return `a component with a kind out of ${kinds.join(", ")}`;
  const isObject = ({ properties }: Node): boolean => properties !== undefined;
  return [...new Set([...branches.filter((each) => !isObject(each)), ...branches.filter(isObject)].map(taken))].join(", or ");
}

function keysOf(node: Node): string {
  const { properties = {}, required = [] } = node;
  const optional = Object.keys(properties).filter((key) => !required.includes(key) && !key.startsWith("$"));
  if (required.length === 0) return `any of the keys ${optional.join(", ")}`;
  return `${requiredKeys(node)}${optional.length === 0 ? "" : ` (optional: ${optional.join(", ")})`}`;
}

/** The keys that have to be there, and theirs. */
function requiredKeys({ properties = {}, required = [] }: Node): string {
  const one = ([key, node]: readonly [string, Node]): string => {
    if (node.const !== undefined) return `${key}: ${JSON.stringify(node.const)}`;
    const inner = node.required ?? [];
    return inner.length > 0 ? `${key}: { ${inner.join(", ")} }` : key;
  };
  const keys = Object.entries(properties).filter(([key]) => required.includes(key));
  return `{ ${keys.map(one).join(", ")} }`;
}

function rangeOf({ type, minimum, exclusiveMinimum, maximum, exclusiveMaximum }: Node): string {
  const isWhole = type === "integer";
  const least = bounded(minimum ?? (isWhole && exclusiveMinimum !== undefined ? exclusiveMinimum + 1 : undefined));
  const most = bounded(maximum ?? (isWhole && exclusiveMaximum !== undefined ? exclusiveMaximum - 1 : undefined));
  const over = isWhole ? undefined : bounded(exclusiveMinimum);
  const under = isWhole ? undefined : bounded(exclusiveMaximum);
  if (least !== undefined && most !== undefined) return ` from ${least} to ${most}`;
  const below = most !== undefined ? `${most} or less` : under !== undefined ? `less than ${under}` : undefined;
  const above = least !== undefined ? `${least} or more` : over !== undefined ? `more than ${over}` : undefined;
  const said = [above, below].filter((each) => each !== undefined).join(" and ");
  return said === "" ? "" : `, ${said}`;
}

/** Bounds that are only those of whole numbers in JavaScript are none. */
const bounded = (bound: number | undefined): number | undefined =>
  bound === undefined || Math.abs(bound) >= Number.MAX_SAFE_INTEGER ? undefined : bound;

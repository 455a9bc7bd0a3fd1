import { z } from "zod";
import { closest } from "./command";

/** As much of a JSON Schema as is needed to say what a place takes. */
interface Node {
  readonly type?: string | readonly string[] | undefined;
  readonly properties?: Readonly<Record<string, Node>> | undefined;
  readonly additionalProperties?: Node | boolean | undefined;
  readonly items?: Node | undefined;
  readonly anyOf?: readonly Node[] | undefined;
  readonly oneOf?: readonly Node[] | undefined;
  readonly const?: unknown;
  readonly enum?: readonly unknown[] | undefined;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
}

const nodeSchema: z.ZodType<Node> = z.lazy(() =>
  z.object({
    type: z.union([z.string(), z.array(z.string())]).optional(),
    properties: z.record(z.string(), nodeSchema).optional(),
    additionalProperties: z.union([z.boolean(), nodeSchema]).optional(),
    items: nodeSchema.optional(),
    anyOf: z.array(nodeSchema).optional(),
    oneOf: z.array(nodeSchema).optional(),
    const: z.unknown().optional(),
    enum: z.array(z.unknown()).optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
  }),
);

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/**
 * What is wrong with a value that a schema refused, every problem at once: one line each, by path, with what the place takes and, for a
 * key that it does not know, the one that was probably meant.
 */
export function schemaProblems(schema: z.ZodType, value: unknown, issues: readonly Issue[]): readonly string[] {
  const root = nodeSchema.parse(z.toJSONSchema(schema, { target: "draft-7", io: "input" }));
  return issues.flatMap((issue) => flat(issue, [])).flatMap(({ path, issue }) => told(issue, path, root, value));
}

/** An alternative that was meant is told by its own problems: that is the one which failed inside and not at its beginning. */
function flat(issue: Issue, base: Path): readonly { readonly path: Path; readonly issue: Issue }[] {
  const path = [...base, ...issue.path];
  const inside = issue.code === "invalid_union" ? issue.errors.find((errors) => errors.some((each) => each.path.length > 0)) : undefined;
  return inside === undefined ? [{ path, issue }] : inside.flatMap((each) => flat(each, path));
}

function told(issue: Issue, path: Path, root: Node, value: unknown): readonly string[] {
  const place = path.map(String).join(".") || "file";
  const node = nodeAt(root, path, value);
  if (issue.code === "unrecognized_keys") {
    const known = Object.keys(node?.properties ?? {});
    return issue.keys.map((key) => {
      const meant = closest(key, known);
      return `${[...path, key].map(String).join(".")}: is not known here; ${meant === undefined ? `there are ${known.join(", ")}` : `did you mean ${meant}?`}`;
    });
  }
  const given = valueAt(value, path);
  if (given === undefined || given === null) return [`${place}: is missing; it takes ${taken(node)}`];
  const isOwnWords = issue.code === "custom" || issue.code === "invalid_format";
  if (isOwnWords) return [`${place}: ${shown(given)}: ${issue.message}`];
  return [`${place}: ${shown(given)} is not allowed; it takes ${taken(node)}`];
}

const MOST_SHOWN = 60;

function shown(given: unknown): string {
  const text = JSON.stringify(given);
  return text.length <= MOST_SHOWN ? text : `${text.slice(0, MOST_SHOWN)}…`;
}

const isRecord = (value: unknown): value is Readonly<Record<PropertyKey, unknown>> => typeof value === "object" && value !== null;

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : undefined), value);

function nodeAt(root: Node, path: Path, value: unknown): Node | undefined {
  let node: Node | undefined = root;
  let inner = value;
  for (const key of path) {
    const branch: Node | undefined = node === undefined ? undefined : branchFor(node, inner);
    node = branch?.properties?.[String(key)] ?? branch?.items ?? additional(branch) ?? ofAll(branch, String(key));
    inner = isRecord(inner) ? inner[key] : undefined;
  }
  return node === undefined ? undefined : branchFor(node, inner);
}

/** What any of the alternatives takes there, where none of them is meant. */
function ofAll(node: Node | undefined, key: string): Node | undefined {
  const each = (node?.oneOf ?? node?.anyOf ?? []).flatMap(({ properties }) => properties?.[key] ?? []);
  return each.length === 0 ? undefined : { anyOf: each };
}

const additional = (node: Node | undefined): Node | undefined =>
  typeof node?.additionalProperties === "object" ? node.additionalProperties : undefined;

/** The alternative whose constants are the value's, such as its kind; of others the one that has a type of its own. */
function branchFor(node: Node, value: unknown): Node {
  const branches = node.oneOf ?? node.anyOf;
  if (branches === undefined || !isRecord(value)) return node;
  const objects = branches.filter(({ properties }) => properties !== undefined);
  const isMeant = ({ properties = {} }: Node): boolean =>
    Object.entries(properties).every(([key, { const: only }]) => only === undefined || value[key] === only);
  const meant = objects.find(isMeant) ?? (objects.length === 1 ? objects[0] : undefined);
  return meant === undefined ? node : branchFor(meant, value);
}

/** What a place takes, in words. */
function taken(node: Node | undefined): string {
  if (node === undefined) return "something else";
  const branches = node.oneOf ?? node.anyOf;
  if (branches !== undefined) {
    const kinds = branches.map(({ properties }) => properties?.kind?.const).filter((kind) => kind !== undefined);
    if (kinds.length === branches.length) return `a component with a kind out of ${kinds.join(", ")}`;
    return [...new Set(branches.map(taken))].join(", or ");
  }
  if (node.enum !== undefined) return `one of ${node.enum.map((each) => JSON.stringify(each)).join(", ")}`;
  if (node.const !== undefined) return JSON.stringify(node.const);
  if (node.type !== undefined && typeof node.type !== "string") return node.type.map((type) => taken({ type })).join(", or ");
  const range = rangeOf(node);
  switch (node.type) {
    case "integer":
      return `a whole number${range}`;
    case "number":
      return `a number${range}`;
    case "boolean":
      return "true or false";
    case "array":
      return "a list";
    case "string":
      return "a text";
    default:
      return node.properties === undefined ? "keys with values" : `the keys ${Object.keys(node.properties).join(", ")}`;
  }
}

/** Bounds that are only those of whole numbers in JavaScript are none. */
function rangeOf({ minimum, maximum }: Node): string {
  const bounds = [minimum, maximum].map((bound) =>
    bound === undefined || Math.abs(bound) === Number.MAX_SAFE_INTEGER ? undefined : bound,
  );
  const [least, most] = bounds;
  if (least !== undefined && most !== undefined) return ` from ${least} to ${most}`;
  if (least !== undefined) return `, ${least} or more`;
  return most === undefined ? "" : `, ${most} or less`;
}

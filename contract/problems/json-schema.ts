import { z } from "zod";

/** As much of a JSON Schema as is needed to say what a place takes. */
export interface Node {
  readonly description?: string | undefined;
  readonly type?: string | readonly string[] | undefined;
  readonly properties?: Readonly<Record<string, Node>> | undefined;
  readonly required?: readonly string[] | undefined;
  readonly additionalProperties?: Node | boolean | undefined;
  readonly items?: Node | undefined;
  readonly minItems?: number | undefined;
  readonly anyOf?: readonly Node[] | undefined;
  readonly oneOf?: readonly Node[] | undefined;
  readonly const?: unknown;
  readonly enum?: readonly unknown[] | undefined;
  readonly minimum?: number | undefined;
  readonly exclusiveMinimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly exclusiveMaximum?: number | undefined;
}

const nodeSchema: z.ZodType<Node> = z.lazy(() =>
  z.object({
    description: z.string().optional(),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    properties: z.record(z.string(), nodeSchema).optional(),
    required: z.array(z.string()).optional(),
    additionalProperties: z.union([z.boolean(), nodeSchema]).optional(),
    items: nodeSchema.optional(),
    minItems: z.number().optional(),
    anyOf: z.array(nodeSchema).optional(),
    oneOf: z.array(nodeSchema).optional(),
    const: z.unknown().optional(),
    enum: z.array(z.unknown()).optional(),
    minimum: z.number().optional(),
    exclusiveMinimum: z.number().optional(),
    maximum: z.number().optional(),
    exclusiveMaximum: z.number().optional(),
  }),
);

export type Path = readonly PropertyKey[];

export const nodeOf = (schema: z.ZodType): Node => nodeSchema.parse(z.toJSONSchema(schema, { target: "draft-7", io: "input" }));

export const alternativesOf = ({ oneOf, anyOf }: Node): readonly Node[] | undefined => oneOf ?? anyOf;

const isRecord = (value: unknown): value is Readonly<Record<PropertyKey, unknown>> => typeof value === "object" && value !== null;

export const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : undefined), value);

/** What takes the value at a path, as the values on the way there choose between alternatives. */
export function nodeAt(root: Node, path: Path, value: unknown): Node | undefined {
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
  const each = (node === undefined ? [] : (alternativesOf(node) ?? [])).flatMap(({ properties }) => properties?.[key] ?? []);
  return each.length === 0 ? undefined : { anyOf: each };
}

const additional = (node: Node | undefined): Node | undefined =>
  typeof node?.additionalProperties === "object" ? node.additionalProperties : undefined;

/** The alternative whose constants are the value's, such as its kind; of others the one that has a type of its own. */
function branchFor(node: Node, value: unknown): Node {
  const branches = alternativesOf(node);
  if (branches === undefined || !isRecord(value)) return node;
  const objects = branches.filter(({ properties }) => properties !== undefined);
  const isMeant = ({ properties = {} }: Node): boolean =>
    Object.entries(properties).every(([key, { const: only }]) => only === undefined || value[key] === only);
  const meant = objects.find(isMeant) ?? (objects.length === 1 ? objects[0] : undefined);
  return meant === undefined ? node : branchFor(meant, value);
}

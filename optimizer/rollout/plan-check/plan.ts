import { z } from "zod";
import { InputError, jsonProblem } from "../../../contract";

const expressions = z.record(z.string(), z.unknown());
const repetition = { count_expression: z.unknown().optional(), for_each_expression: z.unknown().optional() };

const configuredResource = z.object({
  address: z.string(),
  provider_config_key: z.string().optional(),
  expressions: expressions.default({}),
  depends_on: z.array(z.string()).default([]),
  ...repetition,
});
export type ConfiguredResource = z.infer<typeof configuredResource>;

/** What `count` or `for_each` may repeat: a resource or a module call. */
export interface Repeated {
  readonly count_expression?: unknown;
  readonly for_each_expression?: unknown;
}

export interface ModuleCall extends Repeated {
  readonly expressions: Readonly<Record<string, unknown>>;
  readonly module: Module;
}

/** One module's configuration: the root's, or that of a call. */
export interface Module {
  readonly resources: readonly ConfiguredResource[];
  readonly outputs: Readonly<Record<string, { readonly expression?: unknown }>>;
  readonly variables: Readonly<Record<string, { readonly default?: unknown; readonly description?: string | undefined }>>;
  readonly module_calls: Readonly<Record<string, ModuleCall>>;
}

export const moduleSchema: z.ZodType<Module> = z.lazy(() =>
  z.object({
    resources: z.array(configuredResource).default([]),
    outputs: z.record(z.string(), z.object({ expression: z.unknown().optional() })).default({}),
    variables: z.record(z.string(), z.object({ default: z.unknown().optional(), description: z.string().optional() })).default({}),
    module_calls: z
      .record(
        z.string(),
        z.object({
          expressions: expressions.default({}),
          module: moduleSchema.default({ resources: [], outputs: {}, variables: {}, module_calls: {} }),
          ...repetition,
        }),
      )
      .default({}),
  }),
);

const resourceChange = z.object({
  address: z.string(),
  mode: z.string(),
  type: z.string(),
  change: z.object({
    actions: z.array(z.enum(["no-op", "create", "read", "update", "delete", "forget"])),
    before: z.unknown(),
    /** Without what is known only after the apply. */
    after: z.unknown(),
    /** Trees with `true` where that is so. */
    after_unknown: z.unknown().optional(),
    before_sensitive: z.unknown().optional(),
    after_sensitive: z.unknown().optional(),
  }),
});

/** The parts of `terraform show -json PLAN` that the check reads (https://developer.hashicorp.com/terraform/internals/json-format). */
const planSchema = z.object({
  format_version: z.string().regex(/^1\./, "format 1.x, as Terraform 1 writes it"),
  errored: z.boolean().optional(),
  /** False where `-target`, `-exclude` or a deferral left resources out (since Terraform 1.8). */
  complete: z.boolean().optional(),
  variables: z.record(z.string(), z.object({ value: z.unknown() })).default({}),
  resource_changes: z.array(resourceChange).default([]),
  /** What the refresh found otherwise than the state had it. */
  resource_drift: z.array(resourceChange).default([]),
  configuration: z.object({
    provider_config: z.record(z.string(), z.object({ expressions: expressions.default({}) })).default({}),
    root_module: moduleSchema,
  }),
});

export type Plan = z.infer<typeof planSchema>;
export type ResourceChange = Plan["resource_changes"][number];

/** @throws InputError when the text is not a plan's JSON */
export function parsePlan(text: string, origin: string): Plan {
  const hint = "Write it with: terraform show -json PLANFILE > plan.json";
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new InputError(`${origin} is not the JSON of a Terraform plan`, { problems: [jsonProblem(text)], hint, cause });
  }
  const result = planSchema.safeParse(json);
  if (result.success) return result.data;
  throw new InputError(`${origin} is not the JSON of a Terraform plan`, {
    problems: result.error.issues.slice(0, 10).map((issue) => `${issue.path.join(".") || "plan"}: ${issue.message}`),
    hint,
  });
}

/** Changes that do something: data sources and untouched resources left out. */
export const effectiveChanges = (plan: Plan): readonly ResourceChange[] =>
  plan.resource_changes.filter(
    ({ mode, change }) => mode === "managed" && change.actions.some((action) => action !== "no-op" && action !== "read"),
  );

/** `update`, or what is worse: whatever a change destroys comes first. */
export function verbOf({ change: { actions } }: ResourceChange): "create" | "update" | "replace" | "destroy" | "forget" {
  const destroys = actions.includes("delete");
  if (destroys && actions.includes("create")) return "replace";
  if (destroys) return "destroy";
  if (actions.includes("forget")) return "forget";
  return actions.includes("create") ? "create" : "update";
}

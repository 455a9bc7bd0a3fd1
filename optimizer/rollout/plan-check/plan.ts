import { z } from "zod";
import { InputError } from "../../../contract";

const expressions = z.record(z.string(), z.unknown());

const configuredResource = z.object({
  address: z.string(),
  expressions: expressions.optional(),
  count_expression: z.unknown().optional(),
  for_each_expression: z.unknown().optional(),
});

const resourceChange = z.object({
  address: z.string(),
  mode: z.string(),
  type: z.string(),
  change: z.object({
    actions: z.array(z.enum(["no-op", "create", "read", "update", "delete", "forget"])),
    before: z.unknown(),
    after: z.unknown(),
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
  configuration: z.object({
    root_module: z.object({
      resources: z.array(configuredResource).default([]),
      locals: z.unknown().optional(),
      module_calls: z.record(z.string(), z.unknown()).default({}),
    }),
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
    throw new InputError(`${origin} is not the JSON of a Terraform plan`, { hint, cause });
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

import { z } from "zod";
import { InputError, jsonProblem } from "../../contract";
import { type Module, moduleSchema } from "../rollout/plan-check/plan";
import { partsOfAddress, type Reference, referencesIn } from "../rollout/plan-check/references";

const values = z.record(z.string(), z.unknown());

interface PlannedModule {
  readonly resources: readonly { readonly address: string; readonly mode: string; readonly type: string; readonly values: Values }[];
  readonly child_modules: readonly PlannedModule[];
}

const plannedModule: z.ZodType<PlannedModule> = z.lazy(() =>
  z.object({
    resources: z.array(z.object({ address: z.string(), mode: z.string(), type: z.string(), values: values.default({}) })).default([]),
    child_modules: z.array(plannedModule).default([]),
  }),
);

/** What a draft reads of `terraform show -json PLAN`: https://developer.hashicorp.com/terraform/internals/json-format */
const planSchema = z.object({
  format_version: z.string().regex(/^1\./, "format 1.x, as Terraform 1 writes it"),
  variables: z.record(z.string(), z.object({ value: z.unknown() })).default({}),
  planned_values: z.object({ root_module: plannedModule }),
  configuration: z.object({ root_module: moduleSchema }),
});

type Values = Readonly<Record<string, unknown>>;

/** An argument's value, and the one variable of the root module that it is the value of, where there is one. */
export interface Argument {
  readonly value: unknown;
  readonly variable?: { readonly name: string; readonly description: string | undefined };
  /** Why no variable turns it. */
  readonly why?: string;
}

/** One instance of a managed resource, as planned. */
export interface PlannedResource {
  readonly address: string;
  /** Without keys of `count` and `for_each`. */
  readonly configured: string;
  readonly type: string;
  /** Of the resource block, and calls of modules above it. */
  readonly name: string;
  readonly calls: readonly string[];
  readonly values: Values;
  /** @param path names of nested blocks, each of which is its first */
  argument(...path: readonly string[]): Argument;
  /** Resources that an argument refers to, by type; of the same module only. */
  refersTo(argument: string, type: string): readonly string[];
}

export interface RootModule {
  readonly resources: readonly PlannedResource[];
  ofType(type: string): readonly PlannedResource[];
}

/** @throws InputError when the text is not a plan's JSON */
export function readRootModule(text: string, origin: string): RootModule {
  const hint = "Write it with: terraform plan -out=PLANFILE && terraform show -json PLANFILE > plan.json";
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new InputError(`${origin} is not the JSON of a Terraform plan`, { problems: [jsonProblem(text)], hint, cause });
  }
  const parsed = planSchema.safeParse(json);
  if (!parsed.success) {
    const problems = parsed.error.issues.slice(0, 10).map(({ path, message }) => `${path.join(".") || "plan"}: ${message}`);
    throw new InputError(`${origin} is not the JSON of a Terraform plan`, { problems, hint });
  }
  const { planned_values, configuration, variables } = parsed.data;
  const root: Root = { module: configuration.root_module, values: variables };
  const resources = all(planned_values.root_module)
    .filter(({ mode }) => mode === "managed")
    .map((planned) => resourceOf(planned, root));
  return { resources, ofType: (type) => resources.filter((resource) => resource.type === type) };
}

const all = ({ resources, child_modules }: PlannedModule): PlannedModule["resources"] => [...resources, ...child_modules.flatMap(all)];

interface Root {
  readonly module: Module;
  readonly values: Readonly<Record<string, { readonly value?: unknown }>>;
}

function resourceOf({ address, type, values: planned }: PlannedModule["resources"][number], root: Root): PlannedResource {
  const { calls, resource } = partsOfAddress(address);
  const modules = modulesAlong(root.module, calls);
  const configured = modules.at(-1)?.resources.find((each) => each.address === resource);
  return {
    address,
    configured: [...calls.map((call) => `module.${call}`), resource].join("."),
    type,
    name: resource.slice(type.length + 1),
    calls,
    values: planned,
    argument: (...path) => {
      const value = valueAt(planned, path);
      const expression = valueAt(configured?.expressions ?? {}, path);
      return { value, ...drivenBy(value, expression, calls, modules, root) };
    },
    refersTo: (argument, wanted) =>
      referencesIn(configured?.expressions[argument]).flatMap((each) =>
        each.type === "resource" && each.resource.startsWith(`${wanted}.`)
          ? [[...calls.map((call) => `module.${call}`), each.resource].join(".")]
          : [],
      ),
  };
}

function modulesAlong(root: Module, calls: readonly string[]): readonly Module[] {
  const modules = [root];
  for (const call of calls) {
    const next = modules.at(-1)?.module_calls[call]?.module;
    if (next === undefined) return modules;
    modules.push(next);
  }
  return modules;
}

/** Blocks are lists; of several the first. */
function valueAt(tree: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => {
    const block = Array.isArray(inner) ? inner[0] : inner;
    return isRecord(block) ? block[key] : undefined;
  }, tree);
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The variable of the root module that an expression hands through: the one that it refers to and whose value it has. */
function drivenBy(
  value: unknown,
  expression: unknown,
  calls: readonly string[],
  modules: readonly Module[],
  root: Root,
): Pick<Argument, "variable" | "why"> {
  const references = throughCalls(referencesIn(expression), calls, modules);
  const names = [...new Set(references.flatMap((each) => (each.type === "variable" ? [each.name] : [])))];
  const same = names.filter((name) => value !== undefined && value !== null && isSame(root.values[name]?.value, value));
  const [name] = same;
  if (name !== undefined && same.length === 1) {
    return { variable: { name, description: root.module.variables[name]?.description } };
  }
  if (same.length > 1) return { why: `its expression refers to ${same.join(" and ")}, which have the same value` };
  if (names.length > 0) return { why: `it is calculated from ${names.join(", ")}` };
  if (references.some(({ type }) => type === "local"))
    return { why: "a local value stands behind it, and a plan does not tell what that is made of" };
  return references.length > 0 ? { why: "other resources decide it" } : { why: "no variable stands behind it" };
}

/** A module's variables are what its call gives for them, up to the root. */
function throughCalls(references: readonly Reference[], calls: readonly string[], modules: readonly Module[]): readonly Reference[] {
  const call = calls.at(-1);
  if (call === undefined) return references;
  const expressions = modules.at(-2)?.module_calls[call]?.expressions ?? {};
  const above = references.flatMap((each) => (each.type === "variable" ? referencesIn(expressions[each.name]) : [each]));
  return throughCalls(above, calls.slice(0, -1), modules.slice(0, -1));
}

/** Terraform turns a value into its argument's type: "20" into 20. */
const isSame = (variable: unknown, value: unknown): boolean =>
  isRecord(value) || Array.isArray(value) ? JSON.stringify(variable) === JSON.stringify(value) : String(variable) === String(value);

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import {
  accepts,
  checkValues,
  deploymentPaths,
  InputError,
  type Receipt,
  receiptSchema,
  type StackContract,
  sameValue,
  type Values,
  variablesOf,
} from "../../contract";
import { parseJson, readIfPresent } from "./files";

/** A deployment's override as it lies in the overrides directory, checked. */
export interface Override {
  /** The exact bytes, for Terraform. */
  readonly bytes: Buffer;
  readonly values: Values;
  readonly receipt: Receipt | undefined;
}

export interface Overridable {
  readonly deployment: string;
  readonly contract: StackContract;
}

/**
 * Reads and checks the overrides of all deployments.
 * @throws InputError that lists every problem of every file, with the allowed values
 */
export function loadOverrides(directory: string, overridable: readonly Overridable[]): ReadonlyMap<string, Override> {
  const problems = strayFiles(directory, overridable);
  const stale: string[] = [];
  const overrides = new Map<string, Override>();
  for (const each of overridable) {
    const read = readOverride(directory, each);
    if (read === undefined) continue;
    problems.push(...read.problems);
    if (read.override !== undefined) {
      stale.push(...staleDefaults(each, read.override));
      overrides.set(each.deployment, read.override);
    }
  }
  if (problems.length > 0) {
    throw new InputError(`${directory} holds ${problems.length} value(s) or file(s) that cannot be applied`, {
      problems: [...problems, ...stale],
      hint: "correct them, or restore the files from version control; nothing was synthesized",
    });
  }
  if (stale.length > 0) {
    throw new InputError(`stale override: ${stale.length} default(s) changed in code since it was written`, {
      problems: stale,
      hint: "keep the overridden values with `trimtab promote <deployment>`, or delete these keys from the override to take the new defaults",
    });
  }
  return overrides;
}

interface ReadOverride {
  readonly problems: readonly string[];
  readonly override?: Override;
}

function readOverride(directory: string, { deployment, contract }: Overridable): ReadOverride | undefined {
  const paths = deploymentPaths(deployment);
  const bytes = readIfPresent(join(directory, paths.override));
  if (bytes === undefined) return undefined;
  try {
    const { values, problems } = checkValues(contract.components, parseJson(bytes.toString("utf8"), paths.override));
    const receipt = readReceipt(directory, paths.receipt);
    if (problems.length > 0) return { problems: problems.map((problem) => `${paths.override}: ${problem}`) };
    return { problems, override: { bytes, values, receipt } };
  } catch (error) {
    if (error instanceof InputError) return { problems: [error.message, ...error.problems] };
    throw error;
  }
}

function readReceipt(directory: string, file: string): Receipt | undefined {
  const bytes = readIfPresent(join(directory, file));
  if (bytes === undefined) return undefined;
  const parsed = receiptSchema.safeParse(parseJson(bytes.toString("utf8"), file));
  if (parsed.success) return parsed.data;
  throw new InputError(`${file} is no receipt of this version`, {
    problems: parsed.error.issues.map((issue) => `${file}: ${issue.path.join(".") || "the file"}: ${issue.message}`),
  });
}

/** A key that is overridden although the code's default moved under it: nobody has decided which of the two is meant. */
function staleDefaults({ deployment, contract }: Overridable, { values, receipt }: Override): string[] {
  if (receipt === undefined) return [];
  const variables = variablesOf(contract.components);
  return Object.keys(values).flatMap((key) => {
    const definition = variables.get(key)?.definition;
    const then = receipt.defaults[key];
    if (definition === undefined || then === undefined) return [];
    if (accepts(definition, then) && sameValue(definition.default, then)) return [];
    const now = JSON.stringify(definition.default);
    return [`${deployment}: ${key} is overridden; its default was ${JSON.stringify(then)} then and is ${now} now`];
  });
}

/** An override for a deployment that does not exist would be passed over in silence. */
function strayFiles(directory: string, overridable: readonly Overridable[]): string[] {
  if (!existsSync(directory)) return [];
  const known = new Set<string>(overridable.map(({ deployment }) => deploymentPaths(deployment).override));
  return readdirSync(directory)
    .filter((file) => file.endsWith(".tfvars.json") && !known.has(file))
    .map((file) => `${file}: no deployment with sizes has this name; there are ${overridable.map((each) => each.deployment).join(", ")}`);
}

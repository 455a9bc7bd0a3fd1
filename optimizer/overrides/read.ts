import { createHash } from "node:crypto";
import { join } from "node:path";
import {
  checkValues,
  type DeploymentContract,
  deploymentPaths,
  InputError,
  jsonProblem,
  type Receipt,
  receiptSchema,
  type Values,
} from "../../contract";
import { readIfPresent } from "../files";
import type { OverrideBytes } from "../ledger";

/** A deployment's override as it lies on the disk, checked against its contract. */
export interface Override {
  readonly bytes: OverrideBytes;
  /** Empty where there is no file. */
  readonly values: Values;
  readonly receipt: Receipt | null;
}

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

export const overridePaths = (directory: string, deployment: string) => {
  const { override, receipt } = deploymentPaths(deployment);
  return { override: join(directory, override), receipt: join(directory, receipt) };
};

type Subject = Pick<DeploymentContract, "deployment" | "components">;

/** @throws InputError with every problem of both files. */
export async function readOverride(directory: string, contract: Subject): Promise<Override> {
  const paths = overridePaths(directory, contract.deployment);
  const bytes = { override: await readIfPresent(paths.override), receipt: await readIfPresent(paths.receipt) };
  const { values, problems } = valuesIn(bytes.override, contract);
  const receipt = bytes.receipt === null ? { value: null } : receiptIn(bytes.receipt);
  const all = [
    ...problems.map((problem) => `${paths.override}: ${problem}`),
    ...("problems" in receipt ? receipt.problems.map((problem) => `${paths.receipt}: ${problem}`) : []),
  ];
  if ("problems" in receipt || all.length > 0) {
    throw new InputError(`The override of ${contract.deployment} cannot be used`, {
      problems: all,
      hint: "Correct the named entries, or restore the file from version control.",
    });
  }
  return { bytes, values, receipt: receipt.value };
}

/** The values in an override's bytes, with what is wrong with them. */
export function valuesIn(text: string | null, contract: Subject): { readonly values: Values; readonly problems: readonly string[] } {
  if (text === null) return { values: {}, problems: [] };
  const json = parseJson(text);
  return "problem" in json ? { values: {}, problems: [json.problem] } : checkValues(contract.components, json.value);
}

/** The receipt in a file's bytes, or all that keeps them from being one. */
export function receiptIn(text: string): { readonly value: Receipt } | { readonly problems: readonly string[] } {
  const json = parseJson(text);
  if ("problem" in json) return { problems: [json.problem] };
  const parsed = receiptSchema.safeParse(json.value);
  if (parsed.success) return { value: parsed.data };
  return { problems: parsed.error.issues.map((issue) => `${issue.path.join(".") || "receipt"}: ${issue.message}`) };
}

function parseJson(text: string): { readonly value: unknown } | { readonly problem: string } {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { problem: `is not JSON: ${jsonProblem(text)}` };
  }
}

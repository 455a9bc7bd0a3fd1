import { canonicalJson, checkValues, type DeploymentContract, InputError, type Receipt, receiptSchema, type Values } from "../../contract";
import { replaceFiles } from "../files";
import type { OverrideBytes } from "../ledger";
import { overridePaths, sha256 } from "./read";

/** Everything of a receipt that does not follow from the override itself. */
export type ReceiptFacts = Omit<Receipt, "version" | "deployment" | "overrideSha256" | "defaults">;

/**
 * The bytes of an override and its receipt. No values, no files.
 * @throws InputError naming every undeclared variable and every value that its tunable does not take.
 */
export function renderOverride(
  contract: Pick<DeploymentContract, "deployment" | "components">,
  values: Values,
  facts: ReceiptFacts,
  defaults: Values,
): OverrideBytes {
  const checked = checkValues(contract.components, values);
  if (checked.problems.length > 0) {
    throw new InputError(`These values may not become the override of ${contract.deployment}`, { problems: checked.problems });
  }
  const variables = Object.keys(values);
  if (variables.length === 0) return { override: null, receipt: null };
  const override = canonicalJson(values);
  const receipt: Receipt = {
    version: 1,
    deployment: contract.deployment,
    ...facts,
    overrideSha256: sha256(override),
    defaults: Object.fromEntries(variables.map((name) => [name, defaults[name]])),
  };
  return { override, receipt: canonicalJson(receipt) };
}

/**
 * Both files or neither. The only place that writes an override. Should the machine stop between the two renames, the receipt that
 * says `simulator` is there: before such an override comes, and until it is gone.
 */
export async function writeOverride(directory: string, deployment: string, { override, receipt }: OverrideBytes): Promise<void> {
  const paths = overridePaths(directory, deployment);
  const simulated = receipt !== null && receiptSchema.parse(JSON.parse(receipt)).source === "simulator";
  await replaceFiles(
    simulated ? { [paths.receipt]: receipt, [paths.override]: override } : { [paths.override]: override, [paths.receipt]: receipt },
  );
}

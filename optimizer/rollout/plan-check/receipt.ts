import { whatIfsOf, whatIfText } from "../../../contract";
import { sha256 } from "../../overrides";
import type { Agreed } from "./agreed";

export function receiptProblems({ receipt, contract, loopback }: Agreed): readonly string[] {
  if (receipt === null) return [];
  const problems: string[] = [];
  if (receipt.deployment !== contract.deployment) problems.push(`the receipt is of deployment ${receipt.deployment}`);
  if (receipt.source === "simulator" && !loopback) {
    problems.push("the override rests on simulated measurements, and AWS endpoints of this run are not all on this machine");
  }
  return problems;
}

/** Values set by hand, and what was decided by something else than the policy, are a person's right, and worth a word. */
export function receiptNotes({ receipt, overrideBytes }: Agreed): readonly string[] {
  if (overrideBytes === null) return [];
  if (receipt === null) return ["the override has no receipt: its values were set by hand"];
  return [
    ...(receipt.overrideSha256 === sha256(overrideBytes) ? [] : ["the override was edited by hand after its receipt was written"]),
    ...whatIfsOf(receipt).map(({ phase, whatIf }) => `phase ${phase} of the override was proposed as a what-if: ${whatIfText(whatIf)}`),
  ];
}

import { readOverride, writeOverride } from "../overrides";
import type { ProposalContext } from "./context";

/**
 * Brings the file to what the ledger says was being written, where a run died between the two.
 * @returns false where the file holds neither the old nor the new bytes: somebody edited it, and it stays
 */
export async function finishWriting({ contract, overrides, journal }: ProposalContext): Promise<boolean> {
  const { written, writtenBefore } = journal.state();
  const { bytes } = await readOverride(overrides, contract);
  if (written === undefined) return true;
  if (bytes.override === written.override && bytes.receipt === written.receipt) return true;
  if (bytes.override !== written.override && bytes.override !== (writtenBefore?.override ?? null)) return false;
  await writeOverride(overrides, contract.deployment, written);
  return true;
}

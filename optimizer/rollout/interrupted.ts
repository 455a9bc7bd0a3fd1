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

/**
 * As {@link finishWriting}, of a run that died while it took settled keys out of the override: they would look as if somebody had put
 * them back by hand.
 */
export async function finishFolding(context: ProposalContext): Promise<void> {
  const last = context.journal.entries().findLast(({ event }) => "override" in event);
  if (last?.event.type === "folded") await finishWriting(context);
}

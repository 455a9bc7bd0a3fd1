import { defaultsOf, RefusedError } from "../../contract";
import { type Fold, foldable, readOverride, renderOverride, writeOverride } from "../overrides";
import { ofPhase, type ProposalContext } from "./context";
import { finishFolding } from "./interrupted";
import { receiptFacts } from "./receipt-facts";

export interface Promoted extends Fold {
  /** The phase that was closed; absent where none was open. */
  readonly phase?: number;
}

/**
 * Closes a phase that has passed its observation, says which defaults of the code should become the override's values,
 * and takes those keys out of the override whose default is that value already.
 */
export async function promote(context: ProposalContext): Promise<Promoted> {
  const { contract, overrides, journal } = context;
  const { open } = journal.state();
  if (open !== undefined) {
    if (open.rollingBack !== undefined || open.verdict?.verdict !== "pass") {
      throw new RefusedError(`Phase ${open.phase} of ${contract.deployment} has not passed its observation`, {
        problems: open.verdict?.reasons ?? ["it has not been observed"],
        hint: `Look again with: trimtab rollout observe ${contract.deployment}`,
      });
    }
    await journal.record({ type: "promoted", ...ofPhase(open) });
  }
  await finishFolding(context);
  const override = await readOverride(overrides, contract);
  const fold = foldable(override.values, contract);
  if (fold.settled.length > 0) {
    const facts = receiptFacts(override.bytes.receipt);
    const bytes = renderOverride(contract, fold.remaining, facts, defaultsOf(contract.components));
    await journal.record({ type: "folded", variables: fold.settled, ...bytes });
    await writeOverride(overrides, contract.deployment, bytes);
  }
  return { ...fold, ...(open === undefined ? {} : { phase: open.phase }) };
}

import { editDistance, InputError, RefusedError, variablesOf } from "../../contract";
import { isoTime } from "../ledger";
import type { ProposalContext } from "./context";

export interface PinRequest {
  readonly variable: string;
  readonly reason: string;
  /** UTC epoch seconds. */
  readonly expiresEpoch: number;
}

/** Takes a variable out of Trimtab's hands until a day. */
export async function pin(context: ProposalContext, { variable, reason, expiresEpoch }: PinRequest): Promise<void> {
  assertDeclared(context, variable);
  const { open } = context.journal.state();
  if (open?.steps.some(({ deltas }) => deltas.some((delta) => delta.variable === variable)) === true) {
    throw new RefusedError(`Phase ${open.phase} is turning ${variable} right now`, {
      hint: `Roll it back first (trimtab rollout rollback ${context.contract.deployment}), or edit the value in the override: it is kept and pinned.`,
    });
  }
  await context.journal.record({ type: "pinned", variable, reason, expires: isoTime(expiresEpoch) });
}

/** Gives a variable back to Trimtab. */
export async function unpin(context: ProposalContext, { variable, reason }: Pick<PinRequest, "variable" | "reason">): Promise<void> {
  assertDeclared(context, variable);
  if (context.journal.state().pins[variable] === undefined) throw new InputError(`${variable} is not pinned`);
  await context.journal.record({ type: "unpinned", variable, reason });
}

function assertDeclared({ contract: { deployment, components } }: ProposalContext, variable: string): void {
  const declared = [...variablesOf(components).keys()];
  if (declared.includes(variable)) return;
  const [nearest] = [...declared].sort((a, b) => editDistance(variable, a) - editDistance(variable, b));
  throw new InputError(`${deployment} declares no variable ${variable}`, { hint: `Did you mean ${nearest}?` });
}

import { type DeploymentContract, defaultsOf, type Values } from "../../contract";
import type { LedgerState } from "../ledger";
import type { Delta } from "../plan/recommendation";

/** What a plan may turn: the open phase's deltas, or, where none is open, everything that the override sets. */
export function agreedDeltas(
  { open }: Pick<LedgerState, "open">,
  values: Values,
  { components }: Pick<DeploymentContract, "components">,
): readonly Delta[] {
  if (open !== undefined) return open.steps.flatMap(({ deltas }) => deltas);
  const defaults = defaultsOf(components);
  return Object.entries(values).flatMap(([variable, to]) => {
    const from = defaults[variable];
    return from === undefined ? [] : [{ variable, from, to }];
  });
}

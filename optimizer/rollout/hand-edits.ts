import { defaultsOf, sameValue, type Values } from "../../contract";
import { activePins, type OpenPhase } from "../ledger";
import { valuesIn } from "../overrides";
import type { Delta } from "../plan/recommendation";
import type { ProposalContext } from "./context";

/** What people set by hand since the proposal comes into effect with the next apply, forth or back: the plan may show it. */
export function handEdits({ contract, journal, now }: ProposalContext, open: OpenPhase, values: Values): readonly Delta[] {
  const defaults = defaultsOf(contract.components);
  const before = { ...defaults, ...valuesIn(open.previous.override, contract).values };
  return Object.keys(activePins(journal.state(), now())).flatMap((variable) => {
    const from = before[variable];
    const to = values[variable] ?? defaults[variable];
    return from === undefined || to === undefined || sameValue(from, to) ? [] : [{ variable, from, to }];
  });
}

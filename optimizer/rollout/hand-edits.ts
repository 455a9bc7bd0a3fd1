import { defaultsOf, sameValue, type Values } from "../../contract";
import type { OpenPhase } from "../ledger";
import { valuesIn } from "../overrides";
import type { Delta } from "../plan/recommendation";
import type { ProposalContext } from "./context";
import { turnsOf } from "./turns";

/** What people set by hand since the proposal. */
export interface HandEdits {
  /** Comes into effect with the next apply, forth or back: the plan may show it. */
  readonly along: readonly Delta[];
  /** Destroys or replaces something: nobody may find that among the changes of a step. */
  readonly apart: readonly Delta[];
}

/** @param pinned variables that people hold */
export function handEdits({ contract }: ProposalContext, open: OpenPhase, values: Values, pinned: readonly string[]): HandEdits {
  const defaults = defaultsOf(contract.components);
  const before = { ...defaults, ...valuesIn(open.previous.override, contract).values };
  const edits = pinned.flatMap((variable) => {
    const from = before[variable];
    const to = values[variable] ?? defaults[variable];
    return from === undefined || to === undefined || sameValue(from, to) ? [] : [{ variable, from, to }];
  });
  const apart = turnsOf(edits, contract).flatMap(({ delta, change }) =>
    change.announcesReplacement === true || (change.announcedDestroys ?? []).length > 0 ? [delta] : [],
  );
  return { along: edits.filter((edit) => !apart.includes(edit)), apart };
}

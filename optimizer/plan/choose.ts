import { canonicalJson } from "../../contract";
import type { Evidence } from "../evidence";
import { GUARDS } from "../guards";
import type { Proposal } from "./proposal";
import type { Rejection, Verdict } from "./recommendation";

export interface Choice {
  /** The cheapest proposal that every guard passes. */
  readonly chosen: { readonly proposal: Proposal; readonly verdicts: readonly Verdict[] } | undefined;
  /** The cheaper ones, each with the guard that turned it down. */
  readonly rejected: readonly Rejection[];
}

/** What was chosen before and does not go with what is chosen elsewhere. */
export interface Refusal {
  readonly changes: Proposal["changes"];
  readonly verdict: Verdict;
}

/** Asks the guards about one proposal after the other, the cheapest first. @param refused by a joint guard */
export function choose(e: Evidence, proposals: readonly Proposal[], refused: readonly Refusal[] = []): Choice {
  const rejected: Rejection[] = [];
  for (const proposal of cheapestFirst(e, proposals)) {
    const verdicts: Verdict[] = [];
    const guards = GUARDS.filter(({ binds }) => binds.includes(proposal.direction));
    const refusing = guards.find((guard) => {
      const verdict = guard.judge(proposal, e, e.policy);
      verdicts.push(verdict);
      return !verdict.pass;
    });
    const { component, kind, rule, changes, reason, findings } = proposal;
    const refusal = refusing === undefined ? refusalOf(proposal, refused) : undefined;
    if (refusal !== undefined) verdicts.push(refusal);
    const rejectedBy = refusing?.name ?? refusal?.guard;
    if (rejectedBy === undefined) return { chosen: { proposal, verdicts }, rejected };
    rejected.push({ component, kind, rule, changes, reason, findings, verdicts, rejectedBy });
    if (refusing?.scope === "component") break;
  }
  return { chosen: undefined, rejected };
}

const refusalOf = ({ changes }: Proposal, refused: readonly Refusal[]): Verdict | undefined =>
  refused.find((each) => canonicalJson(each.changes) === canonicalJson(changes))?.verdict;

/** Whether a guard's rejection holds for all of a component's candidates. */
export const isOfComponent = (guard: string): boolean => GUARDS.some(({ name, scope }) => name === guard && scope === "component");

/** By monthly cost, leaving out what saves nothing; where none has a price, one stands for all: no saving can be shown for any. */
function cheapestFirst(e: Evidence, proposals: readonly Proposal[]): readonly Proposal[] {
  const costed = proposals.map((proposal) => ({ proposal, cost: e.study.cost(proposal.to) }));
  if (costed.every(({ cost }) => !cost.priced)) return proposals.slice(0, 1);
  const dollars = (cost: (typeof costed)[number]["cost"]): number => (cost.priced ? cost.monthlyUsd : Number.MAX_VALUE);
  const now = dollars(e.study.cost(proposals[0]?.over ?? e.current));
  const saves = ({ proposal, cost }: (typeof costed)[number]): boolean =>
    proposal.direction === "up" || !cost.priced || cost.monthlyUsd < now;
  return costed
    .filter(saves)
    .sort((a, b) => dollars(a.cost) - dollars(b.cost))
    .map(({ proposal }) => proposal);
}

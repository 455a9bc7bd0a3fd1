import { canonicalJson } from "../../contract";
import type { Evidence } from "../evidence";
import { GUARDS } from "../guards";
import type { Proposal } from "./proposal";
import type { Rejection, Verdict } from "./recommendation";
import { type Scale, scaleOf } from "./weigh";

export interface Choice {
  /** Of the proposals that every guard passes, the one that the dial takes. */
  readonly chosen: { readonly proposal: Proposal; readonly verdicts: readonly Verdict[] } | undefined;
  /** The cheaper ones, each with the guard that turned it down. */
  readonly rejected: readonly Rejection[];
}

/** What was chosen before and does not go with what is chosen elsewhere. */
export interface Refusal {
  readonly changes: Proposal["changes"];
  readonly verdict: Verdict;
}

/**
 * Asks the guards about one proposal after the other, the cheapest first, and the dial about those that pass; one that is not weighed is taken at once.
 * @param refused by a joint guard
 */
export function choose(e: Evidence, proposals: readonly Proposal[], refused: readonly Refusal[] = []): Choice {
  const scale = scaleOf(e, proposals[0]?.over);
  const asked: Judged[] = [];
  for (const proposal of cheapestFirst(e, proposals)) {
    // The first is asked in any case, for of one without a price somebody has to say why not.
    if (asked.length > 0 && isWeighed(proposal) && scale?.mayBeat(proposal) === false) break;
    const { verdicts, refusal } = judged(e, proposal, refused);
    asked.push({ proposal, verdicts, refusal });
    if (refusal === undefined && (!isWeighed(proposal) || scale === undefined)) break;
    if (refusal === undefined) scale?.add(proposal);
    else if (isOfComponent(refusal.guard)) break;
  }
  return chosenOf(weighed(asked, scale));
}

interface Judged {
  readonly proposal: Proposal;
  readonly verdicts: readonly Verdict[];
  /** Of the guard that turned it down. */
  readonly refusal: Verdict | undefined;
}

/** More capacity is not, and neither is what moves no load, for nothing used it. */
const isWeighed = ({ direction, unused }: Proposal): boolean => direction === "down" && unused !== true;

/** What the dial says of those that every guard passes and that are weighed. */
function weighed(asked: readonly Judged[], scale: Scale | undefined): readonly Judged[] {
  const words = scale?.turn() ?? [];
  let next = 0;
  return asked.map((each) => {
    const verdict = each.refusal === undefined && isWeighed(each.proposal) ? words[next++] : undefined;
    if (verdict === undefined) return each;
    return { ...each, verdicts: [...each.verdicts, verdict], refusal: verdict.pass ? undefined : verdict };
  });
}

/** The one that nothing turned down; of what costs more than it, nobody needs to know why not. */
function chosenOf(asked: readonly Judged[]): Choice {
  const at = asked.findIndex(({ refusal }) => refusal === undefined);
  const cheaper = at < 0 ? asked : asked.slice(0, at);
  return {
    chosen: asked[at],
    rejected: cheaper.flatMap(({ proposal, verdicts, refusal }) => {
      const { component, kind, rule, changes, reason, findings } = proposal;
      return refusal === undefined ? [] : [{ component, kind, rule, changes, reason, findings, verdicts, rejectedBy: refusal.guard }];
    }),
  };
}

/** What the guards say of a proposal, up to the first that turns it down; what a joint guard said before comes last. */
function judged(e: Evidence, proposal: Proposal, refused: readonly Refusal[]): Pick<Judged, "verdicts" | "refusal"> {
  const verdicts: Verdict[] = [];
  for (const guard of GUARDS.filter(({ binds }) => binds.includes(proposal.direction))) {
    const verdict = guard.judge(proposal, e, e.policy);
    verdicts.push(verdict);
    if (!verdict.pass) return { verdicts, refusal: verdict };
  }
  const refusal = refusalOf(proposal, refused);
  return { verdicts: refusal === undefined ? verdicts : [...verdicts, refusal], refusal };
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
    proposal.direction === "up" || !cost.priced || cost.monthlyUsd < now || (proposal.unused === true && cost.monthlyUsd === now);
  return costed
    .filter(saves)
    .sort((a, b) => dollars(a.cost) - dollars(b.cost))
    .map(({ proposal }) => proposal);
}

import type { DeploymentContract } from "../../contract";
import type { Evidence, Settings } from "../evidence";
import { saving, usd } from "../money";
import type { Choice } from "../plan/choose";
import type { Proposal } from "../plan/proposal";
import type { TakenOptIn } from "../plan/recommendation";
import { optInsOf, RULES, type Rule } from "../rules";

type Became = Omit<TakenOptIn, "component" | "rule">;

/** Opt-ins that the policy has taken and that are about components of this kind. */
export const takenOf = ({ kind, policy }: Pick<Evidence, "kind" | "policy">): readonly Rule[] =>
  RULES.filter(({ name, kinds }) => kinds.includes(kind) && optInsOf(policy.rules).includes(name));

export const notAsked = (reason: string): Became => ({ outcome: "not-asked", reason });
export const nothingToTurn = (reason: string): Became => ({ outcome: "nothing-to-turn", reason });

/**
 * What became of the candidates of an opt-in that was taken: what is left out for its price is turned down by no guard, and told all the same.
 * @param over what rules before it have settled
 */
export function becameOf(e: Evidence, candidates: readonly Proposal[], { chosen, rejected }: Choice, over: Settings): Became {
  const before = e.study.cost(over);
  const saves = (to: Settings): number | undefined => saving(before, e.study.cost(to));
  if (chosen !== undefined) return { outcome: "chosen", ...worth(saves(chosen.proposal.to)) };
  const last = rejected.at(-1);
  if (last !== undefined) {
    return { outcome: "turned-down", rejectedBy: last.rejectedBy, reason: last.verdicts.at(-1)?.reason ?? "it was turned down before" };
  }
  const most = candidates.flatMap(({ to }) => saves(to) ?? []).reduce((best, each) => Math.max(best, each), Number.NEGATIVE_INFINITY);
  return { outcome: "dearer", ...worth(Number.isFinite(most) ? most : undefined) };
}

function worth(saved: number | undefined): Pick<TakenOptIn, "reason" | "savingMonthlyUsd"> {
  if (saved === undefined) return { reason: "what it saves is not known, for something has no price" };
  if (saved === 0) return { reason: "it costs the same", savingMonthlyUsd: 0 };
  return { reason: saved < 0 ? `it costs ${usd(-saved)} a month more` : `saves ${usd(saved)} a month`, savingMonthlyUsd: saved };
}

/** With those that nothing in the deployment, or in the regions that were asked for, was there to apply to. */
export function allTaken({ policy, regions }: DeploymentContract, taken: readonly TakenOptIn[]): readonly TakenOptIn[] {
  const without = optInsOf(policy.rules).filter((name) => !taken.some(({ rule }) => rule === name));
  return [
    ...taken,
    ...without.map((rule): TakenOptIn => {
      const kinds = RULES.find(({ name }) => name === rule)?.kinds ?? [];
      return { rule, ...nothingToTurn(`there is no component of kind ${kinds.join(", ")} in ${regions.join(", ")}`) };
    }),
  ];
}

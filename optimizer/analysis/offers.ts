import type { Evidence, Settings } from "../evidence";
import { saving } from "../money";
import { deltas } from "../plan/proposal";
import type { Offer } from "../plan/recommendation";
import { RULES } from "../rules";

/**
 * What each opt-in would save on top of what was decided, where the policy names it and nobody has opted in. By list prices alone: guards
 * are asked about candidates, and it is none.
 */
export const offersOn = (e: Evidence, over: Settings): readonly Offer[] =>
  RULES.flatMap((rule) => {
    const parameters = e.policy.rules[rule.name];
    if (!rule.optIn || !rule.kinds.includes(e.kind) || parameters === undefined || rule.isCandidate(parameters)) return [];
    if (rule.declines(e, parameters, over) !== undefined) return [];
    const before = e.study.cost(over);
    const offers = rule.propose(e, parameters, over).map(({ component, reason, to }): Offer => {
      const after = e.study.cost(to);
      const unpriced = [before, after].flatMap((cost) => (cost.priced ? [] : cost.reasons));
      return {
        component,
        rule: rule.name,
        changes: deltas(e, over, to),
        reason,
        savingMonthlyUsd: saving(before, after) ?? null,
        ...(unpriced.length === 0 ? {} : { unpriced: [...new Set(unpriced)] }),
      };
    });
    return offers
      .sort((a, b) => (b.savingMonthlyUsd ?? Number.NEGATIVE_INFINITY) - (a.savingMonthlyUsd ?? Number.NEGATIVE_INFINITY))
      .slice(0, 1);
  });

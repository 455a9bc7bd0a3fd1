import { saving } from "../money";
import { compounded, EVENT, ofAny } from "../risk";
import { disruptionOf } from "./phases";
import type { Recommendation, Recommendations } from "./recommendation";

/** Days that the longer risk is stated for. */
const MONTH_DAYS = 30;

/** What all changes together risk, and how early their savings come. @param recommendations in the order in which they are carried out */
export function wholeOf(recommendations: readonly Recommendation[]): Recommendations["whole"] {
  if (recommendations.length === 0) return undefined;
  const risks = recommendations.flatMap(({ risk, direction }) => (direction === "down" && risk !== null ? [risk] : []));
  const together = ofAny(risks);
  return {
    components: risks.length,
    horizonDays: EVENT.horizonDays,
    risk: rounded(together),
    riskOfMonth: rounded(compounded(together, MONTH_DAYS)),
    savingsInFirstHalf: rounded(savingsInFirstHalf(recommendations)),
  };
}

/**
 * Share of the savings that comes in the first half of the disruption; of a change that lies across the middle its proportional part. 1 where
 * nothing is saved. No order of the same changes gives more than the one by savings per disruption.
 */
export function savingsInFirstHalf(recommendations: readonly Recommendation[]): number {
  const parts = recommendations.map((each) => ({
    disruption: disruptionOf(each),
    saved: Math.max(0, saving(each.before, each.after) ?? 0),
  }));
  const sum = (of: (part: (typeof parts)[number]) => number): number => parts.reduce((total, part) => total + of(part), 0);
  const all = sum(({ saved }) => saved);
  let left = sum(({ disruption }) => disruption) / 2;
  let early = 0;
  for (const { disruption, saved } of parts) {
    early += saved * Math.min(1, left / disruption);
    left = Math.max(0, left - disruption);
  }
  return all === 0 ? 1 : early / all;
}

const rounded = (value: number): number => Number(value.toPrecision(6));

import { compounded, EVENT, ofAny } from "../risk";
import type { Recommendation, Recommendations } from "./recommendation";
import type { Step, Worth } from "./steps";

/** Days that the longer risk is stated for. */
const MONTH_DAYS = 30;

/** What all changes together risk, and how early their savings come. @param phases their steps in the order in which they are carried out */
export function wholeOf(recommendations: readonly Recommendation[], phases: readonly (readonly Step[])[]): Recommendations["whole"] {
  if (recommendations.length === 0) return undefined;
  const risks = recommendations.flatMap(({ risk, direction }) => (direction === "down" && risk !== null ? [risk] : []));
  const together = ofAny(risks);
  const worths = phases.map((steps) => steps.flatMap(({ worth }) => worth ?? []));
  return {
    components: risks.length,
    horizonDays: EVENT.horizonDays,
    risk: rounded(together),
    riskOfMonth: rounded(compounded(together, MONTH_DAYS)),
    savingsInFirstHalf: rounded(savingsInFirstHalf(worths.flat())),
    savingsInFirstHalfAtMost: rounded(savingsInFirstHalf(worths.flatMap(mostFirst))),
  };
}

/**
 * Share of the savings that comes in the first half of the disruption; of a step that lies across the middle its proportional part. 1 where
 * nothing is saved.
 * @param steps in the order in which they are carried out
 */
export function savingsInFirstHalf(steps: readonly Worth[]): number {
  const sum = (of: (step: Worth) => number): number => steps.reduce((total, step) => total + of(step), 0);
  const all = sum(({ savedUsd }) => savedUsd);
  let left = sum(({ disruption }) => disruption) / 2;
  let early = 0;
  for (const { disruption, savedUsd } of steps) {
    early += savedUsd * Math.min(1, left / disruption);
    left = Math.max(0, left - disruption);
  }
  return all <= 0 ? 1 : early / all;
}

/** No order of the same steps brings more of their savings early. */
export const mostFirst = (steps: readonly Worth[]): readonly Worth[] =>
  [...steps].sort((a, b) => b.savedUsd / b.disruption - a.savedUsd / a.disruption);

const rounded = (value: number): number => Number(value.toPrecision(6));

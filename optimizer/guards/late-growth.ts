import { type Evidence, minutesOf, type Tiers, TREND_HORIZON_DAYS } from "../evidence";
import type { Dimension } from "../kinds";
import type { Verdict } from "../plan/recommendation";
import { largest, shareAbove } from "../statistics";
import { overWithLateGrowth } from "./growth";
import { percent, reject } from "./guard";

/**
 * What the last days say against a proposal: their minutes with what they grow by, held to the ceiling.
 * @returns undefined where they say nothing
 */
export function vetoOfLateGrowth(
  name: string,
  dimensions: readonly Dimension[],
  dayOf: Evidence["dayOf"],
  violationBudget: number,
): Verdict | undefined {
  for (const dimension of dimensions) {
    const { ceiling } = dimension;
    const shareOver = (need: Tiers): number => shareAbove(minutesOf(need)?.values ?? [], ceiling);
    const grown = overWithLateGrowth(dimension, dayOf, (need) => shareOver(need) > violationBudget);
    if (grown === undefined) continue;
    const { what, late, need, growth } = grown;
    const [peak, share] = [largest(minutesOf(dimension.need)?.values ?? []), shareOver(need)];
    return reject(
      name,
      `${what} grew to ${late.ratio.toFixed(2)} times its level within the last ${late.days} whole days; ${TREND_HORIZON_DAYS} days more of that, ${percent(growth)}, and ${what === dimension.name ? "it" : dimension.name} would need more than ${percent(ceiling, 0)} in ${percent(share, 2)} of the minutes (budget ${percent(violationBudget)}); peak ${percent(peak)}`,
      { ceiling, violations: share, budget: violationBudget, peak, growth, days: late.days, ratio: late.ratio },
    );
  }
  return undefined;
}

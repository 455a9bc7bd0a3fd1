import { lateGrowth, minutesOf, TREND_HORIZON_DAYS } from "../evidence";
import type { Dimension } from "../kinds";
import type { Verdict } from "../plan/recommendation";
import { largest, shareAbove } from "../statistics";
import { percent, reject } from "./guard";

/** A need that never came nearer to its ceiling than this part of it does not grow over it within the horizon. */
const MATERIAL = 0.25;

/**
 * What the last days say against a proposal where they grow by more than the whole window shows: each of their minutes, with that growth
 * carried ahead as far as any other, is held to the ceiling.
 * @returns undefined where they say nothing
 */
export function vetoOfLateGrowth(
  name: string,
  dimensions: readonly Dimension[],
  dayOf: (epoch: number) => number,
  violationBudget: number,
): Verdict | undefined {
  for (const { name: dimension, need, ceiling } of dimensions) {
    const minutes = minutesOf(need)?.values ?? [];
    const peak = largest(minutes);
    if (!(peak >= MATERIAL * ceiling)) continue;
    const late = lateGrowth(need, dayOf);
    if (late === undefined) continue;
    const growth = late.perDay * TREND_HORIZON_DAYS;
    const share = shareAbove(minutes, ceiling / (1 + growth));
    if (share <= violationBudget) continue;
    return reject(
      name,
      `${dimension} grew to ${late.ratio.toFixed(2)} times its level within the last ${late.days} whole days; ${TREND_HORIZON_DAYS} days more of that, ${percent(growth)}, and it would need more than ${percent(ceiling, 0)} in ${percent(share, 2)} of the minutes (budget ${percent(violationBudget)}); peak ${percent(peak)}`,
      { ceiling, violations: share, budget: violationBudget, peak, growth, days: late.days, ratio: late.ratio },
    );
  }
  return undefined;
}

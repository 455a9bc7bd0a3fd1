import { carriedAhead, type Evidence, lateGrowthOf, minutesAhead, minutesOf, TREND_HORIZON_DAYS } from "../evidence";
import type { Dimension } from "../kinds";
import type { Verdict } from "../plan/recommendation";
import { largest, shareAbove } from "../statistics";
import { percent, reject } from "./guard";

/** Less than a tenth of its ceiling is hardly more than idling, and whatever that grows by says little. */
const MATERIAL = 0.1;

/**
 * What the last days say against a proposal where they grow by more than the whole window shows: each of their minutes, carried along the
 * fitted line to the horizon, is held to the ceiling. Where a scaler follows the demand, growth is that of the demand, and the scaler is
 * replayed on what that comes to.
 * @returns undefined where they say nothing
 */
export function vetoOfLateGrowth(
  name: string,
  dimensions: readonly Dimension[],
  dayOf: Evidence["dayOf"],
  violationBudget: number,
): Verdict | undefined {
  for (const { name: dimension, need, ceiling, scaled } of dimensions) {
    const peak = largest(minutesOf(need)?.values ?? []);
    if (!(peak >= MATERIAL * ceiling)) continue;
    for (const [what, quantity] of [
      [dimension, need] as const,
      ...(scaled === undefined ? [] : [[`demand for ${dimension}`, scaled.demand] as const]),
    ]) {
      const late = lateGrowthOf(quantity, dayOf);
      if (late === undefined) continue;
      const ahead = minutesAhead(late, dayOf);
      const shareOver = (of: typeof need): number => shareAbove(minutesOf(of)?.values ?? [], ceiling);
      let share = shareOver(ahead(need));
      // No scaler takes units away because more is asked for: without it the need would be the greatest.
      if (share > violationBudget && scaled !== undefined && quantity === scaled.demand)
        share = shareOver(scaled.grown(ahead, minutesAhead(lateGrowthOf(scaled.followed, dayOf), dayOf)));
      if (share <= violationBudget) continue;
      const growth = carriedAhead(late) - 1;
      return reject(
        name,
        `${what} grew to ${late.ratio.toFixed(2)} times its level within the last ${late.days} whole days; ${TREND_HORIZON_DAYS} days more of that, ${percent(growth)}, and ${what === dimension ? "it" : dimension} would need more than ${percent(ceiling, 0)} in ${percent(share, 2)} of the minutes (budget ${percent(violationBudget)}); peak ${percent(peak)}`,
        { ceiling, violations: share, budget: violationBudget, peak, growth, days: late.days, ratio: late.ratio },
      );
    }
  }
  return undefined;
}

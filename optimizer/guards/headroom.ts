import { SECONDS_PER_DAY } from "../../contract";
import { growthAhead, type Tiers, TREND_HORIZON_DAYS, trendOf } from "../evidence";
import { MINUTE } from "../evidence/tiers";
import { isMissing, largest, shareAbove } from "../statistics";
import { withDemandGrown } from "./growth";
import { DOWN, type Guard, pass, percent, reject } from "./guard";
import { vetoOfLateGrowth } from "./late-growth";
import { vetoOfHistory } from "./long-history";

const name = "headroom";

const SECONDS_PER_WEEK = 7 * SECONDS_PER_DAY;

/**
 * Share of the intervals over a limit; in tiers of maxima of their worst week. A peak that the older tiers hold once counts in full: spread over
 * all of their weeks, a month's end of an hour would be within the budget.
 */
function shareOver(values: Float64Array, periodSeconds: number, limit: number): number {
  const week = SECONDS_PER_WEEK / periodSeconds;
  if (periodSeconds === MINUTE || values.length <= week) return shareAbove(values, limit);
  let [over, most] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    if ((values[i] ?? Number.NaN) > limit) over++;
    if ((values[i - week] ?? Number.NaN) > limit) over--;
    most = Math.max(most, over);
  }
  return most / week;
}

function worstTier(need: Tiers, limit: number) {
  return need
    .map(({ grid, values }) => ({ tier: grid.periodSeconds, share: shareOver(values, grid.periodSeconds, limit) }))
    .reduce((a, b) => (b.share > a.share ? b : a), { tier: 0, share: 0 });
}

/** Need, with its growth carried ahead, stays under each dimension's ceiling in all but the budget of every tier's intervals, and of every stretch of the year before. */
export const headroom: Guard = {
  name,
  scope: "candidate",
  binds: DOWN,
  judge: (p, e, { guards: { violationBudget } }) => {
    const findings = e.study.need(p.to).map((dimension) => {
      const { need, ceiling } = dimension;
      const peak = largest(need.map(({ values }) => largest(values)));
      const growth = growthAhead(trendOf(need, e.dayOf));
      const asSeen = { growth, worst: worstTier(need, ceiling - growth) };
      const grown = withDemandGrown(dimension, peak, e.dayOf);
      const asked = grown === undefined ? undefined : { growth: grown.growth, worst: worstTier(grown.need, ceiling) };
      return { ...dimension, peak, ...(asked !== undefined && asked.worst.share > asSeen.worst.share ? asked : asSeen) };
    });
    const unknown = findings.find(({ peak }) => isMissing(peak));
    if (unknown !== undefined) return reject(name, `nothing is known of how much ${unknown.name} the target would need`);
    const failed = findings.filter(({ worst }) => worst.share > violationBudget).sort((a, b) => b.worst.share - a.worst.share)[0];
    if (failed !== undefined) {
      const growth = failed.growth > 0 ? `, with ${percent(failed.growth)} of growth in ${TREND_HORIZON_DAYS} days` : "";
      return reject(
        name,
        `${failed.name} would need more than ${percent(failed.ceiling, 0)} in ${percent(failed.worst.share, 2)} of the ${failed.worst.tier}-second tier (budget ${percent(violationBudget)})${growth}; peak ${percent(failed.peak)} (${failed.statistic})`,
        { ceiling: failed.ceiling, violations: failed.worst.share, budget: violationBudget, peak: failed.peak, growth: failed.growth },
      );
    }
    const veto = vetoOfLateGrowth(name, findings, e.dayOf, violationBudget) ?? vetoOfHistory(name, p, e, violationBudget);
    if (veto !== undefined) return veto;
    const nearest = [...findings].sort((a, b) => b.peak / b.ceiling - a.peak / a.ceiling)[0];
    if (nearest === undefined) return reject(name, "nothing is known of what the component needs");
    return pass(
      name,
      `nearest to its ceiling is ${nearest.name}: peak ${percent(nearest.peak)} of the target, ceiling ${percent(nearest.ceiling, 0)} (${nearest.statistic})`,
      {
        peak: nearest.peak,
        ceiling: nearest.ceiling,
        growth: nearest.growth,
      },
    );
  },
};

import { SECONDS_PER_DAY } from "../../contract";
import { type Evidence, epochAt } from "../evidence";
import type { Dimension } from "../kinds";
import type { Proposal } from "../plan/proposal";
import type { Verdict } from "../plan/recommendation";
import { largest } from "../statistics";
import { instant, percent, reject } from "./guard";

/** Each stretch of this length before the window has the budget of its hours: one bad hour is more than 0.1 % of 30 days. */
const STRETCH_HOURS = 30 * 24;

/** The stretch in which a dimension would have passed its ceiling most often. */
interface Stretch {
  readonly dimension: Dimension;
  readonly hours: number;
  /** Hours over the ceiling that its budget allows. */
  readonly allowed: number;
  /** First hour over the ceiling in it. */
  readonly fromEpoch: number;
}

/**
 * What the hours before the window say against a proposal (method: peaks): any 30 days of them are held to the budget that the
 * window's tiers are held to, so that a quarter end or a Black Friday of last year still votes. They may veto, never permit.
 * @returns undefined where they say nothing
 */
export function vetoOfHistory(name: string, p: Proposal, e: Evidence, violationBudget: number): Verdict | undefined {
  const worst = e
    .needBefore(p.to)
    .map((dimension) => worstStretch(dimension, violationBudget * STRETCH_HOURS))
    .reduce<Stretch | undefined>((a, b) => (b !== undefined && (a === undefined || b.hours > a.hours) ? b : a), undefined);
  if (worst === undefined || worst.hours <= worst.allowed) return undefined;
  const { dimension, hours, allowed, fromEpoch } = worst;
  const peak = largest(dimension.need.flatMap(({ values }) => [largest(values)]));
  const ago = Math.round((e.endEpoch - fromEpoch) / SECONDS_PER_DAY);
  return reject(
    name,
    `${dimension.name} would have needed more than ${percent(dimension.ceiling, 0)} in ${hours} ${hours === 1 ? "hour" : "hours"} from ${instant(fromEpoch)}, ${ago} days ago and before the window (budget ${percent(violationBudget)}); peak ${percent(peak)} (${dimension.statistic})`,
    { ceiling: dimension.ceiling, hours, allowed, peak, daysAgo: ago },
  );
}

function worstStretch(dimension: Dimension, allowed: number): Stretch | undefined {
  let worst: Stretch | undefined;
  for (const { grid, values } of dimension.need) {
    const over: number[] = [];
    for (let i = 0; i < values.length; i++) {
      if (!((values[i] ?? Number.NaN) > dimension.ceiling)) continue;
      over.push(i);
      while ((over[0] ?? i) <= i - STRETCH_HOURS) over.shift();
      if (over.length > (worst?.hours ?? 0)) {
        worst = { dimension, hours: over.length, allowed, fromEpoch: epochAt(grid, over[0] ?? i) };
      }
    }
  }
  return worst;
}

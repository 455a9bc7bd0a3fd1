import type { Tiers } from "../evidence";
import { isMissing } from "../statistics/missing";
import { dailyNeed } from "./days";
import { EVENT } from "./event";
import { pastOf } from "./features";
import { logOdds, type RiskModel, riskAt, UNCHANGED } from "./model";
import { MODEL } from "./prior";
import { asked, ownOutcomes, refit } from "./refit";

export interface Risk {
  /** P({@link EVENT}), with the component's own outcomes. */
  readonly risk: number;
  /** What the prior alone says. */
  readonly prior: number;
  /** Disjoint horizons of the component's own past that the prior was re-fitted with: its effective sample size. */
  readonly ownHorizons: number;
}

/** log₂ of the sizes below a candidate that have to be riskier than it. */
const SMALLER = [-3, -2, -1, 0] as const;

/**
 * P(more than the budget of the next {@link EVENT}.horizonDays days need more than {@link EVENT}.violationAt of the candidate).
 * @param need largest over all dimensions, as a share of the candidate: 1 is all it has
 * @returns undefined where the last week's need is not known
 */
export function riskOf(
  { need, endEpoch }: { readonly need: Tiers; readonly endEpoch: number },
  model: RiskModel = MODEL,
): Risk | undefined {
  const daily = dailyNeed(need, endEpoch);
  const past = pastOf(daily);
  if (past === undefined || daily.level.subarray(-EVENT.horizonDays).every(isMissing)) return undefined;
  const own = ownOutcomes(daily, asked(model, daily));
  const odds = logOdds(model, past, SMALLER).at(-1) ?? 0;
  return { risk: riskAt(odds, refit(own.flat())), prior: riskAt(odds, UNCHANGED), ownHorizons: own.length };
}

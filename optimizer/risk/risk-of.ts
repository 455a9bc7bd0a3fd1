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
  /** P({@link EVENT}) at twice the candidate: how bad it would be. */
  readonly severe: number;
  /** Disjoint horizons of the component's own past that the prior was re-fitted with: its effective sample size. */
  readonly ownHorizons: number;
}

/** log₂ of sizes up to the candidate and twice as much: each has to be riskier than the next. */
const SIZES = [-3, -2, -1, 0, 1] as const;

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
  const [odds = 0, twice = 0] = logOdds(model, past, SIZES).slice(-2);
  const calibration = refit(own.flat());
  return { risk: riskAt(odds, calibration), prior: riskAt(odds, UNCHANGED), severe: riskAt(twice, calibration), ownHorizons: own.length };
}

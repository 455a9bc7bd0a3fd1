import { SECONDS_PER_DAY } from "../../contract";
import type { Tiers } from "../evidence";
import { isMissing } from "../statistics/missing";
import { dailyNeed } from "./days";
import { EVENT } from "./event";
import { pastOf } from "./features";
import { logOdds, type RiskModel, riskAt, UNCHANGED } from "./model";
import { MODEL } from "./prior";
import { asked, failedOutcomes, ownOutcomes, refit, walkForward } from "./refit";
import type { Statement } from "./reliability";

export interface Risk {
  /** P({@link EVENT}), with the component's own outcomes. */
  readonly risk: number;
  /** What the prior alone says. */
  readonly prior: number;
  /** Disjoint horizons of the component's own past that the prior was re-fitted with: its effective sample size. */
  readonly ownHorizons: number;
  /** What would have been stated of its past weeks, and what came. */
  walked(): readonly Statement[];
}

export interface RiskQuestion {
  /** Largest over all dimensions, as a share of the candidate: 1 is all it has. */
  readonly need: Tiers;
  readonly endEpoch: number;
  /** Sizes that were tried and turned back, each log₂ of its capacity in units of the candidate's, with the time of its decision. @default none */
  readonly failures?: readonly { readonly atEpoch: number; readonly size: number }[];
}

/** log₂ of sizes up to the candidate and twice as much: each has to be riskier than the next. */
const SIZES = [-3, -2, -1, 0, 1] as const;
const CANDIDATE = SIZES.indexOf(0);

/**
 * P(more than the budget of the next {@link EVENT}.horizonDays days need more than {@link EVENT}.violationAt of the candidate).
 * @returns undefined where the last week's need is not known
 */
export function riskOf({ need, endEpoch, failures = [] }: RiskQuestion, model: RiskModel = MODEL): Risk | undefined {
  const daily = dailyNeed(need, endEpoch);
  const past = pastOf(daily);
  if (past === undefined || daily.level.subarray(-EVENT.horizonDays).every(isMissing)) return undefined;
  const oddsAfter = asked(model, daily);
  const own = ownOutcomes(daily, oddsAfter);
  const known = daily.level.length;
  const failed = failures.map(({ atEpoch, size }) => ({
    days: Math.max(0, known - Math.ceil((endEpoch - atEpoch) / SECONDS_PER_DAY)),
    size,
  }));
  const odds = logOdds(model, past, SIZES)[CANDIDATE] ?? 0;
  const calibration = refit([...own.flat(), ...failedOutcomes(failed, known, oddsAfter)]);
  return {
    risk: riskAt(odds, calibration),
    prior: riskAt(odds, UNCHANGED),
    ownHorizons: own.length,
    walked: () => walkForward(own),
  };
}

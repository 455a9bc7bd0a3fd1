import { fitLogistic } from "../statistics";
import { isMissing } from "../statistics/missing";
import { type DailyNeed, upTo } from "./days";
import { EVENT } from "./event";
import { pastOf } from "./features";
import { type Calibration, logOdds, type RiskModel, riskAt, UNCHANGED } from "./model";
import type { Statement } from "./reliability";

/** A question asked of the past, and what came. */
export interface Outcome {
  /** The model's own log-odds, before any calibration. */
  readonly odds: number;
  readonly came: boolean;
}

/**
 * How much the prior is believed against own outcomes: the precision of a normal prior around {@link UNCHANGED}. Chosen on public traces:
 * with 20 in place of 100, own outcomes (a dozen weeks at most) made statements worse on machines that the prior was not fitted on.
 */
const PRECISION = 100;
/** A calibration keeps order: more risk stays more risk. */
const LEAST_SLOPE = 0.25;

/** The prior re-fitted with own outcomes. Without any it is unchanged. */
export function refit(outcomes: readonly Outcome[]): Calibration {
  const [shift = 0, slope = 1] = fitLogistic(
    {
      design: Float32Array.from(outcomes.flatMap(({ odds }) => [1, odds])),
      outcomes: Uint8Array.from(outcomes, ({ came }) => Number(came)),
    },
    { centre: Float64Array.of(UNCHANGED.shift, UNCHANGED.slope), precision: Float64Array.of(PRECISION, PRECISION) },
  );
  return { shift, slope: Math.max(LEAST_SLOPE, slope) };
}

/** Days of history before the first question that a component's own past may be asked. */
export const FIRST_QUESTION_DAYS = 14;
/** log₂ of the sizes that the past is asked about, as shares of the capacity in question. */
export const ASKED_SIZES = [-5, -4, -3, -2, -1, 0, 1, 2] as const;

/** The model's log-odds at {@link ASKED_SIZES} after so many days; undefined where nothing was known then. */
export type Asked = (days: number) => readonly number[] | undefined;

export const asked =
  (model: RiskModel, daily: DailyNeed): Asked =>
  (days) => {
    const past = pastOf(upTo(daily, days));
    return past === undefined ? undefined : logOdds(model, past, ASKED_SIZES);
  };

/** A size that was tried and turned back. */
export interface Failure {
  /** Days of history when it was decided on; none where that was before all of it. */
  readonly days: number;
  /** log₂ of its capacity in units of the one in question. */
  readonly size: number;
}

/** What was turned back stays in the pool for good: the size, and every smaller one, was too small. */
export function failedOutcomes(failures: readonly Failure[], known: number, oddsAfter: Asked): readonly Outcome[] {
  return failures.flatMap(({ days, size }) => {
    const odds = oddsAfter(days) ?? oddsAfter(known) ?? [];
    return ASKED_SIZES.flatMap((asked, i) => (asked <= size + ROUNDING ? [{ odds: odds[i] ?? 0, came: true }] : []));
  });
}

const ROUNDING = 1e-9;

/**
 * Every week of the past as it would have been stated then, from what was known then, and what came.
 * @param own the newest first, as {@link ownOutcomes} gives them
 */
export const walkForward = (own: readonly (readonly Outcome[])[]): readonly Statement[] =>
  own.flatMap((week, i) => {
    const calibration = refit(own.slice(i + 1).flat());
    return week.map(({ odds, came }, at) => ({ stated: riskAt(odds, calibration), came, size: ASKED_SIZES[at] ?? 0 }));
  });

/**
 * Questions that the known days answer, one per disjoint horizon, counted back from the newest day.
 * @returns one list per horizon
 */
export function ownOutcomes({ horizon }: DailyNeed, oddsAfter: Asked): readonly (readonly Outcome[])[] {
  const outcomes: (readonly Outcome[])[] = [];
  for (let end = horizon.length; end - EVENT.horizonDays >= FIRST_QUESTION_DAYS; end -= EVENT.horizonDays) {
    const needed = horizon[end - 1] ?? Number.NaN;
    const odds = isMissing(needed) ? undefined : oddsAfter(end - EVENT.horizonDays);
    if (odds === undefined) continue;
    outcomes.push(ASKED_SIZES.map((size, i) => ({ odds: odds[i] ?? 0, came: needed > size })));
  }
  return outcomes;
}

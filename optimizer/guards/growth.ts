import {
  carriedAhead,
  demandGrowthOf,
  type Evidence,
  type LateGrowth,
  lateGrowthOf,
  minutesAhead,
  minutesOf,
  scaleTiers,
  type Tiers,
} from "../evidence";
import type { Dimension } from "../kinds";
import { largest } from "../statistics";

type DayOf = Evidence["dayOf"];

/** Need at the horizon, and by what share of itself the demand behind it has grown. */
export interface Grown {
  readonly need: Tiers;
  readonly growth: number;
}

/** With the trend of the demand carried ahead and autoscaling replayed on it; undefined where that could not come to the ceiling. */
export function withDemandGrown({ ceiling, scaled }: Dimension, peak: number, dayOf: DayOf): Grown | undefined {
  if (scaled === undefined) return undefined;
  const factor = demandGrowthOf(scaled.demand, dayOf);
  // Without any more units the need would grow as its demand does.
  if (factor === 1 || peak * factor <= ceiling) return undefined;
  const follows = demandGrowthOf(scaled.followed, dayOf);
  const need = scaled.grown(
    (quantity) => scaleTiers(quantity, factor),
    (quantity) => scaleTiers(quantity, follows),
  );
  return { need, growth: factor - 1 };
}

/** What the last days grow by, and what the minutes need at the horizon if it goes on. */
export interface GrownLate extends Grown {
  readonly what: string;
  readonly late: LateGrowth;
}

/** Less than a tenth of its ceiling is hardly more than idling, and whatever that grows by says little. */
const MATERIAL = 0.1;

/**
 * Where the last days grow by more than the whole window shows: each of their minutes, carried along the fitted line to the horizon. Where a
 * scaler follows the demand, growth is that of the demand, and the scaler is replayed on what that comes to.
 * @param isOver whether a need is more than there may be
 * @returns the first growth with which it is; undefined where there is none
 */
export function overWithLateGrowth(
  { name, need, ceiling, scaled }: Dimension,
  dayOf: DayOf,
  isOver: (need: Tiers) => boolean,
): GrownLate | undefined {
  if (!(largest(minutesOf(need)?.values ?? []) >= MATERIAL * ceiling)) return undefined;
  for (const [what, quantity] of [
    [name, need] as const,
    ...(scaled === undefined ? [] : [[`demand for ${name}`, scaled.demand] as const]),
  ]) {
    const late = lateGrowthOf(quantity, dayOf);
    if (late === undefined) continue;
    const ahead = minutesAhead(late, dayOf);
    let then = ahead(need);
    // No scaler takes units away because more is asked for: without it the need would be the greatest.
    if (isOver(then) && scaled !== undefined && quantity === scaled.demand)
      then = scaled.grown(ahead, minutesAhead(lateGrowthOf(scaled.followed, dayOf), dayOf));
    if (isOver(then)) return { what, late, need: then, growth: carriedAhead(late) - 1 };
  }
  return undefined;
}

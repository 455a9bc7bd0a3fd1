import { memoFor } from "../memo";
import { type LateGrowth, lateGrowth } from "./late-growth";
import { type LevelShift, levelShift } from "./level-shift";
import type { Tiers } from "./tiers";
import { trendFactor } from "./trend";

type DayOf = (epoch: number) => number;

const late = memoFor((dayOf: DayOf) => memoFor((quantity: Tiers) => ({ growth: lateGrowth(quantity, dayOf) })));
const trend = memoFor((dayOf: DayOf) => memoFor((quantity: Tiers) => ({ factor: trendFactor(quantity, dayOf) })));
const shift = memoFor((dayOf: DayOf) => memoFor((quantity: Tiers) => ({ shift: levelShift(quantity, dayOf) })));

/** @see lateGrowth, read once however many candidates ask of a demand */
export const lateGrowthOf = (quantity: Tiers, dayOf: DayOf): LateGrowth | undefined => late(dayOf)(quantity).growth;

/** @see trendFactor, read once however many candidates ask of a demand */
export const demandGrowthOf = (demand: Tiers, dayOf: DayOf): number => trend(dayOf)(demand).factor;

/** @see levelShift, read once however many candidates ask of a demand */
export const demandShiftOf = (demand: Tiers, dayOf: DayOf): LevelShift | undefined => shift(dayOf)(demand).shift;

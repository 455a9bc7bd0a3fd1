import { largest } from "../statistics";
import type { DailyNeed } from "./days";

/** Where the dial stands: prices, in units of the present capacity's cost, for what is not capacity. */
export interface DialSettings {
  /** Of certainty that the event comes: the dial proper. More buys safety. */
  readonly riskPrice: number;
  /** Of a size that was {@link overrun} lately: risk says how surely it is too small, not for how long. */
  readonly overrunPrice: number;
  /** Of a move down. */
  readonly downPrice: number;
  /** Of a move up. */
  readonly upPrice: number;
  /** By how much a move down right after a move up costs more: 2 is three times. */
  readonly afterUp: number;
  /** Days in which that falls to 37 %. */
  readonly afterUpDays: number;
  /** Of cost: 1 weighs dollars, towards 0 proportions; between them, halving a large size counts for more than halving a small one, but not twice. */
  readonly costExponent: number;
}

/** Where it stands for sizes that double and are decided on weekly, chosen on public machines; the price of a move down is the asker's. */
export const WEEKLY = {
  riskPrice: 4.7,
  overrunPrice: 1.5,
  upPrice: 0.4,
  afterUp: 6,
  afterUpDays: 14,
  costExponent: 1,
} as const satisfies Omit<DialSettings, "downPrice">;

export interface DialState {
  /** Index of the present size. */
  readonly at: number;
  /** Day of the last move up. */
  readonly lastUp: number | undefined;
}

export const START = (at: number): DialState => ({ at, lastUp: undefined });

export interface DialQuestion {
  /** Of each size, ascending, in units of the present capacity's cost at the start. */
  readonly costs: ArrayLike<number>;
  /** P(event) at each size. */
  readonly risks: ArrayLike<number>;
  /** Whether each was {@link overrun} lately. @default none, as of all that guards pass */
  readonly overran?: readonly boolean[];
  /** In days, from any origin. */
  readonly day: number;
}

/** Days in which a size counts as overrun. */
const OVERRUN_DAYS = 28;

/** Whether a day of the last four weeks would have exceeded a size for over 5 % of its time. @param size log₂ of the capacity */
export const overrun = ({ high }: DailyNeed, size: number): boolean => largest(high.subarray(-OVERRUN_DAYS)) > size;

/** What a size is worth: cost, priced risk and the price of moving there. Moves down are dearer after a move up. */
export function priceOf(
  size: number,
  { costs, risks, overran, day }: DialQuestion,
  { at, lastUp }: DialState,
  settings: DialSettings,
): number {
  const { riskPrice, overrunPrice, downPrice, upPrice, afterUp, afterUpDays, costExponent } = settings;
  const recent = lastUp === undefined ? 0 : Math.exp((lastUp - day) / afterUpDays);
  const moving = size < at ? downPrice * (1 + afterUp * recent) : size > at ? upPrice : 0;
  const cost = (costs[size] ?? 0) ** costExponent / costExponent;
  return cost + riskPrice * (risks[size] ?? 0) + (overran?.[size] === true ? overrunPrice : 0) + moving;
}

/**
 * Chooses the size of the least price, of several the smallest. A price on both directions is what tells a changed need from a noisy statement:
 * decided daily, the least of seven statements is always too low, and the greatest too high.
 */
export function dial(question: DialQuestion, state: DialState, settings: DialSettings): DialState {
  let best = state.at;
  let least = Number.POSITIVE_INFINITY;
  for (let size = 0; size < question.costs.length; size++) {
    const price = priceOf(size, question, state, settings);
    if (price < least) [least, best] = [price, size];
  }
  return { at: best, lastUp: best > state.at ? question.day : state.lastUp };
}

/** Where the dial stands: prices, in units of the present capacity's cost, for what is not capacity. */
export interface DialSettings {
  /** Of certainty that the event comes: the dial proper. More buys safety. */
  readonly riskPrice: number;
  /** Of certainty that it comes even at the next size up: how bad it would be. */
  readonly severityPrice: number;
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
  /** How many places up the ladder the next whole size is: twice the capacity. */
  readonly nextSize: number;
  /** In days, from any origin. */
  readonly day: number;
}

/**
 * Chooses a size: the least of cost, priced risk and the price of moving. Moves down are dearer after a move up. A price on both directions is
 * what tells a changed need from a noisy statement: decided daily, the least of seven statements is always too low, and the greatest too high.
 */
export function dial({ costs, risks, nextSize, day }: DialQuestion, { at, lastUp }: DialState, settings: DialSettings): DialState {
  const { riskPrice, severityPrice, downPrice, upPrice, afterUp, afterUpDays, costExponent } = settings;
  const recent = lastUp === undefined ? 0 : Math.exp((lastUp - day) / afterUpDays);
  const down = downPrice * (1 + afterUp * recent);
  let best = at;
  let least = Number.POSITIVE_INFINITY;
  for (let size = 0; size < costs.length; size++) {
    const cost = (costs[size] ?? 0) ** costExponent / costExponent;
    const severe = risks[Math.min(costs.length - 1, size + nextSize)] ?? 0;
    const moving = size < at ? down : size > at ? upPrice : 0;
    const price = cost + riskPrice * (risks[size] ?? 0) + severityPrice * severe + moving;
    if (price < least) [least, best] = [price, size];
  }
  return { at: best, lastUp: best > at ? day : lastUp };
}

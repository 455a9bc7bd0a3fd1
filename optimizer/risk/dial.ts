/** Where the dial stands: prices, in units of the present capacity's cost, for what is not capacity. */
export interface DialSettings {
  /** Of certainty that the event comes: the dial proper. More buys safety. */
  readonly riskPrice: number;
  /** Of certainty that it comes even at the next size up: how bad it would be. */
  readonly severityPrice: number;
  /** Of a move down. */
  readonly downPrice: number;
  /** Of a move down, as a share of what the present size costs. */
  readonly downShare: number;
  /** Of a move up. */
  readonly upPrice: number;
  /** By how much a move down right after a move up costs more: 2 is three times. */
  readonly afterUp: number;
  /** Days in which that falls to 37 %. */
  readonly afterUpDays: number;
  /** Decisions in a row that must prefer a smaller size before it is taken; then the largest of those is. */
  readonly confirmations: number;
}

export interface DialState {
  /** Index of the present size. */
  readonly at: number;
  /** Day of the last move up. */
  readonly lastUp: number | undefined;
  /** What the last decisions preferred, the newest last: as many as {@link DialSettings.confirmations}. */
  readonly preferred: readonly number[];
}

export const START = (at: number): DialState => ({ at, lastUp: undefined, preferred: [] });

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
 * Chooses a size: the least of cost, priced risk and the price of moving. Moves up are made at once; moves down are dearer, dearer still
 * after a move up, and wait until they have been preferred several times in a row.
 */
export function dial({ costs, risks, nextSize, day }: DialQuestion, state: DialState, settings: DialSettings): DialState {
  const { at, lastUp } = state;
  const recent = lastUp === undefined ? 0 : Math.exp((lastUp - day) / settings.afterUpDays);
  const down = (settings.downPrice + settings.downShare * (costs[at] ?? 0)) * (1 + settings.afterUp * recent);
  let preferred = at;
  let least = Number.POSITIVE_INFINITY;
  for (let size = 0; size < costs.length; size++) {
    const severe = risks[Math.min(costs.length - 1, size + nextSize)] ?? 0;
    const moving = size < at ? down : size > at ? settings.upPrice : 0;
    const price = (costs[size] ?? 0) + settings.riskPrice * (risks[size] ?? 0) + settings.severityPrice * severe + moving;
    if (price < least) [least, preferred] = [price, size];
  }
  const preferences = [...state.preferred, preferred].slice(-settings.confirmations);
  if (preferred > at) return { at: preferred, lastUp: day, preferred: preferences };
  const confirmed = preferences.length < settings.confirmations ? at : Math.min(at, Math.max(...preferences));
  return { at: confirmed, lastUp, preferred: preferences };
}

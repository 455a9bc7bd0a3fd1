import { isMissing } from "../statistics/missing";
import { DAY, scoredWeeks, type Trace, WEEK } from "./trace";

/** A capacity, in units of the present one, that holds from an index of the trace until the next decision. */
export interface Decision {
  readonly index: number;
  readonly capacity: number;
  /** Stated probability that the next 7 days go badly at this capacity. */
  readonly risk?: number;
}

export type Decisions = ReadonlyMap<Trace, readonly Decision[]>;

export interface Score {
  readonly machines: number;
  readonly weeks: number;
  /** Share of replayed intervals whose demand exceeds 0.8 of the capacity. */
  readonly v80: number;
  /** Share of machine-weeks with more than 0.1 % such intervals. */
  readonly bad: number;
  /** Mean capacity. */
  readonly cost: number;
  /** Reversals of direction per machine and 90 days. */
  readonly flaps: number;
  /** Mean squared error of the stated risk against what came at the weekly decisions; absent where none is stated. */
  readonly brier?: number;
  readonly stated?: number;
  /** How often it came where a risk was stated. */
  readonly actual?: number;
}

const TARGET = 0.8;
const TOLERANCE = 0.001;
/** Ties are no violation: a product of two decimals misses by units in the last place. */
const ROUNDING = 1e-12;
/** Moves within 5 % are none. */
const DEADBAND = 1.05;
const FLAP_DAYS = 90;

export function score(decisions: Decisions): Score {
  const sum = { machines: 0, weeks: 0, intervals: 0, violations: 0, bad: 0, cost: 0, reversals: 0, days: 0 };
  const risks: { readonly stated: number; readonly came: boolean }[] = [];
  for (const [trace, made] of decisions) {
    const weeks = scoredWeeks(trace);
    const [first, last] = [weeks[0], weeks.at(-1)];
    if (first === undefined || last === undefined) continue;
    const end = last + WEEK;
    const capacity = capacities(made, end);
    const statedAt = new Map(made.map(({ index, risk }) => [index, risk]));
    sum.machines++;
    sum.days += (end - first) / DAY;
    sum.reversals += reversals(made, end);
    for (const from of weeks) {
      const week = replay(trace, capacity, from);
      sum.weeks++;
      sum.intervals += week.known;
      sum.violations += week.violations;
      sum.bad += Number(week.violations > TOLERANCE * week.known);
      sum.cost += week.cost;
      const stated = statedAt.get(from);
      if (stated !== undefined) risks.push({ stated, came: isBadWeek(trace, from, capacity[from] ?? 1) });
    }
  }
  const mean = (of: (risk: (typeof risks)[number]) => number): number => risks.reduce((total, risk) => total + of(risk), 0) / risks.length;
  return {
    machines: sum.machines,
    weeks: sum.weeks,
    v80: sum.violations / sum.intervals,
    bad: sum.bad / sum.weeks,
    cost: sum.cost / sum.weeks,
    flaps: (sum.reversals / sum.days) * FLAP_DAYS,
    ...(risks.length === 0
      ? {}
      : {
          brier: mean(({ stated, came }) => (stated - Number(came)) ** 2),
          stated: mean(({ stated }) => stated),
          actual: mean(({ came }) => Number(came)),
        }),
  };
}

/** Whether more than the tolerated share of the known intervals of the seven days exceeds the target at one capacity. */
export function isBadWeek({ demand }: Trace, from: number, capacity: number): boolean {
  let [known, violations] = [0, 0];
  for (let i = from; i < from + WEEK; i++) {
    const value = demand[i] ?? Number.NaN;
    if (isMissing(value)) continue;
    known++;
    if (value > TARGET * capacity + ROUNDING) violations++;
  }
  return violations > TOLERANCE * known;
}

/** Interval by interval; 1 until the first decision. */
function capacities(decisions: readonly Decision[], end: number): Float64Array {
  const held = new Float64Array(end).fill(1);
  for (const { index, capacity } of decisions) held.fill(capacity, index);
  return held;
}

function replay({ demand }: Trace, capacity: Float64Array, from: number) {
  let [known, violations, cost] = [0, 0, 0];
  for (let i = from; i < from + WEEK; i++) {
    const value = demand[i] ?? Number.NaN;
    const held = capacity[i] ?? 1;
    if (isMissing(value)) continue;
    known++;
    cost += held;
    if (value > TARGET * held + ROUNDING) violations++;
  }
  return { known, violations, cost: cost / known };
}

function reversals(decisions: readonly Decision[], end: number): number {
  let [present, direction, count] = [1, 0, 0];
  for (const { index, capacity } of decisions) {
    if (index >= end || Math.max(capacity / present, present / capacity) <= DEADBAND) continue;
    const now = Math.sign(capacity - present);
    if (direction !== 0 && now !== direction) count++;
    [present, direction] = [capacity, now];
  }
  return count;
}

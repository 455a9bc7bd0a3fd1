import { byDay, type Tiers, trendOf } from "../evidence";
import { epochAt } from "../evidence/tiers";
import { quantile, shareAbove } from "../statistics";
import { isMissing } from "../statistics/missing";

const DAY = 86_400;
const WINDOW_DAYS = [7, 14, 28] as const;
const LONGEST = 28;
/** Ratios beyond e³ say no more than e³. */
const CLIP = 3;

/** Weeks that differ by less than this (in logarithms) are the same. */
const LEAST_SPREAD = 0.05;
const FARTHEST = 8;

export const FEATURES = [
  "ln capacity/need 7 d",
  "ln capacity/need 14 d",
  "ln capacity/need 28 d",
  "share of days exceeded",
  "trend",
  "distance above in weekly spreads",
  "distance below in weekly spreads",
] as const;

export interface RiskQuestion {
  /** Need of the candidate: largest over all dimensions, 1 is all it has. */
  readonly need: Tiers;
  readonly endEpoch: number;
  readonly dayOf: (epoch: number) => number;
  /** Need over which an interval counts as a violation. */
  readonly violationAt: number;
  /** Share of intervals that may violate. */
  readonly budget: number;
}

/** What the risk model looks at; in the order of {@link FEATURES}. Undefined where the last week is not known at all. */
export function riskFeatures({ need, endEpoch, dayOf, violationAt, budget }: RiskQuestion): readonly number[] | undefined {
  const recent = since(need, endEpoch - LONGEST * DAY);
  const levelSince = (epoch: number): number => level(since(recent, epoch), budget);
  const ratios = WINDOW_DAYS.map((days) => clip(Math.log(violationAt / levelSince(endEpoch - days * DAY))));
  if (since(recent, endEpoch - WINDOW_DAYS[0] * DAY).every(({ values }) => values.every(isMissing))) return undefined;
  const days = byDay(recent, dayOf);
  const exceeded =
    days.filter(({ parts }) => parts.some(({ values }) => shareAbove(values, violationAt) > budget)).length / Math.max(1, days.length);
  const trend = clip(((trendOf(recent, dayOf)?.slope ?? 0) * WINDOW_DAYS[0]) / violationAt);
  const distance = (ratios[WINDOW_DAYS.length - 1] ?? 0) / (LEAST_SPREAD + weeklySpread(recent, endEpoch, budget));
  return [...ratios, exceeded, trend, Math.min(FARTHEST, Math.max(0, distance)), Math.min(FARTHEST, Math.max(0, -distance))];
}

/** Greatest of the tiers' quantiles at 1 − budget; never nothing, for its logarithm is taken. */
const level = (tiers: Tiers, budget: number): number =>
  Math.max(Number.MIN_VALUE, ...tiers.map(({ values }) => quantile(values, 1 - budget)).filter(Number.isFinite));

/** By how much the weeks differ: the logarithm of the greatest weekly need over the least. */
function weeklySpread(recent: Tiers, endEpoch: number, budget: number): number {
  const weeks = [0, 1, 2, 3].flatMap((week) => {
    const until = endEpoch - week * WINDOW_DAYS[0] * DAY;
    const need = level(before(since(recent, until - WINDOW_DAYS[0] * DAY), until), budget);
    return need > Number.MIN_VALUE ? [Math.log(need)] : [];
  });
  return weeks.length < 2 ? UNKNOWN_SPREAD : Math.min(CLIP, Math.max(...weeks) - Math.min(...weeks));
}

/** One week says nothing of how much weeks differ. */
const UNKNOWN_SPREAD = 1;

const clip = (value: number): number => Math.max(-CLIP, Math.min(CLIP, value));

const since = (tiers: Tiers, epoch: number): Tiers =>
  tiers.flatMap(({ grid, values }) => {
    const first = Math.max(0, Math.ceil((epoch - grid.startEpoch) / grid.periodSeconds));
    if (first >= values.length) return [];
    const part = values.subarray(first);
    return [{ grid: { ...grid, startEpoch: epochAt(grid, first), length: part.length }, values: part }];
  });

const before = (tiers: Tiers, epoch: number): Tiers =>
  tiers.flatMap(({ grid, values }) => {
    const length = Math.min(values.length, Math.max(0, Math.ceil((epoch - grid.startEpoch) / grid.periodSeconds)));
    return length === 0 ? [] : [{ grid: { ...grid, length }, values: values.subarray(0, length) }];
  });

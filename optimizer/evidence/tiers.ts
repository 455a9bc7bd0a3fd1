import { sumOfHottest } from "../statistics";
import { isMissing } from "../statistics/missing";
import { TIER_PERIODS, type TierGrid, type TierValues } from "../telemetry/snapshot/types";

/** One quantity over the whole window, oldest tier first, on the snapshot's grids. */
export type Tiers = readonly TierValues[];

/** Period of the tier in which minutes can be replayed one by one. */
export const MINUTE = TIER_PERIODS[0];

export const isFine = (grid: TierGrid): boolean => grid.periodSeconds === MINUTE;

export const minutesOf = (tiers: Tiers): TierValues | undefined => tiers.find(({ grid }) => isFine(grid));

export const epochAt = (grid: TierGrid, index: number): number => grid.startEpoch + index * grid.periodSeconds;

export const unknown = (grids: readonly TierGrid[]): Tiers =>
  grids.map((grid) => ({ grid, values: new Float64Array(grid.length).fill(Number.NaN) }));

/** Of any function; where all of a stack's points pass through, the named operations below are several times as fast. */
export const mapTiers = (tiers: Tiers, f: (value: number, index: number, tier: number) => number): Tiers =>
  tiers.map(({ grid, values }, tier) => {
    const result = new Float64Array(values.length);
    for (let i = 0; i < result.length; i++) result[i] = f(values[i] ?? Number.NaN, i, tier);
    return { grid, values: result };
  });

/** As {@link mapTiers}, of two quantities. @param other on the same grids */
export const zip = (tiers: Tiers, other: Tiers, f: (a: number, b: number) => number): Tiers =>
  pairwise(tiers, other, (result, left, right) => {
    for (let i = 0; i < result.length; i++) result[i] = f(left[i] ?? Number.NaN, right[i] ?? Number.NaN);
  });

export const scaleTiers = (tiers: Tiers, factor: number): Tiers =>
  tiers.map(({ grid, values }) => {
    const result = new Float64Array(values.length);
    for (let i = 0; i < result.length; i++) result[i] = (values[i] ?? Number.NaN) * factor;
    return { grid, values: result };
  });

/** Point by point one quantity as a share of another. @param other on the same grids */
export const ratioTiers = (tiers: Tiers, other: Tiers): Tiers => pairwise(tiers, other, divideInto);

/** Point by point the product of two quantities. @param other on the same grids */
export const productTiers = (tiers: Tiers, other: Tiers): Tiers => pairwise(tiers, other, multiplyInto);

/** A quantity where another is known, NaN elsewhere. @param other on the same grids */
export const whereKnown = (tiers: Tiers, other: Tiers): Tiers => pairwise(tiers, other, keepWhereKnown);

/** Point by point; NaN where any of them is unknown. */
export const sumTiers = (parts: readonly Tiers[]): Tiers => fold(parts, addInto);

/** Point by point the greatest of the known; NaN where none is known. */
export const maxTiers = (parts: readonly Tiers[]): Tiers => fold(parts, raiseTo);

/** @see sumOfHottest */
export const hottestTiers = (parts: readonly Tiers[], count: number): Tiers =>
  (parts[0] ?? []).map(({ grid }, tier) => ({
    grid,
    values: sumOfHottest(
      parts.flatMap((part) => part[tier]?.values ?? []),
      count,
    ),
  }));

/** In loops over all points every closure shows, for each call puts its numbers on the heap: these are plain loops over typed arrays. */
const NONE = new Float64Array(0);

function pairwise(tiers: Tiers, other: Tiers, into: (result: Float64Array, left: Float64Array, right: Float64Array) => void): Tiers {
  return tiers.map(({ grid, values }, tier) => {
    const result = new Float64Array(values.length);
    into(result, values, other[tier]?.values ?? NONE);
    return { grid, values: result };
  });
}

function divideInto(result: Float64Array, left: Float64Array, right: Float64Array): void {
  for (let i = 0; i < result.length; i++) result[i] = (left[i] ?? Number.NaN) / (right[i] ?? Number.NaN);
}

function multiplyInto(result: Float64Array, left: Float64Array, right: Float64Array): void {
  for (let i = 0; i < result.length; i++) result[i] = (left[i] ?? Number.NaN) * (right[i] ?? Number.NaN);
}

function keepWhereKnown(result: Float64Array, left: Float64Array, right: Float64Array): void {
  for (let i = 0; i < result.length; i++) result[i] = isMissing(right[i] ?? Number.NaN) ? Number.NaN : (left[i] ?? Number.NaN);
}

/** Nobody writes into what was read, so one part alone stands for itself. */
function fold(parts: readonly Tiers[], into: (result: Float64Array, other: Float64Array) => void): Tiers {
  const [first = [], ...rest] = parts;
  if (rest.length === 0) return first;
  return first.map(({ grid, values }, tier) => {
    const result = values.slice();
    for (const part of rest) into(result, part[tier]?.values ?? NONE);
    return { grid, values: result };
  });
}

function addInto(result: Float64Array, other: Float64Array): void {
  for (let i = 0; i < result.length; i++) result[i] = (result[i] ?? Number.NaN) + (other[i] ?? Number.NaN);
}

function raiseTo(result: Float64Array, other: Float64Array): void {
  for (let i = 0; i < result.length; i++) {
    const value = other[i] ?? Number.NaN;
    const highest = result[i] ?? Number.NaN;
    if (value > highest || isMissing(highest)) result[i] = value;
  }
}

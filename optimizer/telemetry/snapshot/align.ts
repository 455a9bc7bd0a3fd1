import type { MetricEntry, Statistic } from "../../../contract";
import { type Points, slotOf } from "./grid";
import type { TierGrid } from "./types";

/** What one of CloudWatch's values is multiplied by to be in the metric's canonical unit. */
export function canonicalFactor(entry: MetricEntry, statistic: Statistic, periodSeconds: number): number {
  if (statistic === "SampleCount") return 1;
  if (entry.perInterval !== true) return entry.scale;
  // A sum grows with the period asked for; an average or maximum is one published interval's total.
  return entry.scale / (statistic === "Sum" ? periodSeconds : entry.cadenceSeconds);
}

/**
 * Puts points on their tier's grid in canonical units; NaN where there is none. Points of files may be off the grid's beat:
 * those that share a slot are taken together as the statistic does (sums add, maxima keep the greatest, averages are averaged).
 */
export function alignPoints(points: Points, grid: TierGrid, statistic: Statistic, factor: number): Float64Array {
  const values = new Float64Array(grid.length).fill(Number.NaN);
  const counts = statistic === "Average" ? new Uint32Array(grid.length) : undefined;
  for (let i = 0; i < points.times.length; i++) {
    const slot = slotOf(grid, points.times[i] ?? Number.NaN);
    if (!(slot >= 0 && slot < grid.length)) continue;
    const value = (points.values[i] ?? Number.NaN) * factor;
    const present = values[slot] ?? Number.NaN;
    const count = (counts?.[slot] ?? 0) + 1;
    if (counts !== undefined) counts[slot] = count;
    values[slot] = Number.isNaN(present) ? value : together(statistic, present, value, count);
  }
  return values;
}

function together(statistic: Statistic, present: number, value: number, count: number): number {
  switch (statistic) {
    case "Average":
      return present + (value - present) / count;
    case "Sum":
    case "SampleCount":
      return present + value;
    case "Minimum":
      return Math.min(present, value);
    case "Maximum":
    case "p50":
    case "p95":
    case "p99":
      return Math.max(present, value);
  }
}

/** Slots in which a metric that is published every `cadenceSeconds` can have a point: all, or every fifth. */
export const expectedSlots = (grid: TierGrid, cadenceSeconds: number): number =>
  Math.ceil((grid.length * grid.periodSeconds) / Math.max(grid.periodSeconds, cadenceSeconds));

/** Share of the expected points that are there, 0–1. */
export function coverageOf(values: Float64Array, grid: TierGrid, cadenceSeconds: number): number {
  const expected = expectedSlots(grid, cadenceSeconds);
  if (expected === 0) return 1;
  let present = 0;
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i] ?? Number.NaN)) present++;
  return Math.min(1, present / expected);
}

/**
 * As {@link coverageOf}, of a metric that exists only while its counter counts: where the counter is known to be 0 no point is expected.
 * Where nothing is known of the counter, one is.
 */
export function coverageWhile(values: Float64Array, counter: Float64Array, grid: TierGrid, cadenceSeconds: number): number {
  const reach = Math.max(1, Math.round(cadenceSeconds / grid.periodSeconds));
  let expected = 0;
  let present = 0;
  for (let from = 0; from < values.length; from += reach) {
    const to = Math.min(values.length, from + reach);
    let counts = false;
    let measured = false;
    for (let i = from; i < to; i++) {
      counts ||= counter[i] !== 0;
      measured ||= !Number.isNaN(values[i] ?? Number.NaN);
    }
    if (!counts) continue;
    expected++;
    if (measured) present++;
  }
  return expected === 0 ? 1 : present / expected;
}

/** Marks the slots that a present point speaks for: its own, and with a slower cadence those that follow until its next point is due. */
export function markAlive(alive: Uint8Array, values: Float64Array, grid: TierGrid, cadenceSeconds: number): void {
  const reach = Math.max(1, Math.round(cadenceSeconds / grid.periodSeconds));
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i] ?? Number.NaN)) continue;
    if (reach === 1) alive[i] = 1;
    else alive.fill(1, i, Math.min(alive.length, i + reach));
  }
}

/** Where the component is known to have been alive, no point means that nothing happened: 0. Elsewhere it means that nothing is known. */
export function zeroFill(values: Float64Array, alive: Uint8Array): void {
  for (let i = 0; i < values.length; i++) {
    if (alive[i] === 1 && Number.isNaN(values[i] ?? Number.NaN)) values[i] = 0;
  }
}

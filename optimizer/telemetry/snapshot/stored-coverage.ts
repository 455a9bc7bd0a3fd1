import type { DeploymentContract } from "../../../contract";
import { plannedSeries } from "../series";
import { expectedSlots } from "./align";
import type { StoredSeries, TierGrid } from "./types";

/**
 * Adds to what is stored of each series the share of expected points that are there, by tier. A counter of events need not have any,
 * nor a metric that exists only while something else happens: of these nothing is said here.
 */
export function withCoverage(
  contract: DeploymentContract,
  tiers: readonly TierGrid[],
  series: readonly StoredSeries[],
): readonly StoredSeries[] {
  const entries = new Map(plannedSeries(contract, { detail: true }).map(({ id, entry }) => [id, entry]));
  return series.map((stored) => {
    const entry = entries.get(stored.id);
    if (entry === undefined || entry.absence === "zero" || entry.onlyWhile !== undefined) return stored;
    const shares = tiers.flatMap((grid) => {
      const points = stored.points[`${grid.periodSeconds}`];
      const expected = expectedSlots(grid, entry.cadenceSeconds);
      return points === undefined || expected === 0 ? [] : [[`${grid.periodSeconds}`, Math.min(1, points / expected)] as const];
    });
    return { ...stored, coverage: Object.fromEntries(shares) };
  });
}

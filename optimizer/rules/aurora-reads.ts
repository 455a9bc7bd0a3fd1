import type { Resource } from "../../contract";
import { byDay, type Evidence, sumTiers, type Tiers } from "../evidence";
import { isMissing } from "../statistics";

/**
 * Of each day of which anything is known, operations that read the volume per operation that writes it. Reads that the buffers answer
 * reach no volume. A day without writes and with reads counts as infinitely many.
 */
export function readShares(e: Evidence, clusters: readonly Resource[]): readonly number[] {
  const total = (metric: string): ReadonlyMap<number, number> =>
    operationsByDay(e, sumTiers(clusters.map((resource) => e.read({ resource, metric, statistic: "Average" }))));
  const writes = total("volume_write_iops");
  return [...total("volume_read_iops")].flatMap(([day, reads]) => {
    const written = writes.get(day);
    return written === undefined || (reads === 0 && written === 0) ? [] : [reads / written];
  });
}

function operationsByDay(e: Evidence, rate: Tiers): ReadonlyMap<number, number> {
  const days = new Map<number, number>();
  for (const { day, parts } of byDay(rate, e.dayOf)) {
    for (const { grid, values } of parts) {
      for (const value of values) if (!isMissing(value)) days.set(day, (days.get(day) ?? 0) + value * grid.periodSeconds);
    }
  }
  return days;
}

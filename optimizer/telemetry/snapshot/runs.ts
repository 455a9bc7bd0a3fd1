import { LONG_HISTORY_PERIOD, type SnapshotManifest, type StoredSeries, TIER_PERIODS, type TierPeriod } from "./types";

/** What a stretch of rows is to its series: one of the window's tiers, or the hours before the window. */
export type Span = TierPeriod | "longHistory";

/** Consecutive rows of one series. */
export interface Run {
  readonly id: string;
  readonly span: Span;
  readonly periodSeconds: TierPeriod;
  readonly rows: number;
}

const COARSEST_FIRST = [...TIER_PERIODS].reverse();

/** The rows of a series in stored order: oldest first. */
export function runsOf({ id, points, longHistoryPoints }: StoredSeries): readonly Run[] {
  const tiers = COARSEST_FIRST.flatMap((periodSeconds): readonly Run[] => {
    const rows = points[`${periodSeconds}`];
    return rows === undefined ? [] : [{ id, span: periodSeconds, periodSeconds, rows }];
  });
  return longHistoryPoints === undefined
    ? tiers
    : [{ id, span: "longHistory", periodSeconds: LONG_HISTORY_PERIOD, rows: longHistoryPoints }, ...tiers];
}

/** The component that a series id begins with. */
export const componentOf = (id: string): string => id.slice(0, id.indexOf("/"));

/** A component's series lie side by side: a snapshot is read component by component. */
export function seriesByComponent(manifest: SnapshotManifest): ReadonlyMap<string, readonly StoredSeries[]> {
  const grouped = new Map<string, StoredSeries[]>();
  for (const series of manifest.series) {
    const component = componentOf(series.id);
    const known = grouped.get(component);
    if (known === undefined) grouped.set(component, [series]);
    else known.push(series);
  }
  return grouped;
}

import { type Fraction, fraction, seriesId } from "../../contract";
import { isMissing } from "../statistics/missing";
import type { MetricSeries, TierPeriod } from "../telemetry/snapshot/types";
import type { ComponentHistory, SeriesRef } from "./history";
import { type Silence, stoppedIn } from "./stopped";

/** One tier of one series that is not as complete as it must be. */
export interface Gap {
  readonly id: string;
  readonly tier: TierPeriod;
  readonly coverage: number;
}

export interface CoverageReport {
  /** The least complete tier of all; 0 where a series is missing. */
  readonly least: Fraction;
  readonly gaps: readonly Gap[];
  /** Ids of series that the snapshot does not hold, or holds no point of. */
  readonly missing: readonly string[];
}

/** Completeness of the series that a decision rests on. Events that need not happen have none. */
export function coverageOf(history: ComponentHistory, refs: readonly SeriesRef[], minCoverage: number): CoverageReport {
  const gaps: Gap[] = [];
  const missing: string[] = [];
  let least = 1;
  const stopped = stoppedIn(history);
  for (const ref of refs) {
    const id = seriesId(history.component, ref.resource.name, ref.metric, ref.statistic);
    const series = history.series(ref);
    const tiers = history.grids.flatMap(({ periodSeconds }) => {
      const coverage = series?.coverage[periodSeconds];
      if (series === undefined || coverage === undefined) return [];
      return [
        { id, tier: periodSeconds, coverage: stopped === undefined ? coverage : whileRunning(series, periodSeconds, coverage, stopped) },
      ];
    });
    if (series !== undefined && history.metric(ref)?.absence === "zero") continue;
    if (tiers.every(({ coverage }) => coverage === 0)) {
      missing.push(id);
      least = 0;
      continue;
    }
    gaps.push(...tiers.filter(({ coverage }) => coverage < minCoverage));
    least = Math.min(least, ...tiers.map(({ coverage }) => coverage));
  }
  gaps.sort((a, b) => a.coverage - b.coverage);
  return { least: fraction(least), gaps, missing: [...new Set(missing)].sort() };
}

/** Of what is expected: while a schedule keeps a component stopped, that is nothing. */
function whileRunning(series: MetricSeries, tier: TierPeriod, coverage: number, stopped: Silence): number {
  const found = series.tiers.find(({ grid }) => grid.periodSeconds === tier);
  if (found === undefined || coverage === 0) return coverage;
  const off = stopped(found.grid);
  const silent = off.reduce((sum, isOff, i) => sum + (isOff === 1 && isMissing(found.values[i] ?? Number.NaN) ? 1 : 0), 0);
  return Math.min(1, (coverage * off.length) / Math.max(1, off.length - silent));
}

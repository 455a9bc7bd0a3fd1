import { SECONDS_PER_DAY, type Statistic } from "../../contract";
import { coverageOf, type Evidence, type SeriesRef } from "../evidence";
import type { Finding } from "../plan/recommendation";

/** The window in words: `2026-08-22/2026-11-20 (90 days)`. */
export function windowOf({ startEpoch, endEpoch }: Pick<Evidence, "startEpoch" | "endEpoch">): string {
  const day = (epoch: number) => new Date(epoch * 1000).toISOString().slice(0, 10);
  return `${day(startEpoch)}/${day(endEpoch)} (${Math.round((endEpoch - startEpoch) / SECONDS_PER_DAY)} days)`;
}

/** A number that a rule rests on, with how complete the series behind it are. */
export function finding(
  e: Evidence,
  refs: readonly SeriesRef[],
  what: { readonly metric: string; readonly statistic: string; readonly value: number; readonly unit: string },
): Finding {
  return { ...what, value: round(what.value), window: windowOf(e), coverage: coverageOf(e, refs, e.policy.guards.minCoverage).least };
}

/** Six significant digits: more than any measurement here has, fewer than where machines differ. */
export const round = (value: number): number => Number(value.toPrecision(6));

export const refsOf = (
  resources: readonly SeriesRef["resource"][],
  metric: string,
  statistics: readonly Statistic[],
): readonly SeriesRef[] => resources.flatMap((resource) => statistics.map((statistic) => ({ resource, metric, statistic })));

export { percent } from "../../contract";

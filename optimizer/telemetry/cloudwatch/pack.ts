import type { PlannedSeries } from "../series";
import type { TierGrid } from "../snapshot";
import { MAX_POINTS_PER_CALL, MAX_QUERIES_PER_CALL } from "./limits";

/** One GetMetricData call: few series over a long span, because each series of each call is billed. */
export interface MetricRequest {
  readonly region: string;
  readonly grid: TierGrid;
  readonly series: readonly PlannedSeries[];
}

/** Cuts a span that is too long even for a single series. */
function spansOf(grid: TierGrid): readonly TierGrid[] {
  const spans = Math.ceil(grid.length / MAX_POINTS_PER_CALL);
  return Array.from({ length: spans }, (_, i) => {
    const from = i * MAX_POINTS_PER_CALL;
    const length = Math.min(MAX_POINTS_PER_CALL, grid.length - from);
    return { ...grid, startEpoch: grid.startEpoch + from * grid.periodSeconds, length };
  });
}

/** Packs every series × tier into as few calls as one page each allows; a call is of one region. */
export function packRequests(series: readonly PlannedSeries[], tiers: readonly TierGrid[]): readonly MetricRequest[] {
  const regions = [...new Set(series.map(({ region }) => region))];
  return tiers.flatMap(spansOf).flatMap((grid) => {
    const perCall = Math.max(1, Math.min(MAX_QUERIES_PER_CALL, Math.floor(MAX_POINTS_PER_CALL / grid.length)));
    return regions.flatMap((region) => {
      const ofRegion = series.filter((one) => one.region === region);
      return chunksOf(ofRegion, perCall).map((chunk) => ({ region, grid, series: chunk }));
    });
  });
}

export const chunksOf = <T>(items: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));

import type { TierGrid, TierPeriod } from "./types";

/** Raw points of one series in one tier: ascending times, finite values, exactly as CloudWatch (or a file) gave them. */
export interface Points {
  /** UTC epoch seconds at which each period starts. */
  readonly times: Float64Array<ArrayBuffer>;
  readonly values: Float64Array<ArrayBuffer>;
}

export const NO_POINTS: Points = { times: new Float64Array(0), values: new Float64Array(0) };

/** The axis of a tier over `[startEpoch, endEpoch)`; a last period that is cut short counts. */
export function tierGrid(periodSeconds: TierPeriod, startEpoch: number, endEpoch: number): TierGrid {
  return { periodSeconds, startEpoch, length: Math.max(0, Math.ceil((endEpoch - startEpoch) / periodSeconds)) };
}

/** Which slot of the grid a time falls into; outside `[0, length)` when it falls into none. */
export const slotOf = (grid: TierGrid, epoch: number): number => Math.floor((epoch - grid.startEpoch) / grid.periodSeconds);

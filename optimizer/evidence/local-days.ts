import type { TierGrid } from "../telemetry/snapshot/types";
import { epochAt, type Tiers } from "./tiers";

const HOUR = 3600;
const DAY = 24 * HOUR;

/** Number of the calendar day in a time zone, counted from 1970-01-01; days begin on whole hours of UTC. */
export function localDays(timeZone: string): (epoch: number) => number {
  const format = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  const byHour = new Map<number, number>();
  return (epoch) => {
    const hour = Math.floor(epoch / HOUR);
    const known = byHour.get(hour);
    if (known !== undefined) return known;
    const day = Math.floor(Date.parse(`${format.format(new Date(hour * HOUR * 1000))}T00:00:00Z`) / (DAY * 1000));
    byHour.set(hour, day);
    return day;
  };
}

/** The values of one local day, tier by tier: a day may begin in one tier and end in the next. */
export interface Day {
  readonly day: number;
  readonly parts: readonly { readonly grid: TierGrid; readonly values: Float64Array }[];
}

/** Cuts a quantity into local days, oldest first. @param dayOf changes on whole hours only */
export function byDay(tiers: Tiers, dayOf: (epoch: number) => number): readonly Day[] {
  const days = new Map<number, { grid: TierGrid; values: Float64Array }[]>();
  for (const { grid, values } of tiers) {
    let start = 0;
    for (let i = nextHour(grid, 0); start < values.length; i = nextHour(grid, i)) {
      const day = dayOf(epochAt(grid, start));
      if (i < values.length && dayOf(epochAt(grid, i)) === day) continue;
      const parts = days.get(day) ?? [];
      parts.push({ grid, values: values.subarray(start, i) });
      days.set(day, parts);
      start = i;
    }
  }
  return [...days].sort(([a], [b]) => a - b).map(([day, parts]) => ({ day, parts }));
}

/** Index of the first interval that begins in a later hour of UTC. */
const nextHour = (grid: TierGrid, index: number): number =>
  Math.max(index + 1, Math.ceil(((Math.floor(epochAt(grid, index) / HOUR) + 1) * HOUR - grid.startEpoch) / grid.periodSeconds));

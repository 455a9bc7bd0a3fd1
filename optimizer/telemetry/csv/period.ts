import { TIER_PERIODS, type TierPeriod } from "../snapshot";

/** The commonest step between neighbouring points; undefined for fewer than two. */
export function commonestStep(times: Float64Array): number | undefined {
  const counts = new Map<number, number>();
  for (let i = 1; i < times.length; i++) {
    const step = (times[i] ?? 0) - (times[i - 1] ?? 0);
    counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  return [...counts].sort(([stepA, a], [stepB, b]) => b - a || stepA - stepB)[0]?.[0];
}

export const tierPeriodOf = (step: number | undefined): TierPeriod | undefined => TIER_PERIODS.find((period) => period === step);

/** So many steps from a point on tell whether rows stand closer from there, or only once by chance. */
const STEPS_SEEN = 10;

/** The first point from which rows stand no further apart than a period, most of the next steps; -1 where none is. */
export function firstAsCloseAs(times: Float64Array, periodSeconds: TierPeriod): number {
  const isClose = (i: number): boolean => (times[i + 1] ?? Number.POSITIVE_INFINITY) - (times[i] ?? 0) <= periodSeconds;
  for (let i = 0; i < times.length - 1; i++) {
    if (!isClose(i)) continue;
    const seen = Math.min(STEPS_SEEN, times.length - 1 - i);
    let close = 0;
    for (let j = i; j < i + seen; j++) if (isClose(j)) close++;
    if (close * 2 > seen) return i;
  }
  return -1;
}

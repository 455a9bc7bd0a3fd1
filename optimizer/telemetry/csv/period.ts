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

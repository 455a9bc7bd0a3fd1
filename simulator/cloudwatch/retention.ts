import { SECONDS_PER_DAY, SECONDS_PER_HOUR, SECONDS_PER_MINUTE } from "../time";

/** How long points of a period are kept: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html#metrics-retention */
const TIERS = [
  { periodSeconds: SECONDS_PER_HOUR, days: 455 },
  { periodSeconds: 300, days: 63 },
  { periodSeconds: SECONDS_PER_MINUTE, days: 15 },
] as const;

/** Seconds for which points of a period can still be had; 0 for a period that no tier can serve. */
export function keptSeconds(periodSeconds: number): number {
  const tier = TIERS.find((candidate) => periodSeconds % candidate.periodSeconds === 0);
  return tier === undefined ? 0 : tier.days * SECONDS_PER_DAY;
}

/** Points of `[start, end)` that exist: aligned to the period, not older than its tier, not in the future. */
export function availableSlots(
  { start, end, period }: { readonly start: number; readonly end: number; readonly period: number },
  nowEpoch: number,
): { readonly first: number; readonly slots: number } {
  const oldest = Math.ceil((nowEpoch - keptSeconds(period)) / period) * period;
  const first = Math.max(Math.floor(start / period) * period, oldest);
  // A minute is there when it is over; a longer period shows from its first minute on.
  const known = Math.floor(nowEpoch / SECONDS_PER_MINUTE) * SECONDS_PER_MINUTE;
  const slots = Math.ceil((Math.min(end, known) - first) / period);
  return { first, slots: Math.max(0, slots) };
}

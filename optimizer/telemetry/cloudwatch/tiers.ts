import { InputError, SECONDS_PER_DAY } from "../../../contract";
import { LONG_HISTORY_PERIOD, type TierGrid, type TierPeriod, tierGrid } from "../snapshot";

const HOUR = 3600;

/**
 * How long CloudWatch keeps points of a period; older ones are merged into the next coarser.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html
 */
export const RETENTION_DAYS: readonly { readonly periodSeconds: TierPeriod; readonly days: number }[] = [
  { periodSeconds: 60, days: 15 },
  { periodSeconds: 300, days: 63 },
  { periodSeconds: 3600, days: 455 },
];

/** As far as CloudWatch looks back at all. */
export const LONGEST_DAYS = RETENTION_DAYS.at(-1)?.days ?? 0;

/** A collection may take this long, interruptions included, before a border that was still within retention has left it. */
export const MARGIN_SECONDS = 3600;
/** The window ends on a whole five minutes, so that every period of it but the hour's is over. */
const END_STEP_SECONDS = 300;

export interface Window {
  readonly startEpoch: number;
  readonly endEpoch: number;
  /** Coarsest (oldest) first; each begins where the one before ends. */
  readonly tiers: readonly TierGrid[];
  /** The hours before the window that CloudWatch still has; absent where the window reaches back as far. */
  readonly longHistory: TierGrid | undefined;
}

/**
 * Cuts the last `days` into tiers, each at the finest period that CloudWatch still has for all of it.
 * Borders lie on whole hours, so that no point of one tier overlaps one of the next.
 * @param longHistoryDays how far back headroom series are read at 3600 s @default as far as CloudWatch keeps them
 * @throws InputError where days are out of range
 */
export function stitchedWindow(nowEpoch: number, days: number, longHistoryDays: number = LONGEST_DAYS): Window {
  const longest = LONGEST_DAYS;
  if (!Number.isFinite(days) || days <= 0 || days > longest) {
    throw new InputError(`${days} days cannot be looked back on`, {
      hint: `CloudWatch keeps ${longest} days: give a number from 1 to ${longest}`,
    });
  }
  const endEpoch = Math.floor(nowEpoch / END_STEP_SECONDS) * END_STEP_SECONDS;
  const startEpoch = Math.floor((endEpoch - days * SECONDS_PER_DAY) / HOUR) * HOUR;
  const tiers: TierGrid[] = [];
  let end = endEpoch;
  for (const { periodSeconds, days: kept } of RETENTION_DAYS) {
    const oldest = oldestKept(nowEpoch, kept);
    const start = Math.max(startEpoch, Math.min(oldest, end));
    if (start < end) tiers.unshift(tierGrid(periodSeconds, start, end));
    end = start;
  }
  const start = tiers[0]?.startEpoch ?? startEpoch;
  const before = tierGrid(LONG_HISTORY_PERIOD, oldestKept(nowEpoch, Math.min(longHistoryDays, LONGEST_DAYS)), start);
  return { startEpoch: start, endEpoch, tiers, longHistory: before.length > 0 ? before : undefined };
}

/** The first whole hour that is still kept when the collection ends. */
const oldestKept = (nowEpoch: number, days: number): number =>
  Math.ceil((nowEpoch - days * SECONDS_PER_DAY + MARGIN_SECONDS) / HOUR) * HOUR;

/**
 * Whether CloudWatch still has all of a grid's points at their period: what has expired is missing from an answer without a word.
 * @param nowEpoch by the clock that answers
 */
export function isKept({ periodSeconds, startEpoch }: TierGrid, nowEpoch: number): boolean {
  const kept = RETENTION_DAYS.find((tier) => tier.periodSeconds === periodSeconds)?.days ?? 0;
  return nowEpoch <= startEpoch + kept * SECONDS_PER_DAY;
}

export const endOf = (grid: TierGrid): number => grid.startEpoch + grid.length * grid.periodSeconds;

import { SECONDS_PER_DAY } from "../../../contract";
import { type Points, type TierGrid, type TierPeriod, tierGrid } from "../snapshot";
import { commonestStep, firstAsCloseAs, tierPeriodOf } from "./period";
import type { CsvSeries } from "./read-file";

const HOUR = 3600;

export interface CsvWindow {
  readonly startEpoch: number;
  readonly endEpoch: number;
  /** Coarsest (oldest) first; each begins where the one before ends. */
  readonly tiers: readonly TierGrid[];
}

/**
 * The window of all files, cut into tiers as CloudWatch's retention cuts an export: hours, then five minutes, then minutes.
 * A border lies where the last of the files that get closer has done so, on a whole hour; what stands closer before it is taken together.
 * A file that merely begins late, or stays coarse, moves no border: that is a gap, and shows as one.
 * @param days to look back on. @default to the first timestamp
 */
export function windowOf(files: readonly CsvSeries[], days?: number): CsvWindow {
  const endEpoch = Math.max(...files.map(endOf));
  const firstEpoch = Math.min(...files.map(({ points }) => points.times[0] ?? endEpoch));
  const startEpoch = days === undefined ? firstEpoch : endEpoch - days * SECONDS_PER_DAY;
  const minutesFrom = borderOf(files, 60, startEpoch, endEpoch);
  const fiveMinutesFrom = borderOf(files, 300, startEpoch, minutesFrom);
  const isOneTier = [startEpoch, endEpoch].includes(minutesFrom) && [startEpoch, minutesFrom].includes(fiveMinutesFrom);
  const from = isOneTier ? startEpoch : Math.floor(startEpoch / HOUR) * HOUR;
  const cut = (border: number): number => (border === startEpoch ? from : border);
  const tiers = [
    tierGrid(3600, from, cut(fiveMinutesFrom)),
    tierGrid(300, cut(fiveMinutesFrom), cut(minutesFrom)),
    tierGrid(60, cut(minutesFrom), endEpoch),
  ].filter(({ length }) => length > 0);
  return { startEpoch: from, endEpoch, tiers };
}

/** Points within a tier's span. */
export function pointsIn({ times, values }: Points, { startEpoch, periodSeconds, length }: TierGrid): Points {
  const end = startEpoch + length * periodSeconds;
  const from = times.findIndex((time) => time >= startEpoch && time < end);
  if (from === -1) return { times: times.subarray(0, 0), values: values.subarray(0, 0) };
  const to = times.findIndex((time) => time >= end);
  return { times: times.subarray(from, to === -1 ? times.length : to), values: values.subarray(from, to === -1 ? values.length : to) };
}

const LAST_ROWS = 11;

/** When the last row's period is over. */
function endOf({ points: { times }, periodSeconds }: CsvSeries): number {
  const period = tierPeriodOf(commonestStep(times.subarray(-LAST_ROWS))) ?? periodSeconds;
  return (times.at(-1) ?? 0) + period;
}

/** From when on rows are a period apart, between two times: the start where they always are, the end where they never are. */
function borderOf(files: readonly CsvSeries[], periodSeconds: TierPeriod, startEpoch: number, endEpoch: number): number {
  const firsts = files.map(({ points: { times } }) => ({ times, first: firstAsCloseAs(times, periodSeconds) }));
  const close = firsts.filter(({ times, first }) => first >= 0 && (times[first] ?? endEpoch) < endEpoch);
  if (close.length === 0) return endEpoch;
  const borders = close
    .filter(({ times, first }) => (tierPeriodOf(commonestStep(times.subarray(0, first + 1))) ?? 0) > periodSeconds)
    .map(({ times, first }) => Math.ceil((times[first] ?? startEpoch) / HOUR) * HOUR);
  return Math.min(endEpoch, Math.max(startEpoch, ...borders));
}

import { changeOf, type OffHours, SECONDS_PER_MINUTE, sameValue } from "../../contract";
import type { TierGrid } from "../telemetry/snapshot/types";
import type { ComponentHistory } from "./history";
import { type LocalWeeks, localWeeks, MINUTES_PER_WEEK } from "./local-weeks";
import { ALWAYS_ON, isOffHours, stoppedMinutes } from "./off-hours-cron";
import type { Settings } from "./settings";
import { epochAt } from "./tiers";

/** Whether some minute of an interval is one in which a component is stopped. */
export type Stops = (epoch: number, periodSeconds: number) => boolean;

export const offHoursIn = ({ off_hours }: Settings): OffHours => (isOffHours(off_hours) ? off_hours : ALWAYS_ON);

/** @returns undefined for a schedule that does not repeat by the week */
export function stopsOf(weeks: LocalWeeks, schedule: OffHours): Stops | undefined {
  const stopped = stoppedMinutes(schedule);
  if (stopped === undefined) return undefined;
  /** Stopped minutes of two weeks before each minute, so that an interval may pass the week's end. */
  const sums = new Uint32Array(2 * MINUTES_PER_WEEK + 1);
  for (let i = 0; i < 2 * MINUTES_PER_WEEK; i++) sums[i + 1] = (sums[i] ?? 0) + (stopped[i % MINUTES_PER_WEEK] ?? 0);
  return (epoch, periodSeconds) => {
    const first = weeks.minuteOfWeek(epoch);
    return (sums[first + periodSeconds / SECONDS_PER_MINUTE] ?? 0) > (sums[first] ?? 0);
  };
}

/** The intervals of a grid in which nothing is expected to be measured, 1 each. A new array each time. */
export type Silence = (grid: TierGrid) => Uint8Array;

/**
 * While the schedule in force kept a component stopped, and after each start for as long as its kind takes to be back, nothing is expected to
 * be measured. undefined where it has none.
 */
export function stoppedIn(history: ComponentHistory): Silence | undefined {
  const schedule = offHoursIn(history.current);
  if (sameValue(schedule, ALWAYS_ON)) return undefined;
  const stops = stopsOf(localWeeks(history.policy.timeZone), schedule);
  if (stops === undefined) return undefined;
  const startingSeconds = changeOf(history.definition.kind, "off_hours", schedule, ALWAYS_ON).rollback.rtoMinutes * SECONDS_PER_MINUTE;
  const isSilent = (epoch: number, seconds: number): boolean => stops(epoch - startingSeconds, seconds + startingSeconds);
  return (grid) => {
    const [inForce] = history.capacity.over([grid], (settings) => (sameValue(offHoursIn(settings), schedule) ? 1 : 0));
    return Uint8Array.from({ length: grid.length }, (_, i) =>
      inForce?.values[i] === 1 && isSilent(epochAt(grid, i), grid.periodSeconds) ? 1 : 0,
    );
  };
}

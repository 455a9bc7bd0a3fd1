import type { OffHours } from "../../contract";
import { weekly } from "../evidence/off-hours-cron";

const HOURS_PER_DAY = 24;
const DAYS_PER_WEEK = 7;
export const HOURS_PER_WEEK = DAYS_PER_WEEK * HOURS_PER_DAY;

/** A weekly schedule, and how much it saves. */
export interface OffHoursWindow {
  readonly offHours: OffHours;
  /** Of a week, in which it keeps the component stopped. */
  readonly hours: number;
}

/** Which stretches a schedule may take: nights with the days between them, nights only, or only what holds a whole day. */
const KINDS = ["all", "nights", "days"] as const;
type WindowKind = (typeof KINDS)[number];

const hourOf = (hour: number): number => ((hour % HOURS_PER_WEEK) + HOURS_PER_WEEK) % HOURS_PER_WEEK;

/** The same hours less a margin at both ends of every stretch. @param free one for each hour of the week, from Monday 00:00 */
export function withoutMargins(free: readonly boolean[], margin: number): readonly boolean[] {
  return free.map((_, hour) =>
    Array.from({ length: 2 * margin + 1 }, (__, i) => free[hourOf(hour - margin + i)]).every((idle) => idle === true),
  );
}

/**
 * The schedules that stop longest within the free hours, longest first. One stops at one hour of the day and starts at another, each on
 * some days of the week, for this is what a pair of cron expressions can say.
 * @param free whether each hour of the week, from Monday 00:00, may be stopped
 * @param hoursAtLeast of a night
 */
export function windowsIn(free: readonly boolean[], hoursAtLeast: number): readonly OffHoursWindow[] {
  const best = new Map<string, OffHoursWindow>();
  for (const kind of KINDS) {
    let longest: OffHoursWindow | undefined;
    for (let stop = 0; stop < HOURS_PER_DAY; stop++) {
      for (let start = 0; start < HOURS_PER_DAY; start++) {
        const window = windowOf(free, { stop, start, kind, hoursAtLeast });
        if (window !== undefined && window.hours > (longest?.hours ?? 0)) longest = window;
      }
    }
    if (longest !== undefined) best.set(`${longest.offHours.stop} ${longest.offHours.start}`, longest);
  }
  return [...best.values()].sort((a, b) => b.hours - a.hours);
}

interface Asked {
  readonly stop: number;
  readonly start: number;
  readonly kind: WindowKind;
  readonly hoursAtLeast: number;
}

/** The week is seven nights, from the hour of the stop to that of the start, with seven days between them. */
function windowOf(free: readonly boolean[], { stop, start, kind, hoursAtLeast }: Asked): OffHoursWindow | undefined {
  const night = (start - stop + HOURS_PER_DAY) % HOURS_PER_DAY;
  if (night < hoursAtLeast || night === 0) return undefined;
  const isFree = (from: number, hours: number): boolean =>
    Array.from({ length: hours }, (_, i) => free[hourOf(from + i)]).every((idle) => idle === true);
  const days = [...Array(DAYS_PER_WEEK).keys()];
  const stopAt = (day: number): number => day * HOURS_PER_DAY + stop;
  /** The day after a night, named after the night's. */
  const dayAfter = (day: number): number => stopAt(day) + night;
  const freeNight = days.map((day) => isFree(stopAt(day), night));
  const next = (day: number): number => (day + 1) % DAYS_PER_WEEK;
  const freeDay = days.map(
    (day) => kind !== "nights" && freeNight[day] === true && freeNight[next(day)] === true && isFree(dayAfter(day), HOURS_PER_DAY - night),
  );
  const stopped = days.map(
    (day) =>
      freeNight[day] === true && (kind !== "days" || freeDay[day] === true || freeDay[(day + DAYS_PER_WEEK - 1) % DAYS_PER_WEEK] === true),
  );
  const stops = days.filter((day) => stopped[day] === true && freeDay[(day + DAYS_PER_WEEK - 1) % DAYS_PER_WEEK] !== true);
  const starts = days.filter((day) => stopped[day] === true && freeDay[day] !== true);
  if (stops.length === 0 || starts.length === 0) return undefined;
  const weekdayOf = (hour: number): number => Math.floor(hourOf(hour) / HOURS_PER_DAY);
  return {
    offHours: {
      stop: weekly(stop, stops),
      start: weekly(
        start,
        starts.map((day) => weekdayOf(dayAfter(day))),
      ),
    },
    hours: days.reduce((sum, day) => sum + (stopped[day] === true ? night : 0) + (freeDay[day] === true ? HOURS_PER_DAY - night : 0), 0),
  };
}

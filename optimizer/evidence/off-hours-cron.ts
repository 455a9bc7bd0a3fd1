import type { OffHours, TunableValue } from "../../contract";
import { MINUTES_PER_WEEK } from "./local-weeks";

const DAYS: readonly string[] = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"];
const SUNDAY = DAYS.indexOf("SUN");
const MINUTES_PER_HOUR = 60;
const HOURS_PER_DAY = 24;
const MINUTES_PER_DAY = HOURS_PER_DAY * MINUTES_PER_HOUR;

export const ALWAYS_ON: OffHours = { stop: "", start: "" };

export const isOffHours = (value: TunableValue | undefined): value is OffHours => typeof value === "object" && "stop" in value;

/**
 * Minutes of the week, from Monday 00:00, in which a schedule keeps a component stopped: 1 each. All 0 for one that is always on; undefined
 * for one that does not repeat by the week, or that is written in another way than {@link weekly} does.
 */
export function stoppedMinutes({ stop, start }: OffHours): Uint8Array | undefined {
  const stopped = new Uint8Array(MINUTES_PER_WEEK);
  if (stop === "" && start === "") return stopped;
  const [stops, starts] = [minutesOfCron(stop), minutesOfCron(start)];
  if (stops === undefined || starts === undefined) return undefined;
  // Twice around: how the week begins follows from how it ends.
  let isOff = false;
  for (let i = 0; i < 2 * MINUTES_PER_WEEK; i++) {
    const minute = i % MINUTES_PER_WEEK;
    if (stops.has(minute)) isOff = true;
    if (starts.has(minute)) isOff = false;
    stopped[minute] = isOff ? 1 : 0;
  }
  return stopped;
}

/** At an hour of some days of the week, counted from Monday = 0, as five cron fields. */
export function weekly(hour: number, days: readonly number[]): string {
  if (days.length === DAYS.length) return `0 ${hour} * * *`;
  const sorted = [...days].sort((a, b) => a - b);
  const runs: [first: number, last: number][] = [];
  for (const day of sorted) {
    const run = runs.at(-1);
    // No range ends on a Sunday, with which some schedulers begin the week.
    if (run !== undefined && run[1] === day - 1 && day !== SUNDAY) run[1] = day;
    else runs.push([day, day]);
  }
  const names = runs.map(([first, last]) =>
    first === last ? DAYS[first] : `${DAYS[first]}${last === first + 1 ? "," : "-"}${DAYS[last]}`,
  );
  return `0 ${hour} * * ${names.join(",")}`;
}

function minutesOfCron(cron: string): ReadonlySet<number> | undefined {
  const [minute = "", hour = "", dayOfMonth, month, weekdays = ""] = cron.trim().split(/\s+/);
  if (!/^\d+$/.test(minute) || !/^\d+$/.test(hour) || dayOfMonth !== "*" || month !== "*") return undefined;
  const days = daysOf(weekdays);
  const at = Number(hour) * MINUTES_PER_HOUR + Number(minute);
  return days === undefined || at >= MINUTES_PER_DAY ? undefined : new Set(days.map((day) => day * MINUTES_PER_DAY + at));
}

/** Days from Monday = 0 of a list of names, of cron's numbers (Sunday is 0 or 7), or of ranges of either. */
function daysOf(field: string): readonly number[] | undefined {
  if (field === "*") return [...DAYS.keys()];
  const days: number[] = [];
  for (const part of field.split(",")) {
    const [from = "", to = from] = part.split("-");
    const [first, last] = [dayOf(from), dayOf(to)];
    if (first === undefined || last === undefined) return undefined;
    for (let day = first; ; day = (day + 1) % DAYS.length) {
      days.push(day);
      if (day === last) break;
    }
  }
  return days;
}

function dayOf(text: string): number | undefined {
  const named = DAYS.indexOf(text.toUpperCase());
  if (named >= 0) return named;
  return /^[0-7]$/.test(text) ? (Number(text) + DAYS.length - 1) % DAYS.length : undefined;
}

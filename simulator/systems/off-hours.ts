import type { OffHours } from "../../contract";
import { type LocalMinute, MINUTES_PER_DAY, type WallClock } from "../time";
import type { Segment, SystemContext } from "./system";

const NAMES: Readonly<Record<string, number>> = { SUN: 0, MON: 1, TUE: 2, WED: 3, THU: 4, FRI: 5, SAT: 6 };
const MINUTES_PER_HOUR = 60;
/** A schedule is looked for this long before a day: schedules of staging repeat by the week. */
const LOOK_BACK_MINUTES = 8 * MINUTES_PER_DAY;

/** Whether a component that is stopped in off-hours is stopped, by minute; undefined on days throughout which it runs. */
export function offMinutes(context: Pick<SystemContext, "settings" | "clock">, day: number): Uint8Array | undefined {
  const segments = context.settings(day).flatMap((segment) => {
    const schedule = scheduleOf(segment);
    return schedule === undefined ? [] : [{ ...segment, schedule }];
  });
  if (segments.length === 0) return undefined;
  const off = new Uint8Array(MINUTES_PER_DAY);
  for (const { from, to, schedule } of segments) {
    const first = day * MINUTES_PER_DAY;
    const [stops, starts] = [cron(schedule.stop), cron(schedule.start)];
    let isOff = stoppedBefore(first + from, stops, starts, context.clock);
    for (let i = from; i < to; i++) {
      const local = context.clock.at(first + i);
      if (stops(local)) isOff = true;
      if (starts(local)) isOff = false;
      off[i] = isOff ? 1 : 0;
    }
  }
  return off;
}

function scheduleOf({ values: { off_hours: value } }: Segment): OffHours | undefined {
  if (typeof value !== "object" || !("stop" in value)) return undefined;
  return value.stop === "" ? undefined : value;
}

type Matches = (local: LocalMinute) => boolean;

function stoppedBefore(epochMinute: number, stops: Matches, starts: Matches, clock: WallClock): boolean {
  for (let back = 1; back <= LOOK_BACK_MINUTES; back++) {
    const local = clock.at(epochMinute - back);
    if (starts(local)) return false;
    if (stops(local)) return true;
  }
  return false;
}

/** Five fields: minute, hour, day of month, month, day of week; `*`, lists, ranges and steps. */
function cron(expression: string): Matches {
  const [minute, hour, dayOfMonth, month, weekday] = expression.trim().split(/\s+/).map(field);
  return (at) =>
    minute?.(at.minuteOfDay % MINUTES_PER_HOUR) === true &&
    hour?.(Math.floor(at.minuteOfDay / MINUTES_PER_HOUR)) === true &&
    dayOfMonth?.(at.day) === true &&
    month?.(at.month) === true &&
    (weekday?.(at.weekday % 7) === true || (at.weekday === 7 && weekday?.(7) === true));
}

function field(text: string): (value: number) => boolean {
  const parts = text.split(",").map((part) => {
    const [range = "*", step = "1"] = part.split("/");
    const [from = "*", to = from] = range.split("-");
    return { from: bound(from, 0), to: range.includes("*") ? Number.POSITIVE_INFINITY : bound(to, 0), step: Number(step) };
  });
  return (value) => parts.some(({ from, to, step }) => from <= value && value <= to && (value - from) % step === 0);
}

const bound = (text: string, open: number): number => (text === "*" || text === "?" ? open : (NAMES[text.toUpperCase()] ?? Number(text)));

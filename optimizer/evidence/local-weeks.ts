import { SECONDS_PER_DAY, SECONDS_PER_HOUR, SECONDS_PER_MINUTE } from "../../contract";

const MINUTES_PER_DAY = 1_440;
const DAYS_PER_WEEK = 7;
export const MINUTES_PER_WEEK = DAYS_PER_WEEK * MINUTES_PER_DAY;
/** 1970-01-01 was a Thursday; weeks begin on Mondays. */
const DAYS_SINCE_MONDAY = 3;

/** Where a moment lies in the weeks of a time zone. */
export interface LocalWeeks {
  /** Minutes since Monday, 00:00 on the wall clock. */
  minuteOfWeek(epoch: number): number;
  /** Number of the week, of which only differences mean something. */
  weekOf(epoch: number): number;
  /** `YYYY-MM-DD` on the wall clock. */
  dateOf(epoch: number): string;
}

/** @param timeZone IANA name; its offset changes on whole hours of UTC only */
export function localWeeks(timeZone: string): LocalWeeks {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  });
  const offsets = new Map<number, number>();
  const offsetAt = (hour: number): number => {
    const known = offsets.get(hour);
    if (known !== undefined) return known;
    const epoch = hour * SECONDS_PER_HOUR;
    const parts = new Map(format.formatToParts(new Date(epoch * 1000)).map(({ type, value }) => [type, Number(value)]));
    const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
    const local = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute")) / 1000;
    const offset = (local - epoch) / SECONDS_PER_MINUTE;
    offsets.set(hour, offset);
    return offset;
  };
  const localMinute = (epoch: number): number =>
    Math.floor(epoch / SECONDS_PER_MINUTE) + offsetAt(Math.floor(epoch / SECONDS_PER_HOUR)) + DAYS_SINCE_MONDAY * MINUTES_PER_DAY;
  const dates = new Map<number, string>();
  const dateOf = (epoch: number): string => {
    const day = Math.floor(localMinute(epoch) / MINUTES_PER_DAY) - DAYS_SINCE_MONDAY;
    const known = dates.get(day);
    if (known !== undefined) return known;
    const date = new Date(day * SECONDS_PER_DAY * 1000).toISOString().slice(0, 10);
    dates.set(day, date);
    return date;
  };
  return {
    minuteOfWeek: (epoch) => localMinute(epoch) % MINUTES_PER_WEEK,
    weekOf: (epoch) => Math.floor(localMinute(epoch) / MINUTES_PER_WEEK),
    dateOf,
  };
}

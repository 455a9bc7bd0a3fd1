const CALENDAR = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?(Z|[+-]\d{2}:?\d{2})?$/;
const EPOCH = /^\d{9,10}$/;
/** Snapshots keep times in 32 bits: until 2106. */
const TIMES = 2 ** 32;

/**
 * UTC epoch seconds of `2014-02-14 14:30:00`, ISO 8601 or epoch seconds; without an offset a time is UTC.
 * Fractions of a second are cut off. NaN where the text is none of these, no day of the calendar, or not from 1970 to 2106.
 */
export function parseTimestamp(text: string): number {
  const epoch = EPOCH.test(text) ? Number(text) : calendarEpoch(text);
  return epoch >= 0 && epoch < TIMES ? epoch : Number.NaN;
}

function calendarEpoch(text: string): number {
  const match = CALENDAR.exec(text);
  if (match === null) return Number.NaN;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0));
  const utc = Date.UTC(year ?? 0, (month ?? 0) - 1, day, hour, minute, second) / 1000;
  const writtenBack = new Date(utc * 1000).toISOString().slice(0, 10);
  if (writtenBack !== text.slice(0, 10) || (hour ?? 0) > 23 || (minute ?? 0) > 59 || (second ?? 0) > 59) return Number.NaN;
  return utc - offsetSeconds(match[7]);
}

function offsetSeconds(offset: string | undefined): number {
  if (offset === undefined || offset === "Z") return 0;
  const [hours, minutes] = [offset.slice(1, 3), offset.slice(-2)].map(Number);
  return (offset.startsWith("-") ? -1 : 1) * ((hours ?? 0) * 3600 + (minutes ?? 0) * 60);
}

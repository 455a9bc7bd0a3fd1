export const MINUTES_PER_DAY = 1440;
export const SECONDS_PER_MINUTE = 60;
export const SECONDS_PER_DAY = 86_400;
export const SECONDS_PER_HOUR = 3600;
const MINUTES_PER_HOUR = 60;

/** Days since 1970-01-01, UTC. */
export type Day = number;

/** A date and minutes after midnight on a wall clock. */
export interface LocalMinute {
  readonly year: number;
  /** 1–12. */
  readonly month: number;
  readonly day: number;
  /** ISO: 1 = Monday. */
  readonly weekday: number;
  readonly minuteOfDay: number;
}

/** Wall-clock time of a time zone, through `Intl`, remembered by hour: no zone has changed its offset within one lately. */
export class WallClock {
  private readonly format: Intl.DateTimeFormat;
  private readonly offsets = new Map<number, number>();

  /** @param timeZone IANA name */
  constructor(timeZone: string) {
    this.format = new Intl.DateTimeFormat("en-US", { timeZone, hourCycle: "h23", timeZoneName: "longOffset" });
  }

  /** @param epochMinute minutes since 1970-01-01, UTC */
  at(epochMinute: number): LocalMinute {
    const local = epochMinute + this.offsetMinutes(Math.floor(epochMinute / MINUTES_PER_HOUR));
    const day = Math.floor(local / MINUTES_PER_DAY);
    const date = new Date(day * SECONDS_PER_DAY * 1000);
    return {
      year: date.getUTCFullYear(),
      month: date.getUTCMonth() + 1,
      day: date.getUTCDate(),
      weekday: date.getUTCDay() === 0 ? 7 : date.getUTCDay(),
      minuteOfDay: local - day * MINUTES_PER_DAY,
    };
  }

  private offsetMinutes(epochHour: number): number {
    const known = this.offsets.get(epochHour);
    if (known !== undefined) return known;
    const name = this.format
      .formatToParts(new Date(epochHour * SECONDS_PER_HOUR * 1000))
      .find((part) => part.type === "timeZoneName")?.value;
    const match = /GMT(?:([+-])(\d{2}):(\d{2}))?/.exec(name ?? "");
    const minutes = Number(match?.[2] ?? 0) * MINUTES_PER_HOUR + Number(match?.[3] ?? 0);
    const offset = match?.[1] === "-" ? -minutes : minutes;
    this.offsets.set(epochHour, offset);
    return offset;
  }
}

/** `HH:MM` as minutes after midnight. */
export function minutesOf(hhmm: string): number {
  const [hours = 0, minutes = 0] = hhmm.split(":").map(Number);
  return hours * MINUTES_PER_HOUR + minutes;
}

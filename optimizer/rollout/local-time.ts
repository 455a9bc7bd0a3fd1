import type { Calendar } from "../../contract";

export interface LocalTime {
  /** `YYYY-MM-DD` */
  readonly date: string;
  /** ISO: 1 = Monday. */
  readonly weekday: number;
  /** `HH:MM` */
  readonly time: string;
}

const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** Wall clock of an IANA time zone. @returns a function of UTC epoch seconds */
export function localTimeIn(timeZone: string): (epochSeconds: number) => LocalTime {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
  });
  return (epochSeconds) => {
    const part = Object.fromEntries(format.formatToParts(epochSeconds * 1000).map(({ type, value }) => [type, value]));
    return {
      date: `${part.year}-${part.month}-${part.day}`,
      weekday: WEEKDAYS.indexOf(part.weekday ?? "") + 1,
      time: `${part.hour}:${part.minute}`,
    };
  };
}

export const isWorkingDay = ({ date, weekday }: LocalTime, calendar: Calendar): boolean =>
  calendar.workingDays.includes(weekday) && !calendar.holidays.includes(date);

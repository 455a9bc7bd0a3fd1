import { z } from "zod";

/** A name of the IANA time zone database; what reckons with another would fail on its first hour. */
export const timeZone = z.string().refine(isTimeZone, "must be the IANA name of a time zone, such as America/New_York");

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

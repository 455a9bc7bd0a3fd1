import { z } from "zod";

/** A name of the IANA time zone database; what reckons with another would fail on its first hour. */
export const timeZone = z
  .string()
  .refine(isTimeZone, "must be the IANA name of a time zone, such as America/New_York")
  .describe("the IANA name of a time zone, such as America/New_York");

/** The list is at hand in a tenth of the time that a calendar takes to be made; it lacks UTC and names that stand for others. */
function isTimeZone(name: string): boolean {
  return name === "UTC" || Intl.supportedValuesOf("timeZone").includes(name) || hasCalendar(name);
}

function hasCalendar(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

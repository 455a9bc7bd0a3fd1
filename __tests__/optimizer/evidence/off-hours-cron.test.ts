import fc from "fast-check";
import { stoppedMinutes, weekly } from "../../../optimizer/evidence/off-hours-cron";
import { offMinutes } from "../../../simulator/systems/off-hours";
import { MINUTES_PER_DAY, WallClock } from "../../../simulator/time";

const hours = (stop: string, start: string): number | undefined => {
  const stopped = stoppedMinutes({ stop, start });
  return stopped === undefined ? undefined : stopped.reduce((sum, minute) => sum + minute, 0) / 60;
};

test.each([
  ["always on", "", "", 0],
  ["nights of working days", "0 20 * * MON-FRI", "0 6 * * MON-FRI", 4 * 10 + 58],
  ["every night", "0 22 * * *", "0 5 * * *", 7 * 7],
  ["over the week's end", "0 22 * * FRI", "0 5 * * MON", 55],
  ["numbers, Sunday being both 0 and 7", "30 12 * * 0", "0 13 * * 7", 0.5],
  ["a range over the week's end", "0 1 * * SAT-MON", "0 2 * * SAT-MON", 3],
  ["days of the month, which no week repeats", "0 20 1 * *", "0 6 2 * *", undefined],
  ["steps, which it does not write", "*/5 * * * *", "0 6 * * *", undefined],
  ["a day that there is not", "0 20 * * FUN", "0 6 * * MON", undefined],
])("%s", (_name, stop, start, expected) => {
  expect(hours(stop, start)).toBe(expected);
});

test.each([
  [[0, 1, 2, 3, 4, 5, 6], "0 6 * * *"],
  [[0, 1, 2, 3, 4], "0 6 * * MON-FRI"],
  [[4, 5], "0 6 * * FRI,SAT"],
  [[6, 1, 3], "0 6 * * TUE,THU,SUN"],
  [[3, 4, 5, 6], "0 6 * * THU-SAT,SUN"],
])("days %j are written %s", (days, cron) => {
  expect(weekly(6, days)).toBe(cron);
});

test("what is written stops the same minutes in the simulator, which reads cron by itself", () => {
  const days = fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 });
  const hour = fc.integer({ min: 0, max: 23 });
  const clock = new WallClock("UTC");
  // Days since 1970-01-01, which was a Thursday.
  const monday = 4 + 7 * 2_900;
  fc.assert(
    fc.property(days, hour, days, hour, (stopDays, stopHour, startDays, startHour) => {
      const offHours = { stop: weekly(stopHour, stopDays), start: weekly(startHour, startDays) };
      const context = { clock, settings: () => [{ from: 0, to: MINUTES_PER_DAY, values: { off_hours: offHours } }] };
      const week = [0, 1, 2, 3, 4, 5, 6].flatMap((day) => [...(offMinutes(context, monday + day) ?? [])]);
      expect(week).toEqual([...(stoppedMinutes(offHours) ?? [])]);
    }),
    { numRuns: 10 },
  );
});

import fc from "fast-check";
import { stoppedMinutes } from "../../../optimizer/evidence/off-hours-cron";
import { HOURS_PER_WEEK, windowsIn, withoutMargins } from "../../../optimizer/rules/off-hours-windows";

const MONDAY_TO_FRIDAY = [0, 1, 2, 3, 4];
/** Free from 20:00 to 06:00 and at weekends, but for the hours given. */
const office = (...busy: readonly (readonly [day: number, hour: number])[]): readonly boolean[] =>
  Array.from({ length: HOURS_PER_WEEK }, (_, i) => {
    const [day, hour] = [Math.floor(i / 24), i % 24];
    return (!MONDAY_TO_FRIDAY.includes(day) || hour < 6 || hour >= 20) && !busy.some(([d, h]) => d === day && h === hour);
  });

describe("the longest schedule", () => {
  test.each([
    ["nights and weekends", office(), { stop: "0 20 * * MON-FRI", start: "0 6 * * MON-FRI" }, 98],
    ["the other nights, where one has work to do", office([1, 2]), { stop: "0 20 * * TUE-FRI", start: "0 6 * * MON,WED-FRI" }, 88],
    ["nights only, where weekends have work at noon", office([5, 12], [6, 12]), { stop: "0 20 * * *", start: "0 6 * * *" }, 70],
  ])("takes %s", (_name, free, offHours, hours) => {
    expect(windowsIn(free, 4)[0]).toEqual({ offHours, hours });
  });

  test("is none where nothing is free, and none where everything is: what never runs is not a matter of hours", () => {
    expect(
      windowsIn(
        Array.from({ length: HOURS_PER_WEEK }, () => false),
        4,
      ),
    ).toEqual([]);
    expect(
      windowsIn(
        Array.from({ length: HOURS_PER_WEEK }, () => true),
        4,
      ).every(({ hours }) => hours < HOURS_PER_WEEK),
    ).toBe(true);
  });

  test.each([
    ["accepts a night of 4 hours", 4, 1],
    ["rejects one of 3", 3, 0],
  ])("%s, of at least 4", (_name, length, found) => {
    const free = Array.from({ length: HOURS_PER_WEEK }, (_, i) => i % 24 < length);
    expect(windowsIn(free, 4).length).toBe(found);
  });
});

test("a margin takes as many hours off both ends of every stretch", () => {
  expect(withoutMargins(office(), 1).filter(Boolean).length).toBe(4 * 8 + 56);
});

test("whatever is free, a schedule stops nothing else, and as long as it says", () => {
  const week = fc
    .array(fc.boolean(), { minLength: 7 * 6, maxLength: 7 * 6 })
    .map((blocks) => blocks.flatMap((free) => Array<boolean>(4).fill(free)));
  fc.assert(
    fc.property(week, (free) => {
      for (const { offHours, hours } of windowsIn(free, 4)) {
        const stopped = stoppedMinutes(offHours) ?? new Uint8Array();
        expect(stopped.reduce((sum, minute) => sum + minute, 0)).toBe(hours * 60);
        expect(stopped.every((minute, i) => minute === 0 || free[Math.floor(i / 60)] === true)).toBe(true);
      }
    }),
    { numRuns: 50 },
  );
});

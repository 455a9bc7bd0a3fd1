import type { DailyNeed } from "../../../optimizer/risk/days";
import { MODEL } from "../../../optimizer/risk/prior";
import { ASKED_SIZES, asked, FIRST_QUESTION_DAYS, failedOutcomes, ownOutcomes, refit, walkForward } from "../../../optimizer/risk/refit";

const daysOf = (days: number, of: (day: number) => number, horizon = of): DailyNeed => {
  const level = Float64Array.from({ length: days }, (_, day) => of(day));
  return { level, peak: level, high: level, mean: level, horizon: Float64Array.from({ length: days }, (_, day) => horizon(day)) };
};
/** Log-odds that tell how many days were known. */
const told = (days: number) => ASKED_SIZES.map((size) => days - size);

describe("own outcomes", () => {
  test("are of weeks that end with the last day, the newest first, of which two are known before the first", () => {
    const weeks = (days: number) =>
      ownOutcomes(
        daysOf(days, () => 0),
        told,
      ).map((week) => week[5]?.odds);
    expect(FIRST_QUESTION_DAYS).toBe(14);
    expect(weeks(20)).toEqual([]);
    expect(weeks(21)).toEqual([14]);
    expect(weeks(37)).toEqual([30, 23, 16]);
  });

  test("say of each size whether the week needed more: at the size it did not", () => {
    const [week = []] = ownOutcomes(
      daysOf(
        21,
        () => 0,
        (day) => (day === 20 ? -2 : 5),
      ),
      told,
    );
    expect(week.map(({ came }) => came)).toEqual([true, true, true, false, false, false, false, false]);
    expect(week.map(({ odds }) => odds)).toEqual(told(14));
  });

  test("leave out weeks of which nothing is known, and those before which nothing was", () => {
    const unknown = daysOf(
      35,
      () => 0,
      (day) => (day === 34 ? Number.NaN : 0),
    );
    expect(ownOutcomes(unknown, told).map((week) => week[5]?.odds)).toEqual([21, 14]);
    expect(
      ownOutcomes(
        daysOf(28, () => 0),
        (days) => (days < 20 ? undefined : told(days)),
      ),
    ).toHaveLength(1);
  });

  test("are asked of what was known then: not of days that came later", () => {
    const oddsAfter = asked(
      MODEL,
      daysOf(40, (day) => (day < 20 ? -3 : 1)),
    );
    expect(oddsAfter(20)).toEqual(
      asked(
        MODEL,
        daysOf(20, () => -3),
      )(20),
    );
    expect(
      asked(
        MODEL,
        daysOf(40, (day) => (day < 30 ? Number.NaN : 0)),
      )(20),
    ).toBeUndefined();
  });
});

describe("what was turned back", () => {
  const sizes = (size: number, after: Parameters<typeof failedOutcomes>[2] = told) => failedOutcomes([{ days: 10, size }], 30, after);
  test.each([
    ["was too small, and so is every smaller size", 0, 6],
    ["counts as the size that it was, but for rounding", -1e-10, 6],
    ["does not count as the next larger", -0.1, 5],
    ["is smaller than all that is asked", -6, 0],
    ["is larger than all that is asked", 3, 8],
  ])("%s", (_name, size, count) => {
    expect(sizes(size)).toHaveLength(count);
    expect(sizes(size).every(({ came }) => came)).toBe(true);
  });

  test("is asked of what was known when it was decided on, or of all days where that was nothing", () => {
    expect(sizes(-5).map(({ odds }) => odds)).toEqual([15]);
    expect(sizes(-5, (days) => (days === 30 ? told(30) : undefined)).map(({ odds }) => odds)).toEqual([35]);
    expect(sizes(-5, () => undefined)).toEqual([{ odds: 0, came: true }]);
    expect(failedOutcomes([], 30, told)).toEqual([]);
  });
});

describe("a walk through the past", () => {
  const week = (came: boolean, odds = 0) => ASKED_SIZES.map(() => ({ odds, came }));
  test("states each week from the weeks before it alone, of every size", () => {
    const walked = walkForward([week(true), week(true), week(false)]);
    expect(walked).toHaveLength(3 * ASKED_SIZES.length);
    expect(walked.slice(0, 8).map(({ size }) => size)).toEqual([...ASKED_SIZES]);
    const [newest, middle, oldest] = [0, 8, 16].map((at) => walked[at]?.stated);
    const { shift } = refit(week(false));
    expect(oldest).toBe(0.5);
    expect(middle).toBeCloseTo(1 / (1 + Math.exp(-shift)), 12);
    expect(newest).toBeGreaterThan(middle ?? 1);
    expect(walked.map(({ came }) => came).filter(Boolean)).toHaveLength(16);
  });
});

describe("a calibration", () => {
  test("is pulled to the prior with a precision of a hundred", () => {
    // At log-odds of 0 only the shift is moved: 100 shift = outcomes - outcomes × risk.
    const { shift, slope } = refit(Array.from({ length: 40 }, () => ({ odds: 0, came: true })));
    expect(100 * shift).toBeCloseTo(40 * (1 - 1 / (1 + Math.exp(-shift))), 2);
    expect(slope).toBe(1);
  });
  test("has a slope of a quarter at the least", () => {
    const perverse = [-4, 4].flatMap((odds) => Array.from({ length: 2000 }, () => ({ odds, came: odds < 0 })));
    expect(refit(perverse).slope).toBe(0.25);
  });
});

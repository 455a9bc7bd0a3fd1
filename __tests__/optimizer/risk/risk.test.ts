import fc from "fast-check";
import { dailyNeed, logOdds, MODEL, PRIOR, pastOf, refit, riskOf } from "../../../optimizer/risk";
import { asked, ownOutcomes } from "../../../optimizer/risk/refit";
import { seededRandom } from "../../../optimizer/statistics";

const DAY = 86_400;
const PER_DAY = 288;
const needOf = (days: number, need: (day: number, i: number) => number) => ({
  need: [
    {
      grid: { periodSeconds: 300 as const, startEpoch: 0, length: days * PER_DAY },
      values: Float64Array.from({ length: days * PER_DAY }, (_, i) => need(Math.floor(i / PER_DAY), i % PER_DAY)),
    },
  ],
  endEpoch: days * DAY,
});
const steady = (level: number, days = 28) => needOf(days, () => level);
const risk = (question: ReturnType<typeof steady>): number => riskOf(question)?.risk ?? Number.NaN;

describe("the risk of a size", () => {
  test("is a probability that rises with what was needed of it", () => {
    const risks = [0.1, 0.3, 0.5, 0.7, 0.79, 0.9].map((level) => risk(steady(level)));
    expect(risks.every((each) => each > 0 && each < 1)).toBe(true);
    expect([...risks].sort((a, b) => a - b)).toEqual(risks);
  });

  test("is next to certain where it was exceeded every day", () => {
    expect(risk(steady(1.2))).toBeGreaterThan(0.9);
  });

  test("is next to nothing where a long history never came near it", () => {
    expect(risk(steady(0.1, 84))).toBeLessThan(0.02);
  });

  test("is greater the more often the size was exceeded", () => {
    const everyNth = (n: number) => risk(needOf(56, (day, i) => (day % n === 0 && i < 12 ? 0.9 : 0.2)));
    expect(everyNth(7)).toBeGreaterThan(everyNth(28));
    expect(everyNth(2)).toBeGreaterThan(everyNth(7));
  });

  describe("just under the line", () => {
    /** Every day its own greatest need, the greatest of all at 96 % of the line; they vary by so much, in log₂. */
    const near = (spread: number, days = 60) => {
      const random = seededRandom(11);
      const daily = Array.from({ length: days }, () => 2 * Math.sqrt(3) * spread * random());
      const greatest = Math.max(...daily);
      return risk(needOf(days, (day) => 0.96 * 0.8 * 2 ** ((daily[day] ?? 0) - greatest)));
    };

    test("is small of a need that stood dead still for weeks, and no promise", () => {
      expect(near(0)).toBeLessThan(0.05);
      expect(near(0)).toBeGreaterThan(0.01);
    });

    test("rises with how much the need varies", () => {
      const [still, little, some, much] = [0, 0.03, 0.06, 0.12].map((spread) => near(spread));
      expect(still).toBeLessThan(little ?? 0);
      expect(little).toBeLessThan(some ?? 0);
      expect(some).toBeGreaterThan(0.05);
      expect(much).toBeGreaterThan(0.07);
    });

    test("is greater of a fortnight's stillness than of a month's", () => {
      expect(near(0, 14)).toBeGreaterThan(1.5 * near(0, 28));
    });

    test("is next to certain on the other side of it", () => {
      expect(risk(steady(1.04 * 0.8, 60))).toBeGreaterThan(0.9);
    });
  });

  test("remembers an exceedance of two months ago", () => {
    const once = needOf(84, (day, i) => (day === 20 && i < 12 ? 0.9 : 0.2));
    expect(risk(once)).toBeGreaterThan(risk(steady(0.2, 84)));
  });

  test.each([
    ["the last week is not", { ...steady(0.1), endEpoch: 60 * DAY }],
    ["nothing is", needOf(28, () => Number.NaN)],
  ])("is not known where %s", (_, question) => {
    expect(riskOf(question)).toBeUndefined();
  });

  test("is never greater at a larger size", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 15, max: 60 }), (seed, days) => {
        const random = seededRandom(seed);
        const { need, endEpoch } = needOf(days, () => random() ** 4);
        const past = pastOf(dailyNeed(need, endEpoch));
        const odds = past === undefined ? [] : logOdds(MODEL, past, [-3, -2, -1, 0, 1, 2]);
        expect([...odds].sort((a, b) => b - a)).toEqual(odds);
      }),
      { numRuns: 20 },
    );
  });
});

describe("own outcomes", () => {
  const outcomes = (came: boolean, count: number) => Array.from({ length: count }, () => ({ odds: 0, came }));

  test("without any the prior stands", () => expect(refit([])).toEqual({ shift: 0, slope: 1 }));

  test.each([
    ["that were worse than stated raise what is stated", true, 1],
    ["that were better lower it", false, -1],
  ])("%s", (_, came, direction) => {
    expect(Math.sign(refit(outcomes(came, 50)).shift)).toBe(direction);
  });

  test("a few move it little, many move it much", () => {
    expect(refit(outcomes(true, 8)).shift).toBeLessThan(0.05);
    expect(refit(outcomes(true, 1000)).shift).toBeGreaterThan(0.8);
  });

  test("a calibration keeps the order of sizes, whatever came", () => {
    const perverse = [-4, 4].flatMap((odds) => Array.from({ length: 500 }, () => ({ odds, came: odds < 0 })));
    expect(refit(perverse).slope).toBeGreaterThan(0);
  });

  test("are counted in disjoint weeks after the first fortnight", () => {
    expect(riskOf(steady(0.2, 20))?.ownHorizons).toBe(0);
    expect(riskOf(steady(0.2, 21))?.ownHorizons).toBe(1);
    expect(riskOf(steady(0.2, 90))?.ownHorizons).toBe(10);
  });

  test("are what came, size by size: the greatest day of the week decides", () => {
    const { need, endEpoch } = needOf(21, (day, i) => (day === 18 && i < 12 ? 0.41 : 0.09));
    const daily = dailyNeed(need, endEpoch);
    const [week = []] = ownOutcomes(daily, asked(MODEL, daily));
    expect(week.map(({ came }) => came)).toEqual([true, true, true, true, true, false, false, false]);
  });
});

describe("the prior", () => {
  test("beats the base rate of each size on machines that it was not fitted on", () => {
    expect(PRIOR.fit.crossFitted.skill).toBeGreaterThan(0.7);
    expect(PRIOR.fit.crossFitted.expectedCalibrationError).toBeLessThan(0.03);
  });

  test("fitted on seven weeks it still speaks true of the weeks after", () => {
    const { stated, actual, expectedCalibrationError } = PRIOR.fit.later;
    expect(Math.abs(stated - actual)).toBeLessThan(0.015);
    expect(expectedCalibrationError).toBeLessThan(0.03);
  });

  test("states what happens: within two points where decisions are made", () => {
    for (const { stated, actual } of PRIOR.fit.reliability.filter((bin) => bin.stated < 0.1)) {
      expect(Math.abs(stated - actual)).toBeLessThan(0.02);
    }
  });
});

describe("what was turned back", () => {
  const load = needOf(60, (day, i) => (day >= 40 && i < 12 ? 0.7 : 0.2));
  const failed = (daysAgo: number) => riskOf({ ...load, failures: [{ atEpoch: (60 - daysAgo) * DAY, size: 0 }] })?.risk ?? Number.NaN;

  test("is asked of what was known then: a calm past that failed says more than one that had warned", () => {
    // Before day 40 nothing spoke against the size, so that its failure was a surprise.
    expect(failed(22)).toBeGreaterThan(failed(1));
  });
  test("before all that is known is asked of all that is", () => {
    expect(failed(1000)).toBe(failed(60));
  });
  test("counts in whole days", () => {
    expect(failed(19.5)).toBe(failed(20));
    expect(failed(19)).not.toBe(failed(20));
  });
});

test("risk is stated while one day of the last week is known", () => {
  const gappy = needOf(28, (day) => (day >= 21 && day !== 24 ? Number.NaN : 0.3));
  expect(riskOf(gappy)).toBeDefined();
  expect(riskOf(steady(0.2, 13))).toMatchObject({ ownHorizons: 0, prior: riskOf(steady(0.2, 13))?.risk });
});

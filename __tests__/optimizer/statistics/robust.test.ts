import fc from "fast-check";
import { huberLine, longestRun, seededRandom, sumOfHottest, theilSen } from "../../../optimizer/statistics";

const line = (slope: number, n: number) => Array.from({ length: n }, (_, x) => [x, 3 + slope * x] as const);

describe("the Theil–Sen slope", () => {
  test("of a line is the line's", () => {
    fc.assert(
      fc.property(fc.integer({ min: -100, max: 100 }), (slope) => {
        expect(theilSen(line(slope, 20))?.slope).toBeCloseTo(slope, 9);
      }),
    );
  });

  test("is not moved by a quarter of the points gone wild", () => {
    const points = line(2, 40).map(([x, y]) => [x, x % 4 === 0 ? y + 1000 : y] as const);
    expect(theilSen(points)?.slope).toBeCloseTo(2, 0);
  });

  test("has an interval around it", () => {
    const random = seededRandom(7);
    const found = theilSen(line(0.5, 60).map(([x, y]) => [x, y + random() - 0.5] as const));
    expect(found?.lower).toBeLessThan(0.5);
    expect(found?.upper).toBeGreaterThan(0.5);
  });

  test("of one point, or of points at one place, does not exist", () => {
    expect(theilSen([[1, 1]])).toBeUndefined();
    expect(
      theilSen([
        [1, 1],
        [1, 2],
      ]),
    ).toBeUndefined();
  });
});

describe("Huber's line", () => {
  test("goes through points on a line, and past a wild one", () => {
    const points = line(2, 30);
    const xs = points.map(([x]) => x);
    const ys = points.map(([x, y]) => (x === 15 ? 500 : y));
    const { slope, intercept } = huberLine(xs, ys);
    expect(slope).toBeCloseTo(2, 1);
    expect(intercept).toBeCloseTo(3, 0);
  });

  test("is flat where x never varies", () => {
    expect(huberLine([1, 1, 1], [1, 2, 3]).slope).toBe(0);
  });
});

describe("the longest run", () => {
  test.each([
    [[0, 2, 2, 0, 2], 1, { start: 1, length: 2 }],
    [[2, 2, 2], 1, { start: 0, length: 3 }],
    [[1, 1], 1, { start: 0, length: 0 }],
    [[2, Number.NaN, 2, 0], 1, { start: 0, length: 3 }],
    [[2, Number.NaN, 0, 2], 1, { start: 0, length: 1 }],
  ])("of %j over %d is %j", (values, limit, expected) => {
    expect(longestRun(values, limit)).toEqual(expected);
  });
});

describe("the sum of the hottest", () => {
  const units = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 8 });

  test("is the sum of the greatest values, whatever unit they are of", () => {
    fc.assert(
      fc.property(units, fc.integer({ min: 1, max: 8 }), (values, count) => {
        const expected = [...values]
          .sort((a, b) => b - a)
          .slice(0, count)
          .reduce((sum, value) => sum + value, 0);
        expect(
          sumOfHottest(
            values.map((value) => Float64Array.of(value)),
            count,
          )[0],
        ).toBeCloseTo(expected, 9);
      }),
    );
  });

  test("takes an unknown unit for as hot as the hottest, and knows nothing where none is known", () => {
    const of = (...values: number[]) => values.map((value) => Float64Array.of(value));
    expect(sumOfHottest(of(1, Number.NaN, 3), 2)[0]).toBe(6);
    expect(sumOfHottest(of(Number.NaN, Number.NaN), 1)[0]).toBeNaN();
  });
});

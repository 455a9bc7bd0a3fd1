import fc from "fast-check";
import { quantile, shareAbove, weightedQuantile } from "../../../optimizer/statistics";

const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const sample = fc.array(finite, { minLength: 1, maxLength: 50 });
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe("a quantile", () => {
  test.each([
    [[3, 1, 2], 0.5, 2],
    [[1, 2, 3, 4], 0.5, 2],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.95, 10],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.9, 9],
    [[7], 0.001, 7],
    [[1, Number.NaN, 3], 1, 3],
  ])("of %j at %d is %d", (values, q, expected) => {
    expect(quantile(values, q)).toBe(expected);
  });

  test("of nothing is not a number", () => {
    expect(quantile([], 0.5)).toBeNaN();
    expect(quantile([Number.NaN], 0.5)).toBeNaN();
  });

  test("is a value of the sample that leaves no more than 1 − q above it", () => {
    fc.assert(
      fc.property(sample, share, (values, q) => {
        const found = quantile(values, q);
        expect(values).toContain(found);
        expect(shareAbove(values, found)).toBeLessThanOrEqual(1 - q + 1e-9);
      }),
    );
  });

  test("with weights is that of the sample in which each value stands as often as it weighs", () => {
    fc.assert(
      fc.property(sample, sample, fc.integer({ min: 1, max: 5 }), share, (light, heavy, weight, q) => {
        const repeated = [...light, ...heavy.flatMap((value) => new Array<number>(weight).fill(value))];
        const parts = [
          { values: light, weight: 1 },
          { values: heavy, weight },
        ];
        expect(weightedQuantile(parts, q)).toBe(quantile(repeated, q));
      }),
    );
  });
});

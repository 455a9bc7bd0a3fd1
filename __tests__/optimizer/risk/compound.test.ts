import fc from "fast-check";
import { compounded, ofAny } from "../../../optimizer/risk/compound";
import { EVENT } from "../../../optimizer/risk/event";

const share = fc.double({ min: 0, max: 1, noNaN: true });

test.each([
  [0, 30, 0],
  [1, 30, 1],
  [0.05, EVENT.horizonDays, 0.05],
  [0.05, 2 * EVENT.horizonDays, 0.0975],
  [0.01, 30, 0.0421584],
])("a risk of %d over %d days is %d", (risk, days, expected) => {
  expect(compounded(risk, days)).toBeCloseTo(expected, 6);
});

test.each<[readonly number[], number]>([
  [[], 0],
  [[0.05], 0.05],
  [[0.5, 0.5], 0.75],
  [Array.from({ length: 20 }, () => 0.05), 0.6415141],
])("of %j any is %d", (risks, expected) => {
  expect(ofAny(risks)).toBeCloseTo(expected, 6);
});

test("of a stack's risk no component's is greater, nor is the sum of all smaller", () => {
  fc.assert(
    fc.property(fc.array(share, { minLength: 1, maxLength: 8 }), (risks) => {
      expect(ofAny(risks)).toBeGreaterThanOrEqual(Math.max(...risks) - 1e-12);
      expect(ofAny(risks)).toBeLessThanOrEqual(risks.reduce((a, b) => a + b, 0) + 1e-12);
    }),
  );
});

test("days add up", () => {
  fc.assert(
    fc.property(share, fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 }), (risk, a, b) => {
      expect(compounded(risk, a + b)).toBeCloseTo(ofAny([compounded(risk, a), compounded(risk, b)]), 9);
    }),
  );
});

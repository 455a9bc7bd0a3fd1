import fc from "fast-check";
import { type ChangePointOptions, changePoints, seededRandom } from "../../../optimizer/statistics";

const LEAST = { noise: 1, leastLength: 2 };
const level = (length: number, value: number): readonly number[] => Array.from({ length }, () => value);

test.each<[string, readonly number[], readonly number[]]>([
  ["none in nothing", [], []],
  ["none in less than two levels", [0, 9, 9], []],
  ["none in one level", level(40, 3), []],
  ["a step", [...level(20, 0), ...level(20, 9)], [20]],
  ["up and down again", [...level(20, 0), ...level(20, 9), ...level(20, 0)], [20, 40]],
  ["none where a step is worth less than its penalty: 40 × 0.5² < 3 ln 40", [...level(20, 0), ...level(20, 1)], []],
  ["one where it is worth more: 40 × 0.6² > 3 ln 40", [...level(20, 0), ...level(20, 1.2)], [20]],
])("%s", (_name, values, expected) => {
  expect(changePoints(values, LEAST)).toEqual(expected);
});

test("no level is shorter than it has to be", () => {
  const spike = [...level(20, 0), ...level(3, 50), ...level(20, 0)];
  expect(changePoints(spike, { noise: 1, leastLength: 3 })).toEqual([20, 23]);
  for (const found of [changePoints(spike, { noise: 1, leastLength: 4 })]) {
    const bounds = [0, ...found, spike.length];
    expect(Math.min(...bounds.slice(1).map((at, i) => at - (bounds[i] ?? 0)))).toBeGreaterThanOrEqual(4);
  }
});

test("a missing value is refused", () => {
  expect(() => changePoints([1, Number.NaN], LEAST)).toThrow(/value 1 is missing/);
});

const errorOf = (values: readonly number[]): number => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
};
const priceOf = (values: readonly number[], found: readonly number[], noise: number): number => {
  const bounds = [0, ...found, values.length];
  const errors = bounds.slice(1).map((to, i) => errorOf(values.slice(bounds[i], to)));
  return errors.reduce((sum, error) => sum + error, 0) + found.length * 3 * Math.log(Math.max(2, values.length)) * noise ** 2;
};
/** Every partition there is. */
function cheapest(values: readonly number[], { noise, leastLength }: ChangePointOptions): number {
  const from = (start: number, found: readonly number[]): number => {
    let least = priceOf(values, found, noise);
    for (let at = start; at <= values.length - leastLength; at++) least = Math.min(least, from(at + leastLength, [...found, at]));
    return least;
  };
  return from(leastLength, []);
}
const values = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 13 });

test("pruning loses nothing: no partition is cheaper", () => {
  fc.assert(
    fc.property(values, fc.integer({ min: 1, max: 4 }), (all, leastLength) => {
      const options = { noise: 1, leastLength };
      expect(priceOf(all, changePoints(all, options), 1)).toBeCloseTo(cheapest(all, options), 8);
    }),
  );
});

test("neither the unit nor the zero of the values matters", () => {
  fc.assert(
    fc.property(values, fc.integer({ min: 1, max: 50 }), fc.integer({ min: -100, max: 100 }), (all, unit, zero) => {
      const scaled = all.map((value) => value * unit + zero);
      expect(priceOf(scaled, changePoints(scaled, { noise: unit, leastLength: 2 }), unit)).toBeCloseTo(
        unit ** 2 * priceOf(all, changePoints(all, LEAST), 1),
        5,
      );
    }),
  );
});

test("noise alone shows a level in fewer than 5 of 100 sequences", () => {
  const random = seededRandom(1);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const wrong = Array.from({ length: 100 }, () => changePoints(Array.from({ length: 90 }, normal), { noise: 1, leastLength: 4 })).filter(
    ({ length }) => length > 0,
  );
  expect(wrong.length).toBeLessThan(5);
});

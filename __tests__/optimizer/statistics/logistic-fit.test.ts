import { fitLogistic, logistic, seededRandom } from "../../../optimizer/statistics";
import { solvePositiveDefinite } from "../../../optimizer/statistics/cholesky";

const FLAT = { centre: new Float64Array(2), precision: Float64Array.of(1e-6, 1e-6) };

test("recovers the weights that made the outcomes", () => {
  const random = seededRandom(3);
  const xs = Array.from({ length: 20_000 }, () => random() * 4 - 2);
  const outcomes = Uint8Array.from(xs, (x) => Number(random() < logistic(0.5 - 1.5 * x)));
  const [intercept, slope] = fitLogistic({ design: Float32Array.from(xs.flatMap((x) => [1, x])), outcomes }, FLAT);
  expect(intercept).toBeCloseTo(0.5, 1);
  expect(slope).toBeCloseTo(-1.5, 1);
});

test("the intercept alone is the log-odds of the base rate", () => {
  const outcomes = Uint8Array.from({ length: 100 }, (_, i) => Number(i < 20));
  const [intercept] = fitLogistic(
    { design: new Float32Array(100).fill(1), outcomes },
    { centre: new Float64Array(1), precision: Float64Array.of(1e-9) },
  );
  expect(intercept).toBeCloseTo(Math.log(0.2 / 0.8), 6);
});

test("without a row the centre stands", () => {
  const nothing = { design: new Float32Array(0), outcomes: new Uint8Array(0) };
  expect(fitLogistic(nothing, { centre: Float64Array.of(1, -2), precision: Float64Array.of(1, 1) })).toEqual(Float64Array.of(1, -2));
});

test("outcomes that a line separates have finite weights, the smaller the stiffer the penalty", () => {
  const separable = { design: Float32Array.of(1, -1, 1, 1), outcomes: Uint8Array.of(0, 1) };
  const slope = (precision: number): number =>
    fitLogistic(separable, { centre: new Float64Array(2), precision: Float64Array.of(precision, precision) })[1] ?? Number.NaN;
  expect(slope(0.01)).toBeLessThan(20);
  expect(slope(10)).toBeLessThan(slope(0.01));
  expect(slope(10)).toBeGreaterThan(0);
});

test("rows that are next to certain lead to the best weights, and not back and forth past them", () => {
  const xs = [-4, 4].flatMap((x) => Array.from({ length: 500 }, () => x));
  const centre = Float64Array.of(0, 1);
  const [, slope = Number.NaN] = fitLogistic(
    { design: Float32Array.from(xs.flatMap((x) => [1, x])), outcomes: Uint8Array.from(xs, (x) => Number(x < 0)) },
    { centre, precision: Float64Array.of(100, 100) },
  );
  // Where score and penalty hold each other: the sum of x (outcome - p) is the precision times the distance from the centre.
  expect(slope).toBeLessThan(-0.5);
  expect(1000 * 4 * (1 - logistic(-4 * slope))).toBeCloseTo(100 * (1 - slope), 0);
});

test("a system of equations is solved, and a matrix that has no factor is refused", () => {
  const [x, y] = solvePositiveDefinite(Float64Array.of(4, 0, 2, 3), Float64Array.of(2, 5));
  expect(x).toBeCloseTo(-0.5, 12);
  expect(y).toBeCloseTo(2, 12);
  expect(() => solvePositiveDefinite(Float64Array.of(1, 0, 2, 1), Float64Array.of(1, 1))).toThrow(/not positive definite/);
});

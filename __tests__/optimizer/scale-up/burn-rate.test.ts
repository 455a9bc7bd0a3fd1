import { DEFAULT_ALERTING } from "../../../contract";
import { lastBurn } from "../../../optimizer/scale-up";

const slo = { limit: 10, errorBudget: 0.001 };
const [fast, medium, slow] = DEFAULT_ALERTING.burnRates;
const HOUR = 60;

/** Two days of minutes of which these are bad. */
const minutes = (...bad: readonly number[]): Float64Array => {
  const values = new Float64Array(48 * HOUR).fill(5);
  for (const minute of bad) values[minute] = 11;
  return values;
};
const every = (step: number, from: number, to: number): readonly number[] =>
  Array.from({ length: Math.ceil((to - from) / step) }, (_, i) => from + i * step);

test.each([
  ["three bad minutes of an hour burn fast", fast, minutes(100, 120, 150), 154],
  ["two are noise", fast, minutes(100, 120), undefined],
  ["three in more than an hour do not burn fast", fast, minutes(100, 120, 161), undefined],
  ["one in two hours burns slowly once it makes five in a day", slow, minutes(...every(120, 0, 10 * HOUR)), 599],
  ["four in a day are within the rate", slow, minutes(...every(120, 0, 8 * HOUR)), undefined],
  ["three in six hours burn at the medium rate while the last half hour has one", medium, minutes(60, 180, 300), 329],
  ["what nobody measured is not bad", fast, new Float64Array(HOUR).fill(Number.NaN), undefined],
  ["the limit itself is kept", fast, new Float64Array(HOUR).fill(10), undefined],
])("%s", (_, alert, values, last) => {
  expect(alert === undefined ? "no alert" : lastBurn(values, slo, alert)).toBe(last);
});

import { coverage, decisionTimes, scoredWeeks, type Trace } from "../../../optimizer/benchmark/trace";

const DAY = 288;
const days = (count: number, known: (day: number) => boolean = () => true): Trace => ({
  vm: "1",
  startEpoch: 0,
  demand: Float64Array.from({ length: count * DAY }, (_, i) => (known(Math.floor(i / DAY)) ? 0.1 : Number.NaN)),
});
const inDays = (indices: readonly number[]): readonly number[] => indices.map((index) => index / DAY);

test("weeks are scored that have two weeks before them and are whole", () => {
  expect(inDays(scoredWeeks(days(35)))).toEqual([14, 21, 28]);
  expect(inDays(scoredWeeks(days(34)))).toEqual([14, 21]);
  expect(scoredWeeks(days(20))).toEqual([]);
});

test.each([
  ["half of the history is enough", (day: number) => day >= 7, [14, 21, 28]],
  ["less is not", (day: number) => day >= 8, [21, 28]],
  ["a week that is mostly unknown is not scored, nor one of which too little was known", (day: number) => day < 17, [28].slice(1)],
])("%s", (_, known, expected) => {
  expect(inDays(scoredWeeks(days(35, known)))).toEqual(expected);
});

test("decisions are made from the first scored week to the end of the last", () => {
  expect(inDays(decisionTimes(days(35), 7))).toEqual([14, 21, 28]);
  expect(inDays(decisionTimes(days(35), 1))).toEqual(Array.from({ length: 21 }, (_, i) => 14 + i));
});

test("nothing is decided while the last week is unknown", () => {
  const gap = days(42, (day) => day < 16 || day >= 25);
  expect(inDays(decisionTimes(gap, 1)).filter((day) => day >= 23 && day < 26)).toEqual([]);
});

test("coverage is the share of known intervals, and none beyond the end", () => {
  expect(
    coverage(
      days(2, (day) => day === 0),
      0,
      2 * DAY,
    ),
  ).toBe(0.5);
  expect(coverage(days(2), DAY, 3 * DAY)).toBe(0);
});

import { historyOf, SIZING_RULES } from "../../../optimizer/benchmark/rules";

const DAY = 288;
const capacity = (rule: string, demand: Float64Array): number =>
  SIZING_RULES.find(({ name }) => name === rule)?.capacity(historyOf(demand)) ?? Number.NaN;
const steady = (days: number, value: number): Float64Array => new Float64Array(days * DAY).fill(value);
const followedBy = (...parts: readonly Float64Array[]): Float64Array => Float64Array.from(parts.flatMap((part) => [...part]));
/** 0.01, 0.02 … 1.00 twice: a hundredth of the samples at each. */
const ramp = Float64Array.from({ length: 200 }, (_, i) => ((i % 100) + 1) / 100);

describe("published rules, by hand", () => {
  test.each([
    // numpy.quantile of 200 samples, two of each hundredth: position 199 × q between its neighbours.
    ["compute-optimizer", ramp, 1 / 0.8],
    ["compute-optimizer-1.2", ramp, 1.2],
    ["krr", ramp, 0.9505],
    ["optscale", ramp, 0.9901 / 0.8],
    ["max-14d", ramp, 1 / 0.8],
    ["p99.9", ramp, 1 / 0.8],
    ["keep", ramp, 1],
  ])("%s", (rule, demand, expected) => {
    expect(capacity(rule, demand)).toBeCloseTo(expected, 2);
  });

  test("the 95th percentile of two samples lies 95 % of the way", () => {
    expect(capacity("krr", Float64Array.of(0.2, 0.4))).toBeCloseTo(0.39, 12);
  });

  test("P99.9 leaves out one sample in a thousand", () => {
    const spikes = (count: number) => followedBy(steady(14, 0.2).subarray(0, 1000 - count), new Float64Array(count).fill(0.8));
    expect(capacity("p99.9", spikes(1))).toBeCloseTo(0.25, 12);
    expect(capacity("p99.9", spikes(2))).toBeCloseTo(1, 12);
  });
});

describe("how far each looks back", () => {
  test.each([
    ["max-14d", 14],
    ["max-28d", 28],
    ["optscale", 3],
    ["krr", 14],
    ["compute-optimizer", 14],
  ])("%s: %s days", (rule, days) => {
    const low = steady(days, 0.1);
    const before = capacity(rule, followedBy(steady(60, 0.9), low));
    expect(before).toBe(capacity(rule, low));
    expect(capacity(rule, followedBy(steady(60, 0.9), low.subarray(low.length / 4)))).toBeGreaterThan(before);
  });
});

describe("VPA's histogram", () => {
  const START = (bucket: number): number => (0.01 * (1.05 ** bucket - 1)) / 0.05;

  test("says the end of the bucket that holds the percentile, and 15 % more", () => {
    // 0.2 lies in the bucket from 0.1923 (14) … 14: 0.01 × (1.05^14 − 1) / 0.05 = 0.19599, 15: 0.21579.
    expect(START(14)).toBeLessThan(0.2);
    expect(START(15)).toBeGreaterThan(0.2);
    expect(capacity("vpa", steady(8, 0.2))).toBeCloseTo(1.15 * START(15), 12);
  });

  test("forgets half in a day: what was three days ago weighs an eighth", () => {
    // Of a high load that ended 4 days ago 1/16 of all weight is left, less than the tenth that the 90th percentile looks at; of 3 days, 1/8.
    const ended = (days: number) => capacity("vpa", followedBy(steady(8 - days, 0.8), steady(days, 0.2)));
    expect(ended(4)).toBeCloseTo(1.15 * START(15), 12);
    expect(ended(3)).toBeGreaterThan(0.8);
  });
});

test("what is not known counts for no rule", () => {
  const known = steady(14, 0.3);
  const withGap = known.slice().fill(Number.NaN, 100, 900);
  for (const { name } of SIZING_RULES) expect([name, capacity(name, withGap)]).toEqual([name, capacity(name, known)]);
});

test("OptScale says nothing where three days hold fewer than ten samples", () => {
  const few = new Float64Array(3 * DAY).fill(Number.NaN).fill(0.9, 0, 9);
  expect(capacity("optscale", few)).toBe(1);
});

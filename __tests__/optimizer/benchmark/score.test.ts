import { isBadWeek, score } from "../../../optimizer/benchmark/score";
import type { Trace } from "../../../optimizer/benchmark/trace";

const DAY = 288;
const WEEK = 7 * DAY;
const START = 2 * WEEK;

/** Four weeks: two of history, two that are scored. */
const trace = (demand: (i: number) => number): Trace => ({
  vm: "1",
  startEpoch: 0,
  demand: Float64Array.from({ length: 4 * WEEK }, (_, i) => demand(i)),
});
const flat = trace(() => 0.4);

describe("a week is bad", () => {
  const spikes = (count: number) => trace((i) => (i >= START && i < START + count ? 0.9 : 0.1));
  test.each([
    ["not with 2 of 2,016 intervals over the line", 2, 1, false],
    ["with 3", 3, 1, true],
    ["not when the size holds them", 3, 1.2, false],
  ])("%s", (_, count, capacity, bad) => {
    expect(isBadWeek(spikes(count), START, capacity)).toBe(bad);
  });

  test("not where demand is at the line and not over it", () => expect(isBadWeek(flat, START, 0.5)).toBe(false));

  test("of known intervals only: 1 in 500 is too much", () => {
    const sparse = trace((i) => (i < START || i - START < 500 ? (i === START ? 0.9 : 0.1) : Number.NaN));
    expect(isBadWeek(sparse, START, 1)).toBe(true);
  });
});

describe("scores, by hand", () => {
  const decided = (decisions: readonly (readonly [day: number, capacity: number, risk?: number])[], of: Trace = flat) =>
    score(
      new Map([
        [of, decisions.map(([day, capacity, risk]) => ({ index: START + day * DAY, capacity, ...(risk === undefined ? {} : { risk }) }))],
      ]),
    );

  test("without a decision the present size is kept", () => {
    expect(decided([])).toEqual({ machines: 1, weeks: 2, v80: 0, bad: 0, cost: 1, flaps: 0 });
  });

  test("a size too small from the second week on", () => {
    expect(decided([[7, 0.25]])).toEqual({ machines: 1, weeks: 2, v80: 0.5, bad: 0.5, cost: 0.625, flaps: 0 });
  });

  test("one bad day makes its week bad, and costs a seventh of the time", () => {
    const { v80, bad, cost } = decided([
      [0, 0.25],
      [1, 0.5],
    ]);
    expect(v80).toBeCloseTo(1 / 14, 12);
    expect(bad).toBe(0.5);
    expect(cost).toBeCloseTo((0.25 + 13 * 0.5) / 14, 12);
  });

  test.each<[string, readonly (readonly [number, number])[], number]>([
    ["down is no reversal", [[0, 0.5]], 0],
    [
      "down and up is one: 14 days, so 90 / 14",
      [
        [0, 0.5],
        [3, 1],
      ],
      1,
    ],
    [
      "down, up and down are two",
      [
        [0, 0.5],
        [3, 1],
        [5, 0.5],
      ],
      2,
    ],
    [
      "down and further down is none",
      [
        [0, 0.5],
        [3, 0.25],
      ],
      0,
    ],
    [
      "within 5 % nothing moves",
      [
        [0, 0.5],
        [3, 0.52],
        [5, 0.25],
      ],
      0,
    ],
    [
      "after the last week nobody looks",
      [
        [0, 0.5],
        [14, 1],
      ],
      0,
    ],
  ])("flaps: %s", (_, decisions, reversals) => {
    expect(decided(decisions).flaps).toBeCloseTo((reversals * 90) / 14, 12);
  });

  test("a stated risk is held against the week at the capacity for which it was stated, at weekly decisions only", () => {
    const spiky = trace((i) => (i >= START + WEEK && i < START + WEEK + 9 ? 0.9 : 0.1));
    const { brier, stated, actual } = decided(
      [
        [0, 0.5, 0.2],
        [3, 0.5, 0.9],
        [7, 0.5, 0.6],
      ],
      spiky,
    );
    expect(brier).toBeCloseTo((0.2 ** 2 + 0.4 ** 2) / 2, 12);
    expect(stated).toBeCloseTo(0.4, 12);
    expect(actual).toBe(0.5);
  });

  test("a machine without a week that can be scored does not count", () => {
    const short = { ...flat, demand: flat.demand.subarray(0, 2 * WEEK) };
    expect(decided([], short).machines).toBe(0);
  });
});

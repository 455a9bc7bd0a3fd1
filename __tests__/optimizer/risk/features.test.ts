import type { DailyNeed } from "../../../optimizer/risk";
import { COLUMNS, columnsInto, pastOf } from "../../../optimizer/risk/features";

/** log₂ of need over the line, a day each, the newest last; every other number of a day is as given or the same. */
function daysOf(level: readonly number[], more: Partial<Record<keyof DailyNeed, readonly number[]>> = {}): DailyNeed {
  const of = (name: keyof DailyNeed): Float64Array => Float64Array.from(more[name] ?? level);
  return { level: of("level"), peak: of("peak"), high: of("high"), mean: of("mean"), horizon: of("horizon") };
}
const constant = (days: number, value: number): readonly number[] => new Array<number>(days).fill(value);

/** A column's value at a size, given as log₂. */
function column(daily: DailyNeed, feature: string, { size = 0, piece = "line" } = {}): number {
  const past = pastOf(daily);
  if (past === undefined) return Number.NaN;
  const values = new Float64Array(COLUMNS.length);
  columnsInto(values, past, size);
  const at = COLUMNS.findIndex((each) => each.feature === feature && each.piece === piece);
  if (at < 0) throw new Error(`there is no column ${feature}, ${piece}`);
  return values[at] ?? Number.NaN;
}

describe("room is the size over the greatest level of a window, in log₂", () => {
  const spikeTenDaysAgo = daysOf([...constant(30, -3), -1, ...constant(9, -2)]);
  test.each([
    ["room over level, 7 d", 0, 2],
    ["room over level, 14 d", 0, 1],
    ["room over level, 14 d", 1, 2],
    ["room over level, all days", -2, -1],
    ["room over P50 of levels, 28 d", 0, 3],
    ["room over same weekday", 0, 2],
  ])("%s at 2^%s: %s", (feature, size, room) => {
    expect(column(spikeTenDaysAgo, feature, { size })).toBe(room);
  });

  test("a factor of sixteen is as good as a hundred", () => {
    expect(column(daysOf(constant(14, -7)), "room over level, 7 d")).toBe(4);
  });

  test.each([
    ["above", -1, 1],
    ["just above", -1, 0.5],
    ["just below", -1, 0],
    ["above", 1, 0],
    ["just above", -0.25, 0.25],
    ["just below", 0.25, -0.25],
    ["just below", 3, -0.5],
  ])("bent %s, need at 2^%s: %s", (piece, level, value) => {
    expect(column(daysOf(constant(14, level)), "room over level, 7 d", { piece })).toBe(value);
  });
});

describe("how often a size was exceeded", () => {
  const lastTwoOfTen = daysOf([...constant(8, -1), 1, 1]);
  test.each([
    ["share exceeded, 3 d", 2 / 3],
    ["share exceeded, 7 d", 2 / 7],
    ["share exceeded, all days", 0.2],
    ["ln days since exceeded", 0],
    ["runs exceeded, 28 d", 1],
    ["exceeded 1 weeks ago", 1],
    ["exceeded 2 weeks ago", 0],
    ["exceeded 4 weeks ago", -1],
  ])("%s: %s", (feature, value) => {
    expect(column(lastTwoOfTen, feature)).toBeCloseTo(value, 12);
  });

  test("newer days count for more", () => {
    const old = daysOf([1, 1, ...constant(8, -1)]);
    expect(column(lastTwoOfTen, "share exceeded, half-life 2 d")).toBeGreaterThan(0.45);
    expect(column(old, "share exceeded, half-life 2 d")).toBeLessThan(0.06);
  });

  test("what never was is a hundred days ago", () => {
    expect(column(lastTwoOfTen, "ln days since exceeded", { size: 2 })).toBe(Math.log(100));
  });

  test("a near miss is one within a fifth, and no exceedance", () => {
    const near = daysOf([...constant(8, -1), -0.2, -1]);
    expect(column(near, "ln days since nearly exceeded")).toBe(Math.log(2));
    expect(column(near, "ln days since exceeded")).toBe(Math.log(100));
    expect(column(near, "share nearly exceeded, 28 d")).toBeCloseTo(1 / 28, 12);
  });

  test("peaks are counted by themselves: short ones spend no budget", () => {
    const peaky = daysOf(constant(10, -1), { peak: [...constant(9, -1), 1] });
    expect(column(peaky, "share of peaks exceeding, 7 d")).toBeCloseTo(1 / 7, 12);
    expect(column(peaky, "share exceeded, 7 d")).toBe(0);
  });

  test("unknown days count neither way", () => {
    expect(column(daysOf([...constant(5, Number.NaN), 1, -1]), "share exceeded, 7 d")).toBe(0.5);
  });
});

describe("how much the need varies", () => {
  test("room that is many spreads wide says more than room that is few", () => {
    const [quiet, restless] = [daysOf(constant(28, -1)), daysOf(Array.from({ length: 28 }, (_, i) => -1 + (i % 2 === 0 ? 0.5 : -0.5)))];
    expect(column(quiet, "spreads over median level")).toBe(8);
    expect(column(restless, "spreads over median level")).toBeLessThan(3);
    expect(column(restless, "mean step of levels")).toBeCloseTo(1, 12);
    expect(column(restless, "spread of levels")).toBeCloseTo(0.5, 12);
  });

  describe("the side of the size on which still peaks lie", () => {
    const side = (peaks: readonly number[], size: number): number =>
      column(daysOf(constant(peaks.length, -1), { peak: peaks }), "side of still peaks, 56 d", { size });
    const swinging = (days: number, by: number): readonly number[] => Array.from({ length: days }, (_, i) => (i % 2 === 0 ? by : -by));

    test.each([
      ["all of it, 5 % below and above", constant(60, 0), 0.07, 1],
      ["and above the size", constant(60, 0), -0.07, -1],
      ["half, nearer", constant(60, 0), 0.025, 0.5],
      ["half, of a fortnight", constant(14, 0), 0.2, 0.5],
      ["little, where peaks vary by 4 %", swinging(60, 0.06), 1, Math.exp(-1)],
      ["next to nothing, where they vary by 10 %", swinging(60, 0.1375), 1, 0.005],
      ["nothing, where they vary by a quarter", swinging(60, 0.3), 1, 0],
      ["what was eight weeks ago is forgotten", [...swinging(30, 0.3), ...constant(56, 0)], 0.2, 1],
      ["what was seven weeks ago is not", [0.3, ...constant(49, 0)], 0.4, Math.exp(-(0.7 ** 2))],
    ])("%s", (_name, peaks, size, value) => {
      expect(side(peaks, size)).toBeCloseTo(value, 3);
    });
  });

  test("growth by 2^0.7 a week shows in the weeks' slope", () => {
    const growing = daysOf(Array.from({ length: 42 }, (_, day) => -6 + 0.1 * day));
    expect(column(growing, "slope of weeks")).toBeCloseTo(0.7, 9);
  });
});

test("products are of two features, each within 3", () => {
  const far = daysOf(constant(14, -7));
  expect(column(far, "room over level, 7 d × room over level, 14 d", { piece: "product" })).toBe(9);
});

test("only need over size counts: twice the need at twice the size is the same question", () => {
  const level = Array.from({ length: 40 }, (_, day) => -2 + ((day * 7) % 11) / 10);
  const [once, twice] = [pastOf(daysOf(level)), pastOf(daysOf(level.map((each) => each + 1)))];
  if (once === undefined || twice === undefined) throw new Error("both are known");
  const [a, b] = [new Float64Array(COLUMNS.length), new Float64Array(COLUMNS.length)];
  columnsInto(a, once, -1);
  columnsInto(b, twice, 0);
  COLUMNS.forEach(({ feature }, i) => {
    expect([feature, b[i]]).toEqual([feature, expect.closeTo(a[i] ?? Number.NaN, 9)]);
  });
});

test("where no day is known there is no past", () => {
  expect(pastOf(daysOf(constant(14, Number.NaN)))).toBeUndefined();
});

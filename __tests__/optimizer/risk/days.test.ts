import { dailyNeed, upTo } from "../../../optimizer/risk/days";

const DAY = 86_400;
const PER_DAY = 288;

/** Five-minute needs, one function of day and interval. */
const fiveMinutes = (days: number, need: (day: number, i: number) => number) => [
  {
    grid: { periodSeconds: 300 as const, startEpoch: 0, length: days * PER_DAY },
    values: Float64Array.from({ length: days * PER_DAY }, (_, i) => need(Math.floor(i / PER_DAY), i % PER_DAY)),
  },
];

describe("the level of a day is what it exceeds for no longer than the week's budget", () => {
  const withSpike = (intervals: number) => fiveMinutes(1, (_, i) => (i < intervals ? 0.8 : 0.1));

  test.each([
    ["ten minutes fit into 0.1 % of a week", 2, Math.log2(0.1 / 0.8)],
    ["a quarter of an hour does not", 3, 0],
  ])("%s", (_, intervals, level) => {
    expect(dailyNeed(withSpike(intervals), DAY).level[0]).toBeCloseTo(level, 12);
    expect(dailyNeed(withSpike(intervals), DAY).peak[0]).toBe(0);
  });

  test.each([
    ["ten of a minute fit", 10, 0.1],
    ["eleven do not", 11, 0.8],
  ])("in minutes: %s", (_, minutes, level) => {
    const values = Float64Array.from({ length: 1440 }, (__, i) => (i < minutes ? 0.8 : 0.1));
    const need = [{ grid: { periodSeconds: 60 as const, startEpoch: 0, length: 1440 }, values }];
    expect(2 ** (dailyNeed(need, DAY).level[0] ?? 0) * 0.8).toBeCloseTo(level, 12);
  });

  test("an hour's maximum counts in full: nobody knows how long it lasted", () => {
    const values = Float64Array.from({ length: 24 }, (_, i) => (i === 5 ? 0.8 : 0.1));
    expect(dailyNeed([{ grid: { periodSeconds: 3600, startEpoch: 0, length: 24 }, values }], DAY).level[0]).toBe(0);
  });
});

test("days are counted back from the decision, the newest last", () => {
  const daily = dailyNeed(
    fiveMinutes(3, (day) => [0.1, 0.2, 0.4][day] ?? 0),
    3 * DAY,
  );
  expect([...daily.level]).toEqual([Math.log2(0.1 / 0.8), -2, -1]);
  expect([...daily.mean].map((each) => Number(each.toFixed(9)))).toEqual([-3, -2, -1]);
});

test("where two tiers meet on one day the greater counts", () => {
  const tier = (periodSeconds: 60 | 3600, startEpoch: number, need: number) => {
    const length = DAY / 2 / periodSeconds;
    return { grid: { periodSeconds, startEpoch, length }, values: new Float64Array(length).fill(need) };
  };
  expect(dailyNeed([tier(3600, 0, 0.2), tier(60, DAY / 2, 0.4)], DAY).level).toEqual(Float64Array.of(-1));
  expect(dailyNeed([tier(3600, 0, 0.4), tier(60, DAY / 2, 0.2)], DAY).level).toEqual(Float64Array.of(-1));
});

test("an unknown day stays unknown", () => {
  const daily = dailyNeed(
    fiveMinutes(3, (day) => (day === 1 ? Number.NaN : 0.1)),
    3 * DAY,
  );
  expect(Number.isNaN(daily.level[1])).toBe(true);
  expect(Number.isNaN(daily.high[1])).toBe(true);
});

describe("the level of a week", () => {
  test("adds up what single days would each have kept within the budget", () => {
    const daily = dailyNeed(
      fiveMinutes(7, (day, i) => (day < 3 && i === 0 ? 0.8 : 0.1)),
      7 * DAY,
    );
    expect(daily.level.every((level) => level < -1)).toBe(true);
    expect(daily.horizon[6]).toBe(0);
  });

  test("is not known while most of its days are not", () => {
    const daily = dailyNeed(
      fiveMinutes(7, () => 0.1),
      7 * DAY,
    );
    expect([...daily.horizon].map(Number.isNaN)).toEqual([true, true, true, false, false, false, false]);
  });
});

test("what was known earlier does not depend on what came later", () => {
  const load = (day: number, i: number) => ((day * 7 + i * 13) % 97) / 100;
  const early = dailyNeed(fiveMinutes(20, load), 20 * DAY);
  const late = upTo(dailyNeed(fiveMinutes(40, load), 40 * DAY), 20);
  expect(late).toEqual(early);
});

describe("the level of a week, in five-minute intervals of which two fit into its budget", () => {
  const horizon = (days: number, need: (day: number, i: number) => number) =>
    2 ** (dailyNeed(fiveMinutes(days, need), days * DAY).horizon[days - 1] ?? Number.NaN) * 0.8;

  test.each<[string, number, (day: number, i: number) => number, number]>([
    ["is the third greatest value", 7, (day, i) => (i === 0 && day < 3 ? ([0.8, 0.6, 0.4][day] ?? 0) : 0.1), 0.4],
    ["counts those of one day as those of several", 7, (day, i) => (day === 2 && i < 4 ? 0.8 - 0.1 * i : 0.1), 0.6],
    ["forgets what is a week ago", 8, (day, i) => (day === 0 && i < 20 ? 0.8 : 0.1), 0.1],
    ["remembers what is six days ago", 7, (day, i) => (day === 0 && i < 20 ? 0.8 : 0.1), 0.8],
  ])("%s", (_name, days, need, level) => {
    expect(horizon(days, need)).toBeCloseTo(level, 9);
  });

  test.each([
    ["is known where four of its days are", 3, false],
    ["is not known where three are", 4, true],
  ])("%s", (_name, unknown, missing) => {
    const found = dailyNeed(
      fiveMinutes(7, (day) => (day < unknown ? Number.NaN : 0.1)),
      7 * DAY,
    ).horizon[6];
    expect(Number.isNaN(found)).toBe(missing);
  });

  test("adds up seconds over tiers: one hour is more than its budget by itself", () => {
    const hour = { grid: { periodSeconds: 3600 as const, startEpoch: 0, length: 3 * 24 }, values: new Float64Array(3 * 24).fill(0.1) };
    hour.values[5] = 0.8;
    const rest = fiveMinutes(4, () => 0.2).map(({ grid, values }) => ({ grid: { ...grid, startEpoch: 3 * DAY }, values }));
    expect(2 ** (dailyNeed([hour, ...rest], 7 * DAY).horizon[6] ?? Number.NaN) * 0.8).toBeCloseTo(0.8, 9);
  });

  test("is the greatest of all where all of it fits into the budget", () => {
    const few = (values: readonly number[]) => [
      { grid: { periodSeconds: 60 as const, startEpoch: 6 * DAY, length: values.length }, values: Float64Array.from(values) },
    ];
    for (const values of [
      [0.2, 0.4],
      [...Array(9).fill(0.2), 0.4],
    ]) {
      const days = dailyNeed([...fiveMinutes(1, () => Number.NaN), ...few(values)], 7 * DAY);
      expect(2 ** (days.level[6] ?? Number.NaN) * 0.8).toBeCloseTo(0.4, 9);
    }
  });
});

test("a day is of the tiers that hold some of it, from the first to the last of its intervals", () => {
  const later = fiveMinutes(1, () => 0.4).map(({ grid, values }) => ({ grid: { ...grid, startEpoch: 2 * DAY }, values }));
  const { level } = dailyNeed([...fiveMinutes(1, () => 0.2), ...later], 4 * DAY);
  expect([...level]).toEqual([-2, Number.NaN, -1, Number.NaN]);
});

test("days are counted from the first that is known, as many as are looked back at", () => {
  const shifted = fiveMinutes(3, () => 0.1).map(({ grid, values }) => ({ grid: { ...grid, startEpoch: 10 * DAY }, values }));
  expect(dailyNeed(shifted, 13 * DAY).level).toHaveLength(3);
  expect(dailyNeed(shifted, 12.5 * DAY).level).toHaveLength(3);
  expect(
    dailyNeed(
      fiveMinutes(100, () => 0.1),
      100 * DAY,
    ).level,
  ).toHaveLength(91);
  expect(
    dailyNeed(
      fiveMinutes(9, (day) => 0.1 + 0.01 * day),
      9 * DAY,
      2,
    ).level,
  ).toHaveLength(2);
});

test("of what was known after so many days no more than the longest is looked back at", () => {
  const days = dailyNeed(
    fiveMinutes(100, (day) => 0.001 * (day + 1)),
    100 * DAY,
    100,
  );
  expect(upTo(days, 100).level).toEqual(days.level.subarray(9));
  expect(upTo(days, 30).horizon).toEqual(days.horizon.subarray(0, 30));
});

test("what is next to nothing is nothing: less than 2^-8 of the line", () => {
  expect(
    dailyNeed(
      fiveMinutes(1, () => 0),
      DAY,
    ).level[0],
  ).toBe(-8);
});

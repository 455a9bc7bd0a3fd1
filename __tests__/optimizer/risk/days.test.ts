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

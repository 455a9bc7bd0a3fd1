import { lateGrowth, levelShift } from "../../../optimizer/evidence";
import { seededRandom } from "../../../optimizer/statistics";
import { DAY, gridsOf, NOW } from "../../support/snapshot";
import { businessHours } from "../../support/trading-load";

const SEEDS = Array.from({ length: 12 }, (_, i) => i);
const TODAY = Math.floor((NOW - 1) / DAY);
const dayOf = (epoch: number): number => Math.floor(epoch / DAY);
/** Busy in working hours, a tenth of it otherwise, times a factor by days ago; older tiers hold maxima, a quarter above. */
function need(factor: (daysAgo: number) => number, { days = 90, noise = 0.1, seed = 1 } = {}) {
  const random = seededRandom(seed);
  const daily = new Map<number, number>();
  return gridsOf(days).map((grid) => ({
    grid,
    values: Float64Array.from({ length: grid.length }, (_, i) => {
      const epoch = grid.startEpoch + i * grid.periodSeconds;
      const day = dayOf(epoch);
      if (!daily.has(day)) daily.set(day, 1 + noise * (2 * random() - 1));
      const shape = 0.02 + 0.2 * businessHours(epoch);
      return shape * factor(TODAY - day) * (daily.get(day) ?? 1) * (grid.periodSeconds === 60 ? 1 : 1.25);
    }),
  }));
}

test.each([4, 10, 13, 14, 30, 50])("twice the level since %i days is seen, by its day", (since) => {
  const shift = levelShift(
    need((ago) => (ago < since ? 2 : 1)),
    dayOf,
  );
  expect(Math.abs((shift?.days ?? 0) - since)).toBeLessThanOrEqual(1);
  expect(shift?.ratio).toBeGreaterThan(1.5);
});

test.each<[string, (daysAgo: number) => number]>([
  ["a level that stays", () => 1],
  ["half the level since ten days", (ago) => (ago < 10 ? 0.5 : 1)],
  ["growth by a third in 90 days", (ago) => 1 + (90 - ago) / 270],
  ["growth to twice in 90 days", (ago) => 1 + (90 - ago) / 90],
  ["a rise by a tenth", (ago) => (ago < 10 ? 1.1 : 1)],
  ["one day of five times as much", (ago) => (ago === 5 ? 5 : 1)],
  ["the last day of every month, three times as much", (ago) => (ago % 30 === 2 ? 3 : 1)],
])("%s is no shift upwards", (_name, factor) => {
  for (const seed of SEEDS) expect(levelShift(need(factor, { seed }), dayOf)).toBeUndefined();
});

test("too few days tell nothing", () => {
  expect(
    levelShift(
      need((ago) => (ago < 3 ? 2 : 1), { days: 7 }),
      dayOf,
    ),
  ).toBeUndefined();
});

describe("growth that began lately", () => {
  const grown =
    (percent: number, since: number) =>
    (ago: number): number =>
      (1 + percent / 100) ** Math.max(0, since - ago);

  test.each([
    [5, 13, 0.1],
    [3, 18, 0.1],
    [2, 25, 0.03],
    [2, 60, 0.03],
  ])("of %i %% a day since %i days is seen, whatever the tier before it was measured by", (percent, since, noise) => {
    for (const seed of SEEDS) {
      const late = lateGrowth(need(grown(percent, since), { seed, noise }), dayOf);
      expect(late?.days).toBe(14);
      expect((late?.ratio ?? 0) / (1 + percent / 100) ** 13).toBeGreaterThan(0.85);
      expect((late?.perDay ?? 0) ** 30).toBeGreaterThan(1.5);
    }
  });

  test.each<[string, (daysAgo: number) => number]>([
    ["a level that stays", () => 1],
    ["growth by half in 90 days", (ago) => 1 + (90 - ago) / 180],
    ["twice the level since five days", (ago) => (ago < 5 ? 2 : 1)],
    ["twice the level since ten days", (ago) => (ago < 10 ? 2 : 1)],
    ["twice the level since fourteen days", (ago) => (ago < 14 ? 2 : 1)],
    ["a month's end of three days, today the last", (ago) => (ago < 3 ? 2.5 : 1)],
    ["a fortnight of holidays that ended two days ago", (ago) => (ago >= 2 && ago < 16 ? 0.4 : 1)],
    ["five percent a day down", (ago) => 1.05 ** Math.min(13, ago)],
    ["a run-up to twice as much at every month's end, today one", (ago) => 1 + ((89 - ago) % 30) / 29],
    ["such a run-up, today five days before the month's end", (ago) => 1 + ((84 - ago + 30) % 30) / 29],
  ])("%s is none", (_name, factor) => {
    for (const seed of SEEDS) expect(lateGrowth(need(factor, { seed }), dayOf)).toBeUndefined();
  });

  test.each<[string, (daysAgo: number) => number]>([
    ["three days of three times as much a month ago", (ago) => (ago >= 30 && ago < 33 ? 3 : grown(5, 13)(ago))],
    [
      "a run-up to three quarters of that, come down again",
      (ago) => (ago >= 30 && ago < 43 ? 1.75 ** ((43 - ago) / 13) * 0.8 : grown(6, 14)(ago)),
    ],
    [
      "a run-up to twice as much that came down, at another time of the month",
      (ago) => (ago >= 40 && ago < 54 ? 2 ** ((54 - ago) / 14) : grown(5, 13)(ago)),
    ],
    ["a run-up as steep that did not come down", (ago) => grown(5, 13)(ago) * grown(5, 13)(Math.max(0, ago - 30))],
  ])("is growth after %s too", (_name, factor) => {
    for (const seed of SEEDS) expect(lateGrowth(need(factor, { seed, noise: 0.03 }), dayOf)).toBeDefined();
  });

  test("of what is stopped at weekends is seen, though nothing is known of them", () => {
    for (const seed of SEEDS) {
      const known = need(grown(4, 14), { seed, noise: 0.05 }).map(({ grid, values }) => ({
        grid,
        values: values.map((value, i) => (((dayOf(grid.startEpoch + i * grid.periodSeconds) + 4) % 7) % 6 === 0 ? Number.NaN : value)),
      }));
      const late = lateGrowth(known, dayOf);
      expect(late?.days).toBeGreaterThanOrEqual(12);
      expect(late?.perDay).toBeCloseTo(1.04, 1);
    }
  });

  test("too few days of minutes tell nothing", () => {
    expect(lateGrowth(need(grown(5, 13), { days: 12 }), dayOf)).toBeUndefined();
  });
});

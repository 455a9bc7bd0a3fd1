import { levelShift } from "../../../optimizer/evidence";
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

import fc from "fast-check";
import { expectedDuration, optimalInterval, poissonUpper, seededRandom } from "../../../optimizer/statistics";

describe("the best interval between checkpoints", () => {
  test("is Young's root with Daly's higher order terms", () => {
    expect(optimalInterval({ checkpoint: 2, meanBetween: 400 })).toBeCloseTo(40 * (1 + 0.05 / 3 + 0.0025 / 9) - 2, 9);
  });

  test.each([
    ["is the mean time between interruptions where a checkpoint costs twice that", 20, 10],
    ["is nearly so where it costs a hair less", 19.999, 10 * 2 * (1 + 1 / 3 + 1 / 9) - 20],
  ])("%s", (_name, checkpoint, interval) => {
    expect(optimalInterval({ checkpoint, meanBetween: 10 })).toBeCloseTo(interval, 2);
  });

  test("is never where nothing interrupts", () => {
    expect(optimalInterval({ checkpoint: 2, meanBetween: Number.POSITIVE_INFINITY })).toBe(Number.POSITIVE_INFINITY);
  });

  test("no other interval makes a run much shorter", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        fc.double({ min: 30, max: 5_000, noNaN: true }),
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        (checkpoint, meanBetween, factor) => {
          const at = (interval: number) => expectedDuration(10_000, { checkpoint, meanBetween, interval, restart: 5 });
          const best = optimalInterval({ checkpoint, meanBetween });
          expect(at(best)).toBeLessThanOrEqual(at(best * factor) * 1.01);
        },
      ),
    );
  });
});

/** Plays one run: work in stretches with a checkpoint after each, interruptions at any moment, restarts that may be interrupted themselves. */
function played(random: () => number, work: number, interval: number, checkpoint: number, restart: number, meanBetween: number): number {
  const next = (): number => -Math.log(1 - random()) * meanBetween;
  let time = 0;
  let until = next();
  for (let done = 0; done < work; ) {
    const stretch = Math.min(interval, work - done) + checkpoint;
    let left = stretch;
    while (until < left) {
      time += until;
      until = next();
      left = restart + stretch;
    }
    until -= left;
    time += left;
    done += interval;
  }
  return time;
}

describe("how long a run is expected to take", () => {
  test("without interruptions is its work and its checkpoints", () => {
    const calm = { checkpoint: 2, meanBetween: Number.POSITIVE_INFINITY, restart: 30 };
    expect(expectedDuration(240, { ...calm, interval: 40 })).toBeCloseTo(252, 9);
    expect(expectedDuration(240, { ...calm, interval: 500 })).toBe(242);
    expect(expectedDuration(0, { ...calm, interval: 40 })).toBe(0);
  });

  test.each([
    [240, 40, 2, 30, 400],
    [240, 15, 2, 30, 120],
    [600, 60, 5, 10, 200],
  ])("%d minutes of work in stretches of %d, as runs that are played show", (work, interval, checkpoint, restart, meanBetween) => {
    const random = seededRandom(11);
    const runs = Array.from({ length: 20_000 }, () => played(random, work, interval, checkpoint, restart, meanBetween));
    const mean = runs.reduce((sum, run) => sum + run, 0) / runs.length;
    const expected = expectedDuration(work, { checkpoint, interval, restart, meanBetween });
    expect(Math.abs(expected / mean - 1)).toBeLessThan(0.01);
  });
});

// Garwood (1936), one-sided.
test.each([
  [0, 0.95, 2.9957],
  [1, 0.95, 4.7439],
  [3, 0.95, 7.7537],
  [10, 0.95, 16.9622],
  [0, 0.5, Math.LN2],
])("of %d events the mean is at most so at a confidence of %d", (count, confidence, upper) => {
  expect(poissonUpper(count, confidence)).toBeCloseTo(upper, 4);
});

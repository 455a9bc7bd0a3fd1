import fc from "fast-check";
import { cleanMetric, cleanPoints } from "../../../../optimizer/telemetry/snapshot";

const anyValue = fc.oneof(fc.double({ noNaN: true }), fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY));
const anyPoints = fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), anyValue), { maxLength: 60 });

const clean = (points: readonly (readonly [number, number])[], statistic: "Maximum" | "Minimum" | "Average" = "Maximum") =>
  cleanPoints(
    points.map(([time]) => time),
    points.map(([, value]) => value),
    statistic,
  );

describe("cleaning points", () => {
  it("accounts for every point: kept, given twice, or not finite", () => {
    fc.assert(
      fc.property(anyPoints, (given) => {
        const { points, dropped } = clean(given);
        expect(points.times.length + dropped.duplicate + dropped.notFinite).toBe(given.length);
      }),
    );
  });

  it("gives times in ascending order, each once, with the greatest value that was given for it", () => {
    fc.assert(
      fc.property(anyPoints, (given) => {
        const { points } = clean(given);
        const finite = given.filter(([, value]) => Number.isFinite(value));
        const times = [...new Set(finite.map(([time]) => time))].sort((a, b) => a - b);
        expect([...points.times]).toEqual(times);
        expect([...points.values]).toEqual(times.map((time) => Math.max(...finite.filter(([t]) => t === time).map(([, value]) => value))));
      }),
    );
  });

  it("does not depend on the order of arrival", () => {
    fc.assert(
      fc.property(anyPoints, fc.array(fc.nat(), { minLength: 60, maxLength: 60 }), (given, keys) => {
        const shuffled = given.map((point, i) => ({ point, key: keys[i] ?? 0 })).sort((a, b) => a.key - b.key);
        expect(clean(shuffled.map(({ point }) => point)).points).toEqual(clean(given).points);
      }),
    );
  });

  it("keeps the least of two values where the statistic is a minimum", () => {
    const { points } = clean([[0, 3], [0, 1], [0, 2]], "Minimum"); // biome-ignore format: a table
    expect([...points.values]).toEqual([1]);
  });

  it("leaves out what no metric can be: a counter that was set back is counted, and nothing else is touched", () => {
    const given = { times: [0, 60, 120, 180], values: [5, -3, 0, -0.5] };
    const { points, dropped } = cleanMetric(given.times, given.values, "Sum");
    expect([[...points.times], [...points.values]]).toEqual([[0, 120], [5, 0]]); // biome-ignore format: a table
    expect(dropped).toEqual({ duplicate: 0, outOfOrder: 0, notFinite: 0, negative: 2 });
    expect(cleanMetric([0, 60], [1, 0], "Sum").dropped).toEqual({ duplicate: 0, outOfOrder: 0, notFinite: 0 });
  });

  it("counts points that come after a later one", () => {
    const given = [[0, 1], [120, 1], [60, 1], [180, 1], [60, 1]] as const; // biome-ignore format: a table
    expect(clean(given).dropped).toEqual({ duplicate: 1, outOfOrder: 2, notFinite: 0 });
  });
});

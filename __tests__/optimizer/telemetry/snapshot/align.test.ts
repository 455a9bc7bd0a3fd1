import fc from "fast-check";
import type { MetricEntry, Statistic } from "../../../../contract";
import { cleanPoints, type TierGrid } from "../../../../optimizer/telemetry/snapshot";
import { alignPoints, canonicalFactor, coverageOf, markAlive, zeroFill } from "../../../../optimizer/telemetry/snapshot/align";

const entry = (more: Partial<MetricEntry>): MetricEntry => ({
  name: "m",
  scope: "node",
  namespace: "N",
  metricName: "M",
  statistics: ["Average"],
  awsUnit: "Count",
  scale: 1,
  unit: "count",
  cadenceSeconds: 60,
  absence: "missing",
  source: "",
  ...more,
});

const grid: TierGrid = { periodSeconds: 300, startEpoch: 3_000, length: 12 };

describe("the factor to the canonical unit", () => {
  const percent = entry({ scale: 0.01, unit: "fraction" });
  const bytesPerInterval = entry({ perInterval: true, unit: "bytes-per-second" });
  const perFiveMinutes = entry({ perInterval: true, cadenceSeconds: 300, unit: "count-per-second" });
  it.each([
    ["a percentage becomes a fraction", percent, "Average", 3600, 0.01],
    ["a sum is divided by the period asked for", bytesPerInterval, "Sum", 3600, 1 / 3600],
    ["an average is of the published interval, whatever the period", bytesPerInterval, "Average", 3600, 1 / 60],
    ["so is a maximum", bytesPerInterval, "Maximum", 300, 1 / 60],
    ["which may be five minutes", perFiveMinutes, "Average", 60, 1 / 300],
    ["a count of samples has no unit to convert", percent, "SampleCount", 60, 1],
  ] as const)("%s", (_rule, metric, statistic, period, factor) => {
    expect(canonicalFactor(metric, statistic, period)).toBeCloseTo(factor, 12);
  });
});

describe("alignment", () => {
  const anyTimes = fc.uniqueArray(fc.integer({ min: 2_000, max: 7_500 }), { maxLength: 80 });
  const aligned = (times: readonly number[], statistic: Statistic) => {
    const { points } = cleanPoints(
      times,
      times.map((time) => time % 97),
      statistic,
    );
    return { points, values: alignPoints(points, grid, statistic, 1) };
  };
  const within = (time: number): boolean => time >= 3_000 && time < 6_600;
  const present = (values: Float64Array): readonly number[] => [...values].filter((value) => !Number.isNaN(value));

  it("conserves the sum of points within the grid, off its beat or on it", () => {
    fc.assert(
      fc.property(anyTimes, (times) => {
        const total = times.filter(within).reduce((sum, time) => sum + (time % 97), 0);
        expect(present(aligned(times, "Sum").values).reduce((sum, value) => sum + value, 0)).toBeCloseTo(total, 6);
      }),
    );
  });

  it("conserves the greatest and the least", () => {
    fc.assert(
      fc.property(anyTimes, (times) => {
        const inside = times.filter(within).map((time) => time % 97);
        expect(Math.max(...present(aligned(times, "Maximum").values))).toBe(Math.max(...inside));
        expect(Math.min(...present(aligned(times, "Minimum").values))).toBe(Math.min(...inside));
      }),
    );
  });

  it("averages averages that share a slot", () => {
    const { points } = cleanPoints([3_000, 3_100, 3_299, 3_300], [1, 2, 6, 10], "Average");
    expect([...alignPoints(points, grid, "Average", 1).slice(0, 3)]).toEqual([3, 10, Number.NaN]);
  });
});

describe("coverage", () => {
  const half = Float64Array.from({ length: 12 }, (_, i) => (i < 6 ? 1 : Number.NaN));
  const everyFifthMinute = Float64Array.from({ length: 60 }, (_, i) => (i % 5 === 0 ? 1 : Number.NaN));
  const minutes: TierGrid = { periodSeconds: 60, startEpoch: 0, length: 60 };
  it.each([
    ["half of the points", half, grid, 60, 0.5],
    ["all that a five-minute metric can have in a one-minute tier", everyFifthMinute, minutes, 300, 1],
    ["a fifth of what a one-minute metric should have", everyFifthMinute, minutes, 60, 0.2],
    ["none", new Float64Array(12).fill(Number.NaN), grid, 60, 0],
  ])("of %s", (_what, values, tier, cadence, coverage) => {
    expect(coverageOf(values, tier, cadence)).toBe(coverage);
  });
});

describe("no point of a metric that counts events", () => {
  it("means zero where the component's gauges show that it was alive, and nothing where they do not", () => {
    const gauge = Float64Array.from([1, Number.NaN, 1, Number.NaN]);
    const events = Float64Array.from([Number.NaN, 7, Number.NaN, Number.NaN]);
    const alive = new Uint8Array(4);
    markAlive(alive, gauge, { periodSeconds: 60, startEpoch: 0, length: 4 }, 60);
    zeroFill(events, alive);
    expect([...events]).toEqual([0, 7, 0, Number.NaN]);
  });

  it("is spoken for by a five-minute gauge until its next point is due", () => {
    const gauge = Float64Array.from({ length: 12 }, (_, i) => (i === 2 ? 1 : Number.NaN));
    const alive = new Uint8Array(12);
    markAlive(alive, gauge, { periodSeconds: 60, startEpoch: 0, length: 12 }, 300);
    expect([...alive]).toEqual([0, 0, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0]);
  });
});

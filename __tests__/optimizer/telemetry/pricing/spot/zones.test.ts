import fc from "fast-check";
import { type SpotPoint, spotZones } from "../../../../../optimizer/telemetry/pricing/spot/zones";

const SPAN = { startEpoch: 1_000, endEpoch: 2_000 };
const at = (epoch: number, usdPerHour: number, zone = "us-east-1a"): SpotPoint => ({ zone, epoch, usdPerHour });

describe("a zone's price over a span", () => {
  test.each([
    ["that never changed", [at(500, 0.4)], { medianUsd: 0.4, maxUsd: 0.4, changes: 0, knownSeconds: 1_000 }],
    [
      "is weighted by time, not by how often it was told",
      [at(1_000, 0.9), at(1_100, 0.8), at(1_200, 0.7), at(1_300, 0.3)],
      { medianUsd: 0.3, maxUsd: 0.9, changes: 3, knownSeconds: 1_000 },
    ],
    ["half and half is the lower one", [at(1_000, 0.5), at(1_500, 0.6)], { medianUsd: 0.5, maxUsd: 0.6, changes: 1, knownSeconds: 1_000 }],
    ["just over half", [at(1_000, 0.5), at(1_499, 0.6)], { medianUsd: 0.6, maxUsd: 0.6, changes: 1, knownSeconds: 1_000 }],
    [
      "begins with the last one before it; what that took the place of counts for nothing",
      [at(100, 9), at(900, 0.4), at(1_600, 0.5)],
      { medianUsd: 0.4, maxUsd: 0.5, changes: 1, knownSeconds: 1_000 },
    ],
    [
      "ends with it; what came later counts for nothing",
      [at(900, 0.4), at(2_000, 9), at(2_500, 9)],
      { medianUsd: 0.4, maxUsd: 0.4, changes: 0, knownSeconds: 1_000 },
    ],
    ["is not known before its first one", [at(1_800, 0.4)], { medianUsd: 0.4, maxUsd: 0.4, changes: 0, knownSeconds: 200 }],
    [
      "told again is no change",
      [at(900, 0.4), at(1_100, 0.4), at(1_200, 0.5), at(1_300, 0.5)],
      { medianUsd: 0.5, maxUsd: 0.5, changes: 1, knownSeconds: 1_000 },
    ],
    [
      "that went and came back changed twice",
      [at(900, 0.4), at(1_100, 0.5), at(1_200, 0.4)],
      { medianUsd: 0.4, maxUsd: 0.5, changes: 2, knownSeconds: 1_000 },
    ],
    [
      "told twice for one moment is the higher one",
      [at(1_000, 0.7), at(1_000, 0.4)],
      { medianUsd: 0.7, maxUsd: 0.7, changes: 0, knownSeconds: 1_000 },
    ],
  ] as const)("%s", (_name, points, expected) => {
    expect(spotZones(points, SPAN)).toEqual([{ zone: "us-east-1a", ...expected }]);
    expect(spotZones([...points].reverse(), SPAN)).toEqual([{ zone: "us-east-1a", ...expected }]);
  });

  test("zones stand apart, and one without a price in the span is left out", () => {
    const points = [at(900, 0.6, "us-east-1c"), at(900, 0.4), at(2_100, 0.5, "us-east-1b")];
    expect(spotZones(points, SPAN).map(({ zone, maxUsd }) => [zone, maxUsd])).toEqual([
      ["us-east-1a", 0.4],
      ["us-east-1c", 0.6],
    ]);
  });

  test("agrees with a look at every second", () => {
    const anyPoints = fc.uniqueArray(fc.record({ epoch: fc.integer({ min: 0, max: 60 }), usdPerHour: fc.integer({ min: 1, max: 5 }) }), {
      selector: ({ epoch }) => epoch,
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(anyPoints, (points) => {
        const span = { startEpoch: 20, endEpoch: 40 };
        const seconds = Array.from({ length: 20 }, (_, i) => 20 + i).flatMap((second) => {
          const [latest] = points.filter(({ epoch }) => epoch <= second).sort((a, b) => b.epoch - a.epoch);
          return latest === undefined ? [] : [latest.usdPerHour];
        });
        const sorted = [...seconds].sort((a, b) => a - b);
        const expected = {
          zone: "a",
          medianUsd: sorted[Math.ceil(sorted.length / 2) - 1],
          maxUsd: sorted.at(-1),
          changes: seconds.filter((usd, i) => i > 0 && usd !== seconds[i - 1]).length,
          knownSeconds: seconds.length,
        };
        expect(
          spotZones(
            points.map((point) => ({ zone: "a", ...point })),
            span,
          ),
        ).toEqual(seconds.length === 0 ? [] : [expected]);
      }),
    );
  });
});

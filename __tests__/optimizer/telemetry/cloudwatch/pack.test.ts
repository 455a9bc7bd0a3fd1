import fc from "fast-check";
import { RefusedError } from "../../../../contract";
import { estimate, refuseAbove } from "../../../../optimizer/telemetry/cloudwatch/estimate";
import { EXTRA_METRICS_SHARE, MAX_POINTS_PER_CALL, MAX_QUERIES_PER_CALL } from "../../../../optimizer/telemetry/cloudwatch/limits";
import { type MetricRequest, packRequests } from "../../../../optimizer/telemetry/cloudwatch/pack";
import { bestSplit, callsOf, seriesToCut } from "../../../../optimizer/telemetry/cloudwatch/split";
import { stitchedWindow } from "../../../../optimizer/telemetry/cloudwatch/tiers";
import { type PlannedSeries, plannedSeries } from "../../../../optimizer/telemetry/series";
import type { TierGrid } from "../../../../optimizer/telemetry/snapshot";
import { smallContract } from "../support/contract";

const manySeries = (count: number, regions: readonly string[]): readonly PlannedSeries[] => {
  const templates = plannedSeries(smallContract).slice(0, 1);
  return Array.from({ length: count }, (_, i) => i).flatMap((i) =>
    templates.map((template) => ({ ...template, id: `s${i}`, region: regions[i % regions.length] ?? "us-east-1" })),
  );
};

const packAll = (series: readonly PlannedSeries[], tiers: readonly TierGrid[]): readonly MetricRequest[] =>
  packRequests(series.flatMap((each) => tiers.map((grid) => ({ series: each, grid }))));

const anyRequests = fc
  .record({
    count: fc.integer({ min: 1, max: 1200 }),
    days: fc.integer({ min: 1, max: 455 }),
    regions: fc.constantFrom(["us-east-1"], ["us-east-1", "eu-west-1"], ["us-east-1", "us-west-2", "eu-west-1"]),
  })
  .map(({ count, days, regions }) => {
    const series = manySeries(count, regions);
    const { tiers } = stitchedWindow(1_790_000_000, days);
    return { series, tiers, requests: packAll(series, tiers) };
  });

describe("packing into calls", () => {
  it("asks for every point of every series exactly once", () => {
    fc.assert(
      fc.property(anyRequests, ({ series, tiers, requests }) => {
        const asked = new Map<string, number>();
        for (const { grid, series: packed } of requests) {
          for (const { id } of packed)
            asked.set(`${id} ${grid.periodSeconds}`, (asked.get(`${id} ${grid.periodSeconds}`) ?? 0) + grid.length);
        }
        expect(asked.size).toBe(series.length * tiers.length);
        const wrong = tiers.flatMap(({ periodSeconds, length }) =>
          series.filter(({ id }) => asked.get(`${id} ${periodSeconds}`) !== length),
        );
        expect(wrong).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it("stays within 500 queries and 100,800 points, and within one region", () => {
    fc.assert(
      fc.property(anyRequests, ({ requests }) => {
        expect(Math.max(...requests.map(({ series }) => series.length))).toBeLessThanOrEqual(MAX_QUERIES_PER_CALL);
        expect(Math.max(...requests.map(({ series, grid }) => series.length * grid.length))).toBeLessThanOrEqual(MAX_POINTS_PER_CALL);
        expect(requests.every(({ series, region }) => series.every((one) => one.region === region))).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it("bills a twentieth more than each series once per tier, and needs as few calls as that allows", () => {
    const series = manySeries(2500, ["us-east-1"]);
    const { tiers } = stitchedWindow(1_790_000_000, 90);
    const { calls, metrics } = estimate(packAll(series, tiers));
    const minimal = series.length * tiers.length;
    expect(metrics).toBeLessThanOrEqual(minimal * (1 + EXTRA_METRICS_SHARE));
    // Whole series leave the more room in a call the worse their length divides it; cut ones leave none at best.
    const cut = Math.floor(minimal * EXTRA_METRICS_SHARE);
    const wholeCalls = ({ length }: TierGrid, count: number): number => count / Math.floor(MAX_POINTS_PER_CALL / length);
    const least = tiers.reduce(
      (sum, grid) =>
        sum +
        (grid.periodSeconds === 60
          ? wholeCalls(grid, series.length - cut) + (cut * grid.length) / MAX_POINTS_PER_CALL
          : wholeCalls(grid, series.length)),
      0,
    );
    expect(calls / least).toBeLessThan(1.01);
  });

  it("cuts a span in two where both kinds of pieces fill calls", () => {
    expect(bestSplit(21_600)).toEqual({ first: 14_400, firstPerCall: 7, secondPerCall: 14 });
    expect(bestSplit(1440)).toBeUndefined();
    const series = manySeries(1400, ["us-east-1"]);
    const grid = { periodSeconds: 60, startEpoch: 0, length: 21_600 } as const;
    const all = packRequests(
      series.map((each) => ({ series: each, grid })),
      1,
    );
    expect(estimate(all)).toMatchObject({ calls: 300, metrics: 2800 });
    expect(all.every(({ series: { length }, grid: span }) => length * span.length === MAX_POINTS_PER_CALL)).toBe(true);
  });

  it("spends what may be billed where it saves most calls", () => {
    const groups = [
      { series: 100, points: 25_000 },
      { series: 100, points: 21_600 },
    ].map((group) => ({ ...group, split: bestSplit(group.points) }));
    const [little, much] = seriesToCut(groups, 28);
    expect(little).toBeLessThan(much ?? 0);
    expect((little ?? 0) + (much ?? 0)).toBeLessThanOrEqual(28);
  });

  it("never takes more calls for being allowed to bill more", () => {
    const group = fc.record({ series: fc.integer({ min: 1, max: 300 }), points: fc.integer({ min: 1, max: MAX_POINTS_PER_CALL }) });
    fc.assert(
      fc.property(fc.array(group, { minLength: 1, maxLength: 4 }), fc.integer({ min: 0, max: 400 }), (sizes, extra) => {
        const groups = sizes.map((each) => ({ ...each, split: bestSplit(each.points) }));
        const cuts = seriesToCut(groups, extra);
        expect(cuts.reduce((sum, cut) => sum + cut, 0)).toBeLessThanOrEqual(extra);
        groups.forEach((each, i) => {
          expect(cuts[i]).toBeLessThanOrEqual(each.series);
          expect(callsOf(each, each.split, cuts[i] ?? 0)).toBeLessThanOrEqual(callsOf(each, each.split, 0));
        });
      }),
    );
  });

  it("cuts a span that is too long even for one series", () => {
    const grid = { periodSeconds: 60, startEpoch: 0, length: 250_000 } as const;
    const requests = packAll(manySeries(1, ["us-east-1"]), [grid]);
    expect(requests.map((request) => [request.grid.startEpoch, request.grid.length])).toEqual([
      [0, 100_800],
      [6_048_000, 100_800],
      [12_096_000, 48_400],
    ]);
  });
});

describe("the cost of a collection", () => {
  it("is refused above what is allowed, with the flag that allows it", () => {
    const cost = estimate(packAll(manySeries(1200, ["us-east-1"]), stitchedWindow(1_790_000_000, 90).tiers));
    expect(() => refuseAbove(cost, 0.04)).not.toThrow();
    expect(() => refuseAbove(cost, 0.03)).toThrow(RefusedError);
    expect(() => refuseAbove(cost, 0.03)).toThrow(expect.objectContaining({ hint: expect.stringContaining("--max-api-cost 0.04") }));
  });
});

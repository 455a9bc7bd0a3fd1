import fc from "fast-check";
import { RefusedError } from "../../../../contract";
import { estimate, refuseAbove } from "../../../../optimizer/telemetry/cloudwatch/estimate";
import { MAX_POINTS_PER_CALL, MAX_QUERIES_PER_CALL } from "../../../../optimizer/telemetry/cloudwatch/limits";
import { packRequests } from "../../../../optimizer/telemetry/cloudwatch/pack";
import { stitchedWindow } from "../../../../optimizer/telemetry/cloudwatch/tiers";
import { type PlannedSeries, plannedSeries } from "../../../../optimizer/telemetry/series";
import { smallContract } from "../support/contract";

const manySeries = (count: number, regions: readonly string[]): readonly PlannedSeries[] => {
  const templates = plannedSeries(smallContract).slice(0, 1);
  return Array.from({ length: count }, (_, i) => i).flatMap((i) =>
    templates.map((template) => ({ ...template, id: `s${i}`, region: regions[i % regions.length] ?? "us-east-1" })),
  );
};

const anyRequests = fc
  .record({
    count: fc.integer({ min: 1, max: 1200 }),
    days: fc.integer({ min: 1, max: 455 }),
    regions: fc.constantFrom(["us-east-1"], ["us-east-1", "eu-west-1"], ["us-east-1", "us-west-2", "eu-west-1"]),
  })
  .map(({ count, days, regions }) => {
    const series = manySeries(count, regions);
    const { tiers } = stitchedWindow(1_790_000_000, days);
    return { series, tiers, requests: packRequests(series, tiers) };
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

  it("bills each series once per tier, and needs few calls more than its points", () => {
    const series = manySeries(1400, ["us-east-1"]);
    const { tiers } = stitchedWindow(1_790_000_000, 90);
    const { calls, metrics, points, usd } = estimate(packRequests(series, tiers));
    expect(metrics).toBe(series.length * tiers.length);
    expect(calls / (points / MAX_POINTS_PER_CALL)).toBeLessThan(1.2);
    expect(usd).toBeCloseTo(0.042);
  });

  it("cuts a span that is too long even for one series", () => {
    const grid = { periodSeconds: 60, startEpoch: 0, length: 250_000 } as const;
    const requests = packRequests(manySeries(1, ["us-east-1"]), [grid]);
    expect(requests.map((request) => [request.grid.startEpoch, request.grid.length])).toEqual([
      [0, 100_800],
      [6_048_000, 100_800],
      [12_096_000, 48_400],
    ]);
  });
});

describe("the cost of a collection", () => {
  it("is refused above what is allowed, with the flag that allows it", () => {
    const cost = estimate(packRequests(manySeries(1200, ["us-east-1"]), stitchedWindow(1_790_000_000, 90).tiers));
    expect(() => refuseAbove(cost, 0.036)).not.toThrow();
    expect(() => refuseAbove(cost, 0.03)).toThrow(RefusedError);
    expect(() => refuseAbove(cost, 0.03)).toThrow(expect.objectContaining({ hint: expect.stringContaining("--max-api-cost 0.04") }));
  });
});

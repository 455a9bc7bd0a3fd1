import fc from "fast-check";
import { at, DAY, getMetricData, HOUR, nowEpoch, query, simulate } from "./client";

let running: Awaited<ReturnType<typeof simulate>>;
beforeAll(async () => {
  running = await simulate();
});
afterAll(() => running.close());

const SERIES = [
  "order_service/a/cpu",
  "order_service/service/latency",
  "order_service/service/requests",
  "database/writer/connections",
  "database/cluster/volume_write_iops",
  "cache/0003-002/hits",
  "trades/table/consumed_writes",
  "orders/ByStatus/provisioned_reads",
  "accelerator/b/item_misses",
];
const STATISTICS = ["Average", "Maximum", "Minimum", "Sum", "SampleCount"] as const;
/** Values are served to four places. */
const ROUNDING = 1e-4;
/** An hour that all tiers still hold; of few days, since each has to be made once. */
const hours = fc.integer({ min: 1, max: 3 * 24 }).map((back) => Math.floor(nowEpoch / HOUR) * HOUR - back * HOUR);

const read = async (series: string, hour: number, period: number) => {
  const { results } = await getMetricData(running.cloudWatch, {
    MetricDataQueries: STATISTICS.map((statistic) => query(series, statistic, period, statistic.toLowerCase())),
    StartTime: at(hour),
    EndTime: at(hour + HOUR),
    ScanBy: "TimestampAscending",
  });
  return (statistic: (typeof STATISTICS)[number]): readonly number[] => results.get(statistic.toLowerCase())?.Values ?? [];
};
const sum = (list: readonly number[]): number => list.reduce((total, value) => total + value, 0);
const closeTo = (actual: number | undefined, expected: number, parts: number): void =>
  expect(Math.abs((actual ?? Number.NaN) - expected)).toBeLessThanOrEqual(ROUNDING * parts + 1e-9 * Math.abs(expected));

describe.each([300, 900, 3600])("a period of %i s agrees with its minutes", (period) => {
  it("Maximum, Minimum, Sum and SampleCount are theirs, Average is weighted with their samples", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...SERIES), hours, async (series, hour) => {
        const minutes = await read(series, hour, 60);
        const coarse = await read(series, hour, period);
        expect(Math.max(...coarse("Maximum"))).toBe(Math.max(...minutes("Maximum")));
        expect(Math.min(...coarse("Minimum"))).toBe(Math.min(...minutes("Minimum")));
        expect(sum(coarse("SampleCount"))).toBe(sum(minutes("SampleCount")));
        closeTo(sum(coarse("Sum")), sum(minutes("Sum")), 60);
        const weighted = sum(coarse("Average").map((value, i) => value * (coarse("SampleCount")[i] ?? 0)));
        closeTo(weighted, sum(minutes("Sum")), sum(minutes("SampleCount")));
      }),
      { numRuns: 8 },
    );
  });
});

it("percentiles rise with their share and stay between Minimum and Maximum", async () => {
  await fc.assert(
    fc.asyncProperty(hours, fc.constantFrom(60, 300, 3600), async (hour, period) => {
      const shares = ["p1", "p50", "p95", "p99", "p99.9"];
      const { results } = await getMetricData(running.cloudWatch, {
        MetricDataQueries: ["Minimum", ...shares, "Maximum"].map((statistic, i) =>
          query("order_service/service/latency", statistic, period, `q${i}`),
        ),
        StartTime: at(hour),
        EndTime: at(hour + period),
      });
      const inOrder = Array.from({ length: shares.length + 2 }, (_, i) => results.get(`q${i}`)?.Values?.[0] ?? Number.NaN);
      expect(inOrder).toEqual([...inOrder].sort((a, b) => a - b));
    }),
    { numRuns: 8 },
  );
});

it("a percentile of an hour lies between the least and the greatest of its minutes' percentiles", async () => {
  const hour = Math.floor(nowEpoch / HOUR) * HOUR - 10 * HOUR;
  const ask = async (period: number) =>
    (
      await getMetricData(running.cloudWatch, {
        MetricDataQueries: [query("order_service/service/latency", "p99", period)],
        StartTime: at(hour),
        EndTime: at(hour + HOUR),
      })
    ).results.get("q")?.Values ?? [];
  const minutes = await ask(60);
  const [whole] = await ask(3600);
  expect(whole).toBeGreaterThan(Math.min(...minutes));
  expect(whole).toBeLessThan(Math.max(...minutes));
});

it("the oldest hours, which only one tier holds, are there as well", async () => {
  const minutes = await read("order_service/a/cpu", Math.floor(nowEpoch / HOUR) * HOUR - 400 * DAY, 3600);
  expect(minutes("Average")).toHaveLength(1);
});

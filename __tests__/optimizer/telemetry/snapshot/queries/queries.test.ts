import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defaultsOf } from "../../../../../contract";
import { byDay, localDays } from "../../../../../optimizer/evidence";
import { largest, mean, quantile, seededRandom } from "../../../../../optimizer/statistics";
import { NOTHING_DROPPED, SnapshotDraft, type TierPeriod, tierGrid } from "../../../../../optimizer/telemetry";
import { coverage, dailyPeaks, hourOfWeek, MetricsDatabase, quantiles } from "../../../../../optimizer/telemetry/snapshot/queries";
import { smallContract } from "../../support/contract";

const HOUR = 3_600;
const DAY = 24 * HOUR;
const END = Date.UTC(2026, 10, 12) / 1000;
/** Over the end of daylight saving time in New York, 2026-11-01. */
const START = END - 20 * DAY;
/** A gauge and a sum. */
const IDS = ["cache/0001-001/engine_cpu/Average", "cache/0001-001/hits/Sum"];
const TIERS = [tierGrid(300, START, END - 2 * DAY), tierGrid(60, END - 2 * DAY, END)];

/** Every seventh point is missing. */
const pointsOf = (series: number, grid: (typeof TIERS)[number]) => {
  const random = seededRandom(series * 10 + grid.periodSeconds);
  const times = Array.from({ length: grid.length }, (_, i) => grid.startEpoch + i * grid.periodSeconds).filter((_, i) => i % 7 !== 0);
  return { times: Float64Array.from(times), values: Float64Array.from(times, () => random() * 100) };
};

describe("a query over a snapshot gives what the statistics of the optimizer give", () => {
  let root = "";
  let database: MetricsDatabase;

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), "trimtab-it's-"));
    const draft = await SnapshotDraft.begin(root, "trading", IDS);
    IDS.forEach((id, series) => {
      draft.add(
        id,
        TIERS.map((grid) => ({ periodSeconds: grid.periodSeconds, points: pointsOf(series, grid) })),
        NOTHING_DROPPED,
      );
    });
    const { directory } = await draft.commit({
      contract: smallContract,
      source: "csv",
      startEpoch: START,
      endEpoch: END,
      tiers: TIERS,
      current: defaultsOf(smallContract.components),
      capacity: [],
      prices: { prices: [], unpriced: [] },
      tags: {},
      pins: {},
    });
    database = await MetricsDatabase.open(directory);
  });

  afterAll(() => {
    database.close();
    rmSync(root, { recursive: true, force: true });
  });

  /** The points of a series on its grids, NaN where there is none: what rules and guards see, sums as rates. */
  const seen = (series: number) =>
    TIERS.map((grid) => {
      const values = new Float64Array(grid.length).fill(Number.NaN);
      const { times, values: stored } = pointsOf(series, grid);
      times.forEach((time, i) => {
        values[(time - grid.startEpoch) / grid.periodSeconds] =
          (stored[i] ?? Number.NaN) / (IDS[series]?.endsWith("/Sum") === true ? grid.periodSeconds : 1);
      });
      return { grid, values };
    });

  test("quantiles, exactly, in every tier", async () => {
    const shares = [0, 0.001, 0.5, 0.95, 0.99, 0.999, 1];
    const expected = IDS.flatMap((series, i) =>
      [...seen(i)].reverse().map(({ grid, values }) => ({
        series,
        periodSeconds: grid.periodSeconds as TierPeriod,
        values: shares.map((share) => quantile(values, share)),
      })),
    );
    expect(await quantiles(database, IDS, shares)).toEqual(expected);
  });

  test.each(["America/New_York", "UTC", "Asia/Tokyo"])("daily peaks in %s, exactly", async (timeZone) => {
    const expected = IDS.flatMap((series, i) =>
      byDay(seen(i), localDays(timeZone)).map(({ day, parts }) => ({
        series,
        day: new Date(day * DAY * 1000).toISOString().slice(0, 10),
        peak: largest(parts.map(({ values }) => largest(values))),
      })),
    );
    expect(await dailyPeaks(database, IDS, timeZone)).toEqual(expected);
  });

  test.each(["America/New_York", "UTC"])("the profile of a week by hours of the wall clock in %s", async (timeZone) => {
    const format = new Intl.DateTimeFormat("en-GB", { timeZone, weekday: "short", hour: "2-digit", hourCycle: "h23" });
    const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    const hourAt = (epoch: number): number => {
      const parts = new Map(format.formatToParts(new Date(epoch * 1000)).map(({ type, value }) => [type, value]));
      return weekdays.indexOf(parts.get("weekday") ?? "") * 24 + Number(parts.get("hour"));
    };
    const byHour = new Map<number, number[]>();
    for (const { grid, values } of seen(0)) {
      values.forEach((value, i) => {
        if (Number.isNaN(value)) return;
        const hour = hourAt(grid.startEpoch + i * grid.periodSeconds);
        byHour.set(hour, [...(byHour.get(hour) ?? []), value]);
      });
    }
    const profile = await hourOfWeek(database, IDS.slice(0, 1), timeZone);
    expect(profile.map(({ hour }) => hour)).toEqual(Array.from({ length: 168 }, (_, hour) => hour));
    for (const { hour, peak, mean: average, points } of profile) {
      const values = byHour.get(hour) ?? [];
      expect([peak, points]).toEqual([largest(values), values.length]);
      expect(average).toBeCloseTo(mean(values), 9);
    }
  });

  test("coverage: the points of every tier within the window", async () => {
    const from = START + 5 * DAY;
    const expected = IDS.flatMap((series, i) =>
      [...TIERS].reverse().map((grid) => {
        const times = pointsOf(i, grid).times.filter((time) => time >= from);
        const [points, intervals] = [times.length, times.length];
        return { series, periodSeconds: grid.periodSeconds, points, intervals, firstEpoch: times[0], lastEpoch: times.at(-1) };
      }),
    );
    expect(await coverage(database, from)).toEqual(expected);
  });
});

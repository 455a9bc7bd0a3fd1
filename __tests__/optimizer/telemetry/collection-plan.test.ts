import fc from "fast-check";
import { SECONDS_PER_DAY } from "../../../contract";
import type { TierGrid } from "../../../optimizer/telemetry";
import { endOf, MARGIN_SECONDS, stitchedWindow, type Window } from "../../../optimizer/telemetry/cloudwatch";
import { receivePoints } from "../../../optimizer/telemetry/cloudwatch/receive";
import { joinPoints, pointsWithin } from "../../../optimizer/telemetry/collection/points";
import { LATE_POINTS_SECONDS, settledGrids, stretchesOf, wantedGrids } from "../../../optimizer/telemetry/collection/stretches";
import { plannedSeries } from "../../../optimizer/telemetry/series";
import { smallContract } from "./support/contract";

const MINUTE = 60;
const KEPT_DAYS: Readonly<Record<number, number>> = { 60: 15, 300: 63, 3600: 455 };
const all = plannedSeries(smallContract);
const [plain] = all.filter(({ entry }) => entry.headroom === undefined);
const [headroom] = all.filter(({ entry, statistic }) => entry.headroom === statistic);

/** What happened in a minute: whole numbers, so that sums are exact. A tenth of the minutes has nothing. */
const truth = (minute: number): number | undefined => {
  const mixed = Math.imul(minute, 0x9e3779b1) >>> 8;
  return mixed % 10 === 0 ? undefined : mixed % 1000;
};

/** CloudWatch, by brute force: sums over periods, of those that it still keeps at a time. */
function answer(grid: TierGrid, atEpoch: number): { readonly times: number[]; readonly values: number[] } {
  const times: number[] = [];
  const values: number[] = [];
  for (let time = grid.startEpoch; time < endOf(grid); time += grid.periodSeconds) {
    if (time < atEpoch - (KEPT_DAYS[grid.periodSeconds] ?? 0) * SECONDS_PER_DAY) continue;
    let sum: number | undefined;
    for (let minute = time / MINUTE; minute < Math.min(time + grid.periodSeconds, atEpoch) / MINUTE; minute++) {
      const value = truth(minute);
      if (value !== undefined) sum = (sum ?? 0) + value;
    }
    if (sum === undefined) continue;
    times.push(time);
    values.push(sum);
  }
  return { times, values };
}

const read = (grid: TierGrid, atEpoch: number) => receivePoints([answer(grid, atEpoch)], grid, "Sum").points;

const manifestOf = (window: Window) => ({
  version: 2 as const,
  deployment: "trading",
  source: "simulator" as const,
  startEpoch: window.startEpoch,
  endEpoch: window.endEpoch,
  tiers: window.tiers,
  ...(window.longHistory === undefined ? {} : { longHistory: window.longHistory }),
  series: [],
  files: {},
  hash: "",
});

/** A first moment, and the same or another look-back some time later. */
const anyPair = fc.record({
  now: fc.integer({ min: 1_700_000_000, max: 1_900_000_000 }),
  later: fc.oneof(fc.integer({ min: 0, max: 7200 }), fc.integer({ min: 0, max: 20 * SECONDS_PER_DAY })),
  days: fc.integer({ min: 1, max: 100 }),
  laterDays: fc.integer({ min: 1, max: 100 }),
  longHistoryDays: fc.integer({ min: 90, max: 130 }),
  takenLate: fc.integer({ min: 0, max: MARGIN_SECONDS }),
  withHeadroom: fc.boolean(),
});

const required = <T>(value: T | undefined): T => {
  if (value === undefined) throw new TypeError("the catalog has one");
  return value;
};

describe("what is read and what is taken over", () => {
  it("are together every period that is wanted, each once, whatever was collected before", () => {
    fc.assert(
      fc.property(anyPair, ({ now, later, days, laterDays, longHistoryDays, withHeadroom }) => {
        const series = required(withHeadroom ? headroom : plain);
        const before = stitchedWindow(now, days, longHistoryDays);
        const wanted = wantedGrids(series, stitchedWindow(now + later, laterDays, longHistoryDays));
        const { read: toRead, copied } = stretchesOf(wanted, settledGrids(manifestOf(before), withHeadroom));
        for (const grid of wanted) {
          const parts = [...toRead, ...copied]
            .filter(({ periodSeconds }) => periodSeconds === grid.periodSeconds)
            .sort((a, b) => a.startEpoch - b.startEpoch);
          let border = grid.startEpoch;
          for (const part of parts) {
            expect(part.startEpoch).toBe(border);
            border = endOf(part);
          }
          expect(border).toBe(endOf(grid));
        }
        for (const copy of copied) expect(endOf(copy)).toBeLessThanOrEqual(before.endEpoch - LATE_POINTS_SECONDS);
      }),
    );
  });

  it("sum up to what happened, minute by minute: none twice and none lost, at every tier's border", () => {
    fc.assert(
      fc.property(anyPair, ({ now, later, days, laterDays, longHistoryDays, takenLate, withHeadroom }) => {
        const series = required(withHeadroom ? headroom : plain);
        const before = stitchedWindow(now, days, longHistoryDays);
        const window = stitchedWindow(now + later, laterDays, longHistoryDays);
        const stored = wantedGrids(series, before).map((grid) => ({ grid, points: read(grid, now + takenLate) }));
        const wanted = wantedGrids(series, window);
        const { read: toRead, copied } = stretchesOf(wanted, settledGrids(manifestOf(before), withHeadroom));
        const taken = copied.map((grid) => ({
          grid,
          points: pointsWithin(required(stored.find((each) => each.grid.periodSeconds === grid.periodSeconds)).points, grid),
        }));
        const fresh = toRead.map((grid) => ({ grid, points: read(grid, now + later + takenLate) }));
        const rows = joinPoints([...taken, ...fresh].map(({ points }) => points));
        let expected = 0;
        const end = endOf(required(wanted.at(-1)));
        for (let minute = required(wanted[0]).startEpoch / MINUTE; minute < end / MINUTE; minute++) expected += truth(minute) ?? 0;
        expect(rows.values.reduce((sum, value) => sum + value, 0)).toBe(expected);
      }),
      { numRuns: 25 },
    );
  });
});

describe("the long history", () => {
  it.each([30, 62, 64, 90])("ends where a window of %i days begins, and is asked for by headroom series only", (days) => {
    const window = stitchedWindow(1_790_000_000, days);
    expect(window.longHistory && endOf(window.longHistory)).toBe(window.startEpoch);
    expect(wantedGrids(required(plain), window)).toEqual(window.tiers);
    const grids = wantedGrids(required(headroom), window);
    // Hours of the window and from before it are one span: each is billed.
    expect(grids.map(({ periodSeconds }) => periodSeconds)).toEqual([3600, 300, 60]);
    expect(1_790_000_000 - required(grids[0]).startEpoch).toBeLessThanOrEqual(455 * SECONDS_PER_DAY - MARGIN_SECONDS);
  });
});

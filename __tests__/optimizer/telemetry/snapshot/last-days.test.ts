import { lastDays } from "../../../../optimizer/telemetry";
import type { Snapshot } from "../../../../optimizer/telemetry/snapshot/types";
import { DAY, type Measure, NOW, snapshotOf, tradingOnly } from "../../../support/snapshot";

const sinceEpoch: Measure = ({ epoch }) => (epoch - NOW) / DAY;
/** Gaps in the older half only. */
const gaps: Measure = ({ epoch }) => (epoch < NOW - 45 * DAY ? Number.NaN : 1);

const of = (days: number) =>
  snapshotOf({ days, measures: { database: { cpu: sinceEpoch }, order_service: { cpu: gaps }, trades: { throttled: 0 } } });

test.each([1, 10, 15, 20, 63, 70, 90])("the last %d days of 90 are what a collection over so many days holds", (days) => {
  const [narrowed, collected] = [lastDays(of(90), days), of(days)];
  expect(narrowed.manifest.tiers).toEqual(collected.manifest.tiers);
  expect(narrowed.manifest.startEpoch).toBe(collected.manifest.startEpoch);
  expect([...narrowed.series.keys()]).toEqual([...collected.series.keys()]);
  for (const [id, { tiers, coverage }] of narrowed.series) {
    expect(tiers).toEqual(collected.series.get(id)?.tiers);
    expect(coverage).toEqual(collected.series.get(id)?.coverage);
  }
});

test("a window that reaches further back than the snapshot is the whole snapshot", () => {
  const snapshot = of(30);
  expect(lastDays(snapshot, 31)).toBe(snapshot);
});

describe("what was measured before the last days goes on voting, as hours before the window", () => {
  /** The hour's greatest is at its end, its least at its start. */
  const rising: Measure = ({ epoch, periodSeconds, statistic }) => (epoch + (statistic === "Minimum" ? 0 : periodSeconds) - NOW) / 3_600;
  const whole = (daysBefore?: number) =>
    snapshotOf({
      days: 70,
      minuteDays: 3,
      ...(daysBefore === undefined ? {} : { daysBefore }),
      components: tradingOnly("database", "trades"),
      measures: {
        database: { cpu: rising, freeable_memory: rising },
        trades: { consumed_reads: ({ epoch }) => (epoch % 3_600 === 0 ? 12 : 0) },
      },
    });
  const longOf = (snapshot: Snapshot, metric: string) =>
    [...snapshot.series.values()].find((series) => series.metric === metric && series.longHistory !== undefined)?.longHistory;

  test.each([
    [undefined, 70 - 2],
    [10, 80 - 2],
  ])("after %p days of hours that were known before", (daysBefore, days) => {
    const narrowed = lastDays(whole(daysBefore), 2);
    const grid = { periodSeconds: 3_600, startEpoch: NOW - (days + 2) * DAY, length: days * 24 };
    expect(narrowed.manifest.longHistory).toEqual(grid);
    const [cpu, memory, reads] = ["cpu", "freeable_memory", "consumed_reads"].map((metric) => longOf(narrowed, metric));
    expect(cpu?.grid).toEqual(grid);
    expect([cpu?.values[0], cpu?.values.at(-1)]).toEqual([1 - (days + 2) * 24, -48]);
    expect([memory?.values[0], memory?.values.at(-1)]).toEqual([-(days + 2) * 24, -49]);
    // One interval of twelve, one of sixty, or the hour itself.
    expect([reads?.values.at(-1), reads?.values[30 * 24], reads?.values[0]].map((value) => Math.round((value ?? 0) * 100) / 100)).toEqual([
      0.2, 1, 12,
    ]);
    expect(cpu?.values.every((value) => !Number.isNaN(value))).toBe(true);
  });

  test("as they do where a snapshot was collected over so many days", () => {
    const collected = snapshotOf({ days: 2, daysBefore: 78, components: tradingOnly("database"), measures: { database: { cpu: rising } } });
    const narrowed = lastDays(whole(10), 2);
    expect(longOf(narrowed, "cpu")?.values).toEqual(longOf(collected, "cpu")?.values);
    for (const [id, { longHistory }] of collected.series)
      expect(narrowed.series.get(id)?.longHistory === undefined).toBe(longHistory === undefined);
  });
});

import { lastDays } from "../../../../optimizer/telemetry";
import { DAY, type Measure, NOW, snapshotOf } from "../../../support/snapshot";

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

import { qualityText } from "../../../optimizer/report/quality";
import { type DataQuality, NOTHING_DROPPED } from "../../../optimizer/telemetry";

const whole: DataQuality = { tiers: [], dropped: NOTHING_DROPPED, runningTotals: [], longHistoryPoints: 0 };
const reread = { seconds: 1800, compared: 75_000, changed: 0, added: 0, oldestSeconds: 600 };

const tier = { periodSeconds: 60, series: 10, empty: 0, points: 12_000, coverage: 1, gaps: [] } as const;
const gap = (id: string, coverage: number) => ({ id, coverage, lastEpoch: undefined });

describe("what is said of a snapshot's points", () => {
  it.each<[string, DataQuality, string]>([
    ["all is there", { ...whole, tiers: [tier] }, "    60 s: 12,000 points, 100.0 % of the expected points of gauges\n"],
    [
      "gaps, by their series",
      { ...whole, tiers: [{ ...tier, coverage: 0.99, gaps: [gap("database/writer/cpu/Average", 0.9)] }] },
      "99.0 % of the expected points of gauges; too few of database/writer/cpu/Average 90.0 %\n",
    ],
    [
      "what was never published, by its metric: it may be no gap",
      {
        ...whole,
        tiers: [
          { ...tier, empty: 3, gaps: [gap("orders/table/provisioned_reads/Average", 0), gap("users/table/provisioned_reads/Average", 0)] },
        ],
      },
      "of gauges; no point of 3 of 10 series: 2 of provisioned_reads, and 1 that counts events\n",
    ],
    [
      "nothing at all",
      { ...whole, tiers: [{ ...tier, empty: 10, points: 0, coverage: undefined, gaps: [] }] },
      "    60 s: 0 points, none of gauges; no point of 10 of 10 series: 10 that count events\n",
    ],
    ["nothing wrong", whole, "  Values found wrong: none"],
    [
      "what was given twice, and below zero",
      { ...whole, dropped: { ...NOTHING_DROPPED, duplicate: 1_200, negative: 3 } },
      "  Values found wrong: 1,200 given twice, 3 negative (a counter that was set back)",
    ],
    [
      "some came late",
      { ...whole, reread: { ...reread, changed: 12, added: 3, oldestSeconds: 600 } },
      "  Read again: the last 30 minutes of the snapshot before, 75,000 points; 12 had changed and 3 had come late, up to 10 minutes back",
    ],
    [
      "some came so late that there may be more",
      { ...whole, reread: { ...reread, added: 3, oldestSeconds: 1800 } },
      "up to 30 minutes back. There may be more before: --reread-hours reads further back",
    ],
    [
      "a clock that was behind",
      { ...whole, clockSkewSeconds: -12 },
      "  Clock: this machine's was 12 s behind AWS's; the window was cut by it",
    ],
    [
      "a running total",
      { ...whole, runningTotals: [{ id: "service/api/requests/Sum", resets: 2 }] },
      "  service/api/requests/Sum only rises, and begins anew 2 times: a total since a process began, where what each period counted is expected",
    ],
  ])("%s", (_, quality, line) => {
    expect(qualityText(quality)).toContain(line);
  });
});

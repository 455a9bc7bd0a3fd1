import { qualityText } from "../../../optimizer/report/quality";
import { type DataQuality, NOTHING_DROPPED } from "../../../optimizer/telemetry";

const whole: DataQuality = { tiers: [], dropped: NOTHING_DROPPED, runningTotals: [], longHistoryPoints: 0 };
const reread = { seconds: 1800, compared: 75_000, changed: 0, added: 0, oldestSeconds: 600 };

describe("what is said of a snapshot's points", () => {
  it.each<[string, DataQuality, string]>([
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

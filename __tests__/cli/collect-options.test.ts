import { collectOptions, costConfirmation, costText, quotasOf, startText } from "../../cli/collect-options";

const cost = { calls: 1127, metrics: 7860, points: 103_171_000, usd: 0.0786 };

describe("before a collection", () => {
  it.each([
    [
      "what it asks and costs",
      { cost, callsDone: 0, continuesFrom: undefined },
      /1127 calls for 7860 metrics and at most 103171000 points: \$0\.08$/,
    ],
    [
      "calls to Cost Explorer",
      { cost: { ...cost, costExplorerCalls: 13 }, callsDone: 0, continuesFrom: undefined },
      /, 13 calls to Cost Explorer: /,
    ],
    ["what an interrupted run has done", { cost, callsDone: 40, continuesFrom: undefined }, /after 40 of an interrupted run$/],
    ["what it goes on from", { cost, callsDone: 0, continuesFrom: 1_790_000_100 }, /going on from the snapshot of 2026-09-21T14:15:00/],
  ])("a line says %s", (_case, start, line) => {
    expect(startText(start)).toMatch(line);
    expect(startText(start)).toContain(costText(start.cost));
  });

  it("nobody is asked where nobody can answer", () => {
    expect(costConfirmation()).toEqual({});
  });
});

describe("rates", () => {
  it("are given one by one; the others stay CloudWatch's", () => {
    expect(quotasOf({})).toEqual({});
    expect(quotasOf({ "points-per-second": 100_000 })).toEqual({ olderPointsPerSecond: 100_000 });
    expect(quotasOf({ "calls-per-second": 5, "recent-points-per-second": 9 })).toEqual({ callsPerSecond: 5, recentPointsPerSecond: 9 });
  });

  it.each([0, -1, Number.NaN, "many"])("are greater than zero: not %p", (value) => {
    expect(collectOptions["calls-per-second"].schema.safeParse(value).success).toBe(false);
  });

  it.each([0, 456, 1.5])("and a long history has 1 to 455 days: not %p", (value) => {
    expect(collectOptions["long-history-days"].schema.safeParse(value).success).toBe(false);
    expect(collectOptions["long-history-days"].schema.safeParse(400).success).toBe(true);
  });
});

import { collectOptions, configuredCloudWatch, costConfirmation, costText, quotasOf, startText } from "../../cli/collect-options";
import { configSchema } from "../../contract";

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

  it("are the configuration's where none is given, and only of an account: a stand-in has no quotas", () => {
    const cloudWatch = { callsPerSecond: 20, pointsPerSecond: 100_000, rereadHours: 6 };
    const trading = { environment: "prod", account: "123456789012", regions: ["us-east-1"], cloudWatch };
    const config = configSchema.parse({
      organization: "example",
      state: { bucket: "example-state", lockTable: "locks", region: "us-east-1" },
      providerVersion: "5.100.0",
      deployments: { trading },
    });
    const configured = configuredCloudWatch({ config }, "trading", {});
    expect(configured).toEqual(cloudWatch);
    expect(quotasOf({ "calls-per-second": 5 }, configured)).toEqual({ callsPerSecond: 5, olderPointsPerSecond: 100_000 });
    expect(configuredCloudWatch({ config }, "trading", { AWS_ENDPOINT_URL: "http://127.0.0.1:4566" })).toEqual({});
    expect(configuredCloudWatch({ config }, "ml", {})).toEqual({});
  });

  it.each([{ callsPerSecond: 0 }, { pointsPerSecond: -1 }, { rereadHours: 337 }, { quota: 5 }])(
    "of the configuration are not %j",
    (wrong) => {
      const { cloudWatch } = configSchema.shape.deployments.valueType.shape;
      expect(cloudWatch.safeParse(wrong).success).toBe(false);
    },
  );

  it.each([0, -1, Number.NaN, "many"])("are greater than zero: not %p", (value) => {
    expect(collectOptions["calls-per-second"].schema.safeParse(value).success).toBe(false);
  });

  it.each([0, 456, 1.5])("and a long history has 1 to 455 days: not %p", (value) => {
    expect(collectOptions["long-history-days"].schema.safeParse(value).success).toBe(false);
    expect(collectOptions["long-history-days"].schema.safeParse(400).success).toBe(true);
  });
});

import { MalformedAnswer, parsePage } from "../../../../optimizer/telemetry/cloudwatch/answer";
import { receivePoints } from "../../../../optimizer/telemetry/cloudwatch/receive";

const GRID = { periodSeconds: 60, startEpoch: 6000, length: 10 } as const;
const result = (more: object) => ({ Id: "s0", Label: "x", StatusCode: "Complete", Timestamps: [6000], Values: [1], ...more });
const page = (...results: readonly object[]): Uint8Array => Buffer.from(JSON.stringify({ MetricDataResults: results, Messages: [] }));

describe("a page of GetMetricData", () => {
  it("is read without a date for every point", () => {
    expect(parsePage(page(result({}))).results).toEqual([{ id: "s0", status: "Complete", times: [6000], values: [1] }]);
  });

  it("may have no results, and a token", () => {
    expect(parsePage(Buffer.from('{"NextToken":"more"}'))).toEqual({ results: [], nextToken: "more" });
    expect(parsePage(Buffer.from('{"NextToken":null}')).nextToken).toBeUndefined();
  });

  it.each([
    ["is cut short", Buffer.from('{"MetricDataResults":[{"Id":"s0","Timest')],
    ["is no JSON", Buffer.from("<html>Bad gateway</html>")],
    ["is another shape", Buffer.from('{"MetricDataResults":{"Id":"s0"}}')],
    ["has a result without Id", page({ Timestamps: [], Values: [] })],
    ["has more times than values", page(result({ Timestamps: [6000, 6060] }))],
    ["has more values than times", page(result({ Values: [1, 2] }))],
  ])("that %s is asked for again as after a lost connection", (_case, body) => {
    expect(() => parsePage(body)).toThrow(MalformedAnswer);
    expect(() => parsePage(body)).toThrow(expect.objectContaining({ $retryable: expect.anything() }));
  });
});

describe("points received", () => {
  const received = (times: readonly unknown[], values: readonly unknown[]) => {
    const { points, dropped } = receivePoints([{ times, values }], GRID, "Sum");
    return { times: [...points.times], values: [...points.values], dropped };
  };
  const nothing = { duplicate: 0, outOfOrder: 0, notFinite: 0 };

  it.each<readonly [string, readonly unknown[], readonly unknown[], readonly number[], readonly number[], object]>([
    ["as epoch seconds are kept", [6000, 6060], [1, 2.5], [6000, 6060], [1, 2.5], nothing],
    ["as dates are kept", ["1970-01-01T01:40:00Z", "1970-01-01T01:41:00.000Z"], [1, 2], [6000, 6060], [1, 2], nothing],
    ["out of order go to their place", [6060, 6000], [2, 1], [6000, 6060], [1, 2], { ...nothing, outOfOrder: 1 }],
    ["given twice stand once, the greater", [6000, 6000], [1, 3], [6000], [3], { ...nothing, duplicate: 1 }],
    ["that are no number are left out", [6000, 6060, 6120], ["NaN", "Infinity", 1], [6120], [1], { ...nothing, notFinite: 2 }],
    ["without a time are left out", [null, "soon", 6120], [1, 2, 3], [6120], [3], { ...nothing, notFinite: 2 }],
    ["below zero are left out: a counter was set back", [6000, 6060], [-5, 1], [6060], [1], { ...nothing, negative: 1 }],
    ["of other times are left out", [5999, 6000, 6600], [1, 2, 3], [6000], [2], { ...nothing, outside: 2 }],
  ])("%s", (_case, times, values, keptTimes, keptValues, dropped) => {
    expect(received(times, values)).toEqual({ times: keptTimes, values: keptValues, dropped });
  });
});

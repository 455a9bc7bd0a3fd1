import fc from "fast-check";
import type { Trigger } from "../../../contract";
import { judge, judgeTrigger, type TriggerEvidence } from "../../../optimizer/rollout/observation/judge";

const trigger: Trigger = {
  name: "latency",
  component: "web",
  metric: "latency",
  statistic: "p99",
  limit: 10,
  unit: "milliseconds",
  points: 3,
  outOf: 5,
};
const errorRate: Trigger = {
  ...trigger,
  name: "error rate",
  metric: "errors",
  per: "requests",
  limit: 0.01,
  unit: "fraction",
  minRequestsPerSecond: 1,
};
const of = (values: TriggerEvidence["values"], requestsPerSecond?: readonly number[]): TriggerEvidence => ({
  trigger: requestsPerSecond === undefined ? trigger : errorRate,
  startEpoch: 0,
  values,
  ...(requestsPerSecond === undefined ? {} : { requestsPerSecond }),
});
const quiet = Array.from({ length: 60 }, () => 5);
const whole = { complete: true, heldOpenAndClose: true };

describe("a trigger of 3 out of 5 minutes", () => {
  test.each<[string, TriggerEvidence, string]>([
    ["three in a row", of([5, 11, 11, 11, 5]), "fired"],
    ["three of five", of([11, 5, 11, 5, 11]), "fired"],
    ["three of six", of([11, 5, 11, 5, 5, 11]), "quiet"],
    ["at the limit, not over it", of([10, 10, 10, 10, 10]), "quiet"],
    ["over the limit with gaps between", of([11, null, 11, null, 11]), "fired"],
    ["too short a window to fire, but over the limit long enough", of([11, 11, 11]), "fired"],
    ["half of the points missing", of([5, null, 5, null, null, null]), "inconclusive"],
    ["no points at all", of([null, null, null, null, null]), "inconclusive"],
    ["a window that has only begun", of([]), "early"],
    ["a window too short to fire", of([5, 5, 5, 5]), "early"],
    ["errors with next to no requests", of([1, 1, 1, 1, 1], [0.1, 0.1, 0.1, 0.1, 0.1]), "inconclusive"],
    ["errors with requests", of([1, 1, 1, 1, 1], [9, 9, 9, 9, 9]), "fired"],
    ["errors in quiet minutes only", of([1, 1, 1, 0, 0], [0.1, 0.1, 0.1, 90, 90]), "quiet"],
  ])("%s", (_name, evidence, verdict) => {
    expect(judgeTrigger(evidence, 0.5).verdict).toBe(verdict);
  });

  test("fires exactly when some five consecutive minutes hold three over the limit", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 5, maxLength: 40 }), (values) => {
        const expected = values.some((_, start) => values.slice(start, start + 5).filter((value) => value > 10).length >= 3);
        expect(judgeTrigger(of(values), 0.5).verdict === "fired").toBe(expected);
      }),
    );
  });
});

describe("an observation", () => {
  test.each<[string, readonly TriggerEvidence[], Parameters<typeof judge>[1], string]>([
    ["passes after a whole, quiet window", [of(quiet)], whole, "pass"],
    ["goes on while the window runs", [of(quiet)], { ...whole, complete: false }, "observing"],
    ["goes on until the window has held an open and a close", [of(quiet)], { ...whole, heldOpenAndClose: false }, "observing"],
    ["fails at once, however short the window", [of(quiet), of([11, 11, 11])], { complete: false, heldOpenAndClose: false }, "fail"],
    ["is inconclusive where one trigger cannot be judged", [of(quiet), of(quiet.map(() => null))], whole, "inconclusive"],
    ["is inconclusive after a whole window too short to fire", [of([5, 5, 5, 5])], whole, "inconclusive"],
    ["goes on where it has only begun", [of([])], { ...whole, complete: false }, "observing"],
    ["fails where one trigger fires and another cannot be judged", [of([11, 11, 11]), of(quiet.map(() => null))], whole, "fail"],
  ])("%s", (_name, evidence, window, verdict) => {
    expect(judge(evidence, window, 0.5).verdict).toBe(verdict);
  });

  test("names the trigger, the minutes and the worst value", () => {
    expect(judge([of([5, 11, 14, 12, 5])], whole, 0.5).reasons).toEqual([
      "latency: over 10 milliseconds in 3 of 5 minutes from 1970-01-01T00:00:00.000Z, up to 14",
    ]);
  });
});

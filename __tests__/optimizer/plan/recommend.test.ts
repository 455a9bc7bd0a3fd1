import type { Projection } from "../../../optimizer/evidence";
import { projectedSlos } from "../../../optimizer/plan/recommend";
import { mlPolicy } from "../../../stacks/ml/policy";
import { mlContract } from "../../../stacks/ml/tunables";
import { tradingPolicy } from "../../../stacks/trading/policy";
import { CALM_ENDPOINT } from "../../support/endpoint-load";
import { evidence } from "../../support/evidence";
import { given } from "../../support/given";
import { tradingOnly } from "../../support/snapshot";
import { QUIET } from "../../support/trading-load";

const [slo] = tradingPolicy.slos;
if (slo === undefined) throw new RangeError("the trading policy has an objective");

/** Objectives of 10 ms and 100 ms, and what is projected of each; nothing where not a minute is known. */
const projected = (fast: number | undefined, slow: number | undefined) =>
  projectedSlos(
    given(
      {},
      {
        latencySlos: [
          { ...slo, name: "fast", limit: 10 },
          { ...slo, name: "slow", limit: 100 },
        ],
        latencyModels: () =>
          [fast, slow].map((after) => {
            if (after === undefined) return undefined;
            const projection: Projection = { before: 1, after, grade: "fitted", utilization: 0.4, highestSeen: 0.5, why: "" };
            return {
              slo,
              project: () => projection,
              replay: () => ({
                grid: { periodSeconds: 60, startEpoch: 0, length: 0 },
                observed: new Float64Array(0),
                projected: new Float64Array(0),
              }),
            };
          }),
      },
    ),
    {},
  ).map(({ objective }) => objective);

describe("of several objectives of latency the one nearest to its limit is told first", () => {
  test.each<[string, number | undefined, number | undefined, readonly string[]]>([
    ["9 of 10 ms before 50 of 100", 9, 50, ["fast", "slow"]],
    ["90 of 100 ms before 5 of 10", 5, 90, ["slow", "fast"]],
    ["of two as near, that which the policy names first", 5, 50, ["fast", "slow"]],
    ["one of which nothing is known before any other", 9.9, undefined, ["slow", "fast"]],
  ])("%s", (_case, fast, slow, order) => expect(projected(fast, slow)).toEqual(order));
});

describe("a figure of afterwards stands only where it is projected", () => {
  const of = (more: Partial<Projection>) => {
    const projection: Projection = {
      before: 4,
      after: 4.5,
      grade: "fitted",
      utilization: 0.4,
      highestSeen: 0.5,
      why: "as measured",
      ...more,
    };
    const replay = () => ({
      grid: { periodSeconds: 60, startEpoch: 0, length: 0 } as const,
      observed: new Float64Array(0),
      projected: new Float64Array(0),
    });
    const latencyModels = () => [{ slo, project: () => projection, replay }];
    return projectedSlos(given({}, { latencySlos: [slo], latencyModels }), {})[0];
  };
  test.each<[string, Partial<Projection>, object]>([
    ["seen", { grade: "seen" }, { before: 4, after: 4.5, grade: "seen" }],
    ["fitted", {}, { before: 4, after: 4.5, grade: "fitted" }],
    [
      "unproven: null, with why, and what queueing alone would make of it",
      { grade: "unproven" },
      { before: 4, after: null, grade: "unproven", why: "as measured", queueingBound: 4.5 },
    ],
    [
      "unproven, and of queueing nothing is known either",
      { grade: "unproven", after: Number.NaN },
      { before: 4, after: null, grade: "unproven", why: "as measured" },
    ],
    ["not applicable: null, with why", { applies: false }, { before: 4, after: null, grade: "not-applicable", why: "as measured" }],
  ])("%s", (_grade, more, told) => expect(of(more)).toEqual({ objective: slo.name, limit: slo.limit, unit: slo.unit, ...told }));
});

const { training, predictions } = mlContract.components;
const TRAINING = evidence("training", {
  measures: { predictions: CALM_ENDPOINT },
  components: { training, predictions },
  policy: mlPolicy,
  days: 1,
});

describe("an objective of latency has no part in the decision on what no request waits for", () => {
  test.each([
    ["a training run", TRAINING, /no request waits for a training run; its deadline/],
    ["a table", evidence("orders", { measures: QUIET, components: tradingOnly("orders", "order_service"), days: 1 }), /throttled/],
  ])("%s: it does not apply, with why", (_case, e, why) => {
    const [first] = projectedSlos(e, e.current);
    expect(first).toMatchObject({ grade: "not-applicable", why: expect.stringMatching(why) });
  });

  test("a group has servers that requests wait for: it does", () => {
    const e = evidence("order_service", { measures: QUIET, components: tradingOnly("order_service"), days: 1 });
    expect(projectedSlos(e, e.current)).toMatchObject([{ grade: "seen" }]);
    expect(projectedSlos(e, e.current)[0]).not.toHaveProperty("why");
  });
});

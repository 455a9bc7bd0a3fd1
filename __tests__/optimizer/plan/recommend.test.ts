import type { Projection } from "../../../optimizer/evidence";
import { projectedSlos } from "../../../optimizer/plan/recommend";
import { tradingPolicy } from "../../../stacks/trading/policy";
import { given } from "../../support/given";

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

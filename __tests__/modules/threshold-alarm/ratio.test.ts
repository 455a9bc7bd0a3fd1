import fc from "fast-check";
import { METRICS, missedShare, shareOf } from "../../../contract";
import { ratioQueries } from "../../../modules/threshold-alarm/ratio";

const entry = (name: string) => {
  const found = METRICS["auto-scaling-group"].find((each) => each.name === name);
  if (found === undefined) throw new Error(`no ${name} in the catalog`);
  return found;
};

/** What CloudWatch makes of the expression for one minute: metric math's words have the meaning of JavaScript's. */
function evaluated(limit: number, isObjective: boolean, part: number, total: number): number {
  const queries = ratioQueries({
    numerator: entry("errors"),
    denominator: entry("requests"),
    dimensions: {},
    statistic: "Sum",
    periodSeconds: 60,
    minPerSecond: 0,
    limit,
    isObjective,
  });
  const expression = (queries.at(-1)?.expression ?? "")
    .replaceAll("FILL(part, 0)", String(part))
    .replaceAll("PERIOD(total)", "60")
    .replaceAll("total", String(total))
    .replaceAll("AND", "&&")
    .replaceAll("OR", "||");
  const value: unknown = new Function("IF", `return ${expression}`)((is: boolean, then: number, otherwise: number) =>
    is ? then : otherwise,
  );
  if (typeof value !== "number") throw new Error(`${expression} is no number`);
  return value;
}

const LIMITS = fc.constantFrom(0.001, 0.005, 0.01, 0.05);
const minutes = fc.integer({ min: 1, max: 5000 }).chain((total) => fc.tuple(fc.integer({ min: 0, max: total }), fc.constant(total)));

test("the alarm of a trigger holds the same share against its limit as the optimizer", () => {
  fc.assert(
    fc.property(minutes, LIMITS, ([part, total], limit) =>
      expect(evaluated(limit, false, part, total)).toBeCloseTo(shareOf(limit)(part, total), 12),
    ),
    { numRuns: 500 },
  );
});

test("the alarm of an objective counts the same minutes as missed as the optimizer", () => {
  fc.assert(
    fc.property(minutes, LIMITS, ([part, total], limit) =>
      expect(evaluated(limit, true, part, total) > limit).toBe(missedShare(limit)(part, total) > limit),
    ),
    { numRuns: 500 },
  );
});

test.each([0, 1, 2, 3, 4])("few requests fail: %d of up to five", (part) => {
  for (let total = Math.max(1, part); total <= 5; total++)
    expect(evaluated(0.005, false, part, total)).toBeCloseTo(shareOf(0.005)(part, total), 12);
});

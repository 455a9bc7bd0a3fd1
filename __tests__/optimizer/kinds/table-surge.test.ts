import { SURGE_LIMIT, steepestSurge } from "../../../optimizer/kinds/table-traffic";

const WEEK = 7 * 1440;
/** Minutes of ten units a second for a week, then what is given. */
const surgeOf = (then: readonly number[]) => {
  const values = Float64Array.from([...Array.from({ length: WEEK }, () => 10), ...then]);
  return steepestSurge({
    resource: { scope: "table", name: "table", dimensions: {} },
    direction: "writes",
    consumed: [{ grid: { startEpoch: 0, periodSeconds: 60, length: values.length }, values }],
    provisioned: [],
  });
};
const steps = (minutes: number, levels: readonly number[]) => levels.flatMap((level) => Array.from({ length: minutes }, () => level));

describe("the steepest surge", () => {
  test.each([
    ["twice the previous peak at once is what on-demand serves", steps(1, [20]), 2],
    ["more than twice is more", steps(1, [20.1]), 2.01],
    ["doubling within thirty minutes of doubling counts against the first peak", steps(29, [20, 40]), 4],
    ["doubling every thirty minutes never exceeds it", steps(30, [20, 40, 80]), SURGE_LIMIT],
    ["half of it is half", steps(30, [5]), 0.5],
  ])("%s", (_name, then, ratio) => {
    expect(surgeOf(then)?.ratio).toBeCloseTo(ratio, 9);
  });

  test("says where and when", () => {
    expect(surgeOf([10, 30, 10])).toMatchObject({ resource: "table", direction: "writes", atEpoch: (WEEK + 1) * 60, ratio: 3 });
  });

  test("of a tier's first week is not known: the peaks before it are unseen", () => {
    expect(surgeOf([])).toBeUndefined();
  });
});

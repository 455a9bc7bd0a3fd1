import { replayScaler } from "../../../optimizer/kinds/scaler";

const SETTINGS = { min: 3, max: 9, demandPerInstance: 10 };
const instances = (demand: readonly number[], periodSeconds: 60 | 300 = 60) => [
  ...(replayScaler([{ grid: { startEpoch: 0, periodSeconds, length: demand.length }, values: Float64Array.from(demand) }], SETTINGS)[0]
    ?.values ?? []),
];
const from = (minute: number, until: number, level: number) =>
  Array.from({ length: 60 }, (_, i) => (i >= minute && i < until ? level : 10));

describe("a group that follows its demand", () => {
  test.each([
    ["never has fewer than its minimum", 0, 3],
    ["has exactly what its target takes", 50, 5],
    ["has one more for any part of one", 50.1, 6],
    ["never has more than its maximum", 1000, 9],
  ])("%s", (_name, demand, expected) => {
    expect(instances(Array.from({ length: 60 }, () => demand)).at(-1)).toBe(expected);
  });

  test("serves with more eight minutes after the demand came: three to notice, five to warm up", () => {
    const served = instances(from(20, 60, 60));
    expect([served[27], served[28]]).toEqual([3, 6]);
  });

  test("keeps what it added for fifteen minutes under the target", () => {
    const served = instances(from(20, 21, 60));
    expect([served[28], served[42], served[43]]).toEqual([6, 6, 3]);
  });

  test("stays as it is while demand is unseen", () => {
    expect(instances([...from(0, 30, 60).slice(0, 30), ...Array.from({ length: 30 }, () => Number.NaN)]).at(-1)).toBe(6);
  });

  test("knows coarse demand by the interval only, and lags by whole ones", () => {
    expect(instances([10, 60, 10, 10, 10], 300)).toEqual([3, 3, 3, 6, 3]);
  });
});

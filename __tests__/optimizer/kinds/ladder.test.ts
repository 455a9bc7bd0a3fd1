import { fewerUnits, rungsBetween } from "../../../optimizer/kinds/ladder";

describe("fewer units are one step as long as a wait hidden in the margin stays hidden", () => {
  test.each([
    ["no fewer", 12, 12, 0.2, 3, 0],
    ["more", 12, 15, 0.2, 3, 0],
    ["accepts 1.33 times the load of each", 12, 9, 0.2, 3, 1],
    ["rejects twice", 12, 6, 0.2, 3, 2],
    ["accepts (2 + m) / (1 + m) times at a margin of 20 %: 1.833", 22, 12, 0.2, 1, 1],
    ["rejects a hair more", 221, 120, 0.2, 1, 2],
    ["accepts twice without a margin, in which nothing can hide", 12, 6, 0, 1, 1],
    ["accepts the least by which the number can fall", 6, 3, 0.2, 3, 1],
    ["accepts one reader of two, for there is none between", 2, 1, 0.2, 1, 1],
    ["rejects one reader of three", 3, 1, 0.2, 1, 2],
    ["counts further steps alike", 120, 12, 0.2, 3, 4],
  ] as const)("%s", (_name, from, to, margin, least, steps) => {
    expect(fewerUnits(from, to, { margin, least })).toBe(steps);
  });

  test.each([0.05, 0.1, 0.2, 0.5])("at a margin of %d the response at the step's limit is longer by the margin and no more", (margin) => {
    const hidden = margin / (1 + margin);
    const factor = (2 + margin) / (1 + margin);
    const response = (busy: number): number => 1 / (1 - busy);
    expect(response(hidden)).toBeCloseTo(1 + margin, 12);
    expect(response(factor * hidden) / response(hidden)).toBeCloseTo(1 + margin, 12);
  });
});

test.each([
  ["a rung down", "db.r6g.xlarge", "db.r6g.large", 1],
  ["a rung up", "db.r6g.large", "db.r6g.xlarge", -1],
  ["to another family: no number of rungs", "db.r6g.large", "db.m6g.large", Number.POSITIVE_INFINITY],
  ["from a size that the ladder does not hold: no number either", "db.r6g.16xlarge", "db.r6g.large", Number.POSITIVE_INFINITY],
])("%s", (_name, from, to, rungs) => {
  expect(rungsBetween(["db.r6g.large", "db.r6g.xlarge", "db.m6g.large"], from, to)).toBe(rungs);
});

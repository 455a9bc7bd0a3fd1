import { qualityOf, reliability } from "../../../optimizer/risk/reliability";

const said = (stated: number, came: boolean, size = 1) => ({ stated, came, size });

test("certainty that is right has all skill, the base rate has none", () => {
  const outcomes = [true, false, false, false];
  expect(qualityOf(outcomes.map((came) => said(Number(came), came)))).toMatchObject({ brier: 0, skill: 1, expectedCalibrationError: 0 });
  expect(qualityOf(outcomes.map((came) => said(0.25, came)))).toMatchObject({ skill: 0, stated: 0.25, actual: 0.25 });
});

test("each size has its own base rate: knowing that small sizes fail is no skill", () => {
  const known = [said(1, true, 0.5), said(1, true, 0.5), said(0.5, true, 1), said(0.5, false, 1)];
  expect(qualityOf(known).skill).toBe(0);
});

test("calibration error, by hand: 0.9 stated and 0.5 came in half of the questions", () => {
  const statements = [said(0.95, true), said(0.85, false), said(0, false), said(0, false)];
  expect(qualityOf(statements).expectedCalibrationError).toBeCloseTo((0.05 + 0.85) / 4, 12);
});

test("a table of what was stated and what came leaves empty bins out", () => {
  expect(reliability([said(0.005, false), said(1, true), said(1, false)])).toEqual([
    { stated: 0.005, actual: 0, questions: 1 },
    { stated: 1, actual: 0.5, questions: 2 },
  ]);
});

test("a bin begins at its edge and ends before the next, but the last, which holds certainty", () => {
  const edges = [0, 0.5, 1];
  const counted = (...stated: readonly number[]) =>
    reliability(
      stated.map((each) => said(each, true)),
      edges,
    ).map(({ questions }) => questions);
  expect(counted(0, 0.499)).toEqual([2]);
  expect(counted(0.499, 0.5, 0.999, 1)).toEqual([1, 3]);
  expect(reliability([said(1, true)], [0, 0.2, 0.5])).toEqual([]);
});

test("calibration error weighs a bin by how many questions fall into it", () => {
  const bins = [said(0.05, true), said(0.05, true), said(0.05, true), said(0.95, true)];
  expect(qualityOf(bins).expectedCalibrationError).toBeCloseTo((3 * 0.95 + 0.05) / 4, 12);
});

import { COLUMNS, type Past, pastOf } from "../../../optimizer/risk/features";
import { logOdds, modelOf, priorSchema, riskAt, UNCHANGED } from "../../../optimizer/risk/model";
import prior from "../../../optimizer/risk/prior.json";

const problemsOf = (change: object): readonly string[] =>
  priorSchema.safeParse({ ...prior, ...change }).error?.issues.map(({ message }) => message) ?? [];

describe("a prior", () => {
  test("is taken as it was fitted", () => {
    expect(problemsOf({})).toEqual([]);
  });

  test.each<[string, object]>([
    ["of another line", { event: { ...prior.event, violationAt: 0.9 } }],
    ["of another budget", { event: { ...prior.event, budget: 0.002 } }],
    ["of another horizon", { event: { ...prior.event, horizonDays: 14 } }],
    ["of fewer columns", { columns: prior.columns.slice(1) }],
    ["with a deviation of nothing", { columns: prior.columns.map((column, i) => (i === 7 ? { ...column, deviation: 0 } : column)) }],
    ["with shares over 1", { fit: { ...prior.fit, crossFitted: { ...prior.fit.crossFitted, brier: 1.1 } } }],
    ["with shares under 0", { fit: { ...prior.fit, crossFitted: { ...prior.fit.crossFitted, stated: -0.1 } } }],
    ["without the model's name", { model: undefined }],
    ["with what nobody reads", { more: 1 }],
  ])("is refused %s", (_name, change) => {
    expect(problemsOf(change)).not.toEqual([]);
  });

  test.each([
    ["feature", { feature: "another" }],
    ["piece", { piece: "another" }],
  ])("is refused with another %s, and says what to do", (_name, change) => {
    const columns = prior.columns.map((column, i) => (i === 3 ? { ...column, ...change } : column));
    expect(problemsOf({ columns })).toEqual([
      "the columns are not the features that the code computes; fit the prior again: scripts/fit-risk.ts",
    ]);
  });
});

describe("log-odds", () => {
  const flat = (level: number): Past => {
    const days = new Float64Array(60).fill(level);
    const past = pastOf({ level: days, peak: days, high: days, mean: days, horizon: days });
    if (past === undefined) throw new Error("all days are known");
    return past;
  };
  /** Only one column weighs: the room over the level of one day, which is the size less the need. */
  const byRoom = (weight: number, { mean = 0, deviation = 1, intercept = 0 } = {}) =>
    modelOf({
      model: "by room",
      intercept,
      columns: COLUMNS.map((column, i) => ({
        ...column,
        mean: i === 0 ? mean : 0,
        deviation: i === 0 ? deviation : 1,
        weight: i === 0 ? weight : 0,
      })),
    });

  test("are the intercept and each column's weight times its distance from the mean in deviations", () => {
    expect(COLUMNS[0]).toEqual({ feature: "room over level, 1 d", piece: "line" });
    expect(logOdds(byRoom(-2, { mean: 0.5, deviation: 0.25, intercept: 3 }), flat(-1), [0])).toEqual([3 - 2 * ((1 - 0.5) / 0.25)]);
    expect(byRoom(1).name).toBe("by room");
  });

  test.each([
    [-1, -8],
    [1, 8],
  ])("count what is beyond eight deviations as eight: %d", (room, odds) => {
    // Rising with the size, so that no smaller size is riskier.
    expect(logOdds(byRoom(1, { deviation: 0.01 }), flat(0), [room])).toEqual([odds]);
  });

  test("never rise with the size, whatever the weights", () => {
    expect(logOdds(byRoom(1), flat(0), [-2, -1, 0, 1])).toEqual([-2, -2, -2, -2]);
    expect(logOdds(byRoom(-1), flat(0), [-2, -1, 0, 1])).toEqual([2, 1, 0, -1]);
  });
});

test.each([
  [0, UNCHANGED, 0.5],
  [Math.log(3), UNCHANGED, 0.75],
  [1, { shift: 0, slope: 0 }, 0.5],
  [0, { shift: Math.log(3), slope: 1 }, 0.75],
  [Math.log(9), { shift: 0, slope: 0.5 }, 0.75],
])("log-odds of %d, calibrated by %j, are a risk of %d", (odds, calibration, risk) => {
  expect(riskAt(odds, calibration)).toBeCloseTo(risk, 12);
});

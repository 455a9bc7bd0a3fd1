import { firstMet, missesOf } from "../../bench/decide/objectives";
import type { Result } from "../../bench/decide/run";
import { chosenRisk, scoreOf } from "../../bench/decide/score";

const result = (more: Partial<Result>): Result => ({
  scenario: "any",
  seed: 1,
  kept: true,
  keptUnchanged: true,
  missed: 0,
  budget: 43.2,
  movesUp: [],
  changed: [],
  decided: {},
  best: {},
  decidedUsd: 0,
  savedUsd: 0,
  bestUsd: 0,
  bestOneStepUsd: 0,
  beforeUsd: 100,
  unchanged: [],
  risks: [],
  ...more,
});
const said = (stated: number, came: boolean, more = {}) => ({ component: "cache", stated, came, size: 0, chosen: false, ...more });

describe("the score of decisions", () => {
  it("kept is a share of seeds, saved a share of dollars: large stacks weigh more", () => {
    const score = scoreOf([
      result({ savedUsd: 90, bestUsd: 100, bestOneStepUsd: 80, risks: [said(0.1, false)] }),
      result({ kept: false, savedUsd: -10, bestUsd: 20, risks: [said(0.9, true)] }),
    ]);
    expect(score).toMatchObject({ seeds: 2, sloKept: 0.5, sloKeptUnchanged: 1 });
    expect(score.savingShare).toBeCloseTo(80 / 120, 12);
    expect(score.savingShareOneStep).toBeCloseTo(80 / 80, 12);
  });

  it("where there is nothing to save, there is no share of it", () => {
    expect(scoreOf([result({ savedUsd: -5, risks: [said(0, false)] })]).savingShare).toBeNaN();
  });

  it("what is saved where the search would save nothing makes up for nothing, what is lost there is lost", () => {
    const nothingToSave = (savedUsd: number) => scoreOf([result({ savedUsd: 50, bestUsd: 100 }), result({ savedUsd })]).savingShare;
    expect([nothingToSave(30), nothingToSave(-30)]).toEqual([0.5, 0.2]);
  });

  it("a statement's error is held against the base rate of its size", () => {
    const { brier, brierBaseRate, skill } = scoreOf([result({ risks: [said(0.1, false), said(0.8, true)] })]);
    expect(brier).toBeCloseTo((0.1 ** 2 + 0.2 ** 2) / 2, 12);
    expect(brierBaseRate).toBeCloseTo(0.25, 12);
    expect(skill).toBeCloseTo(1 - brier / 0.25, 12);
  });

  it("sizes that were decided on are counted by themselves, and only where something was turned", () => {
    const risks = [said(0.02, false, { chosen: true }), said(0.9, true, { chosen: true, component: "database" }), said(0.5, true)];
    expect(chosenRisk([result({ changed: ["cache"], risks })])).toEqual({ decisions: 1, stated: 0.02, came: 0 });
  });
});

describe("an objective's minutes", () => {
  it.each([
    ["over the limit misses", [9, 10.001, 12], 2],
    ["the limit itself does not", [10, 10], 0],
    ["nor does what nobody measured", [Number.NaN, 11], 1],
  ])("%s", (_, values, missed) => {
    expect(missesOf(Float64Array.from(values), { limit: 10 })).toBe(missed);
  });

  it.each([
    ["three of five", [0, 11, 0, 11, 11, 0], 0, 4],
    ["two are not enough", [0, 11, 0, 0, 11, 0], 0, undefined],
    ["not asked before a minute", [11, 11, 11, 11], 3, 3],
  ])("a trigger is met: %s", (_, values, from, at) => {
    expect(firstMet(Float64Array.from(values), { limit: 10, points: 3, outOf: 5 }, from)).toBe(at);
  });
});

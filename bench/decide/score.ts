import { baseRateBrier, qualityOf } from "../../optimizer/risk/reliability";
import type { Result, RiskStated } from "./run";

/** What decisions are worth, over all seeds. */
export interface Score {
  readonly seeds: number;
  /** Share of the seeds in which every error budget of the days ahead held. */
  readonly sloKept: number;
  /** The same with the sizes left as they were: more than that nobody can ask of a decision. */
  readonly sloKeptUnchanged: number;
  /** Dollars saved of those that the all-knowing search saves; NaN where it saves none. */
  readonly savingShare: number;
  /** The same of a search that turns no component by more than one step. */
  readonly savingShareOneStep: number;
  readonly brier: number;
  /** Of saying each size's base rate. */
  readonly brierBaseRate: number;
  /** 1 − brier / brierBaseRate */
  readonly skill: number;
  /** Expected calibration error. */
  readonly ece: number;
}

export function scoreOf(results: readonly Result[]): Score {
  const share = (holds: (result: Result) => boolean): number => results.filter(holds).length / results.length;
  const sum = (of: (result: Result) => number): number => results.reduce((total, result) => total + of(result), 0);
  const statements = results.flatMap(({ risks }) => risks.filter(({ chosen }) => !chosen));
  const { brier, skill, expectedCalibrationError } = qualityOf(statements);
  /** Where nothing could be saved, what is saved counts for nothing, and what is lost counts. */
  const shareOf = (best: (result: Result) => number): number => {
    const most = sum((result) => Math.max(0, best(result)));
    return most > 0 ? sum((result) => (best(result) > 0 ? result.savedUsd : Math.min(0, result.savedUsd))) / most : Number.NaN;
  };
  return {
    seeds: results.length,
    sloKept: share(({ kept }) => kept),
    sloKeptUnchanged: share(({ keptUnchanged }) => keptUnchanged),
    savingShare: shareOf(({ bestUsd }) => bestUsd),
    savingShareOneStep: shareOf(({ bestOneStepUsd }) => bestOneStepUsd),
    brier,
    brierBaseRate: baseRateBrier(statements),
    skill,
    ece: expectedCalibrationError,
  };
}

/** What was stated of the sizes that were decided on, and how often it came. */
export function chosenRisk(results: readonly Result[]): { readonly decisions: number; readonly stated: number; readonly came: number } {
  const chosen: readonly RiskStated[] = results.flatMap(({ risks, changed }) =>
    risks.filter((risk) => risk.chosen && changed.includes(risk.component)),
  );
  const mean = (of: (risk: RiskStated) => number): number => chosen.reduce((total, risk) => total + of(risk), 0) / chosen.length;
  return { decisions: chosen.length, stated: mean(({ stated }) => stated), came: mean(({ came }) => Number(came)) };
}

import { baseRateBrier, meanSquaredError, reliability, type Statement } from "../risk";
import type { Recommendations } from "./recommendation";

/** What one component's own past says of the model: weeks as they would have been stated then, and its moves. */
export interface TrackRecord {
  readonly walked: readonly Statement[];
  readonly movesDown: number;
  readonly turnedBack: number;
}

/** Risks that would have been stated of past weeks, pooled over all components, against what came. */
export function reliabilityOf(records: readonly TrackRecord[]): Recommendations["reliability"] {
  const walked = records.flatMap((record) => record.walked);
  if (walked.length === 0) return undefined;
  // Of each component the size that is recommended, or that stays.
  const decided = walked.filter(({ size }) => size === 0);
  return {
    questions: walked.length,
    bins: reliability(walked).map(rounded),
    decided: reliability(decided, [0, 1]).map(rounded),
    brier: digits(meanSquaredError(walked)),
    brierBaseRate: digits(baseRateBrier(walked)),
    movesDown: sum(records.map(({ movesDown }) => movesDown)),
    turnedBack: sum(records.map(({ turnedBack }) => turnedBack)),
  };
}

const rounded = ({ stated, actual, questions }: { readonly stated: number; readonly actual: number; readonly questions: number }) => ({
  stated: digits(stated),
  came: digits(actual),
  questions,
});
const digits = (value: number): number => Number(value.toPrecision(6));
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

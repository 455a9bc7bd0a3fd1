/** A probability that was stated of a size, and what came. */
export interface Statement {
  readonly stated: number;
  readonly came: boolean;
  /** Whose base rate it is held against. */
  readonly size: number;
}

export interface Quality {
  readonly questions: number;
  /** How often the event came, and how often it was said to. */
  readonly actual: number;
  readonly stated: number;
  /** Mean squared error. */
  readonly brier: number;
  /** 1 − Brier / Brier of the base rate of each size. */
  readonly skill: number;
  /** Mean distance between stated and actual over {@link BINS} equal bins, weighted by how many fall into each. */
  readonly expectedCalibrationError: number;
}

export interface Bin {
  readonly stated: number;
  readonly actual: number;
  readonly questions: number;
}

const BINS = 10;
/** Narrower where decisions are made. */
const EDGES = [0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 0.8, 1];

export function qualityOf(statements: readonly Statement[]): Quality {
  const baseRate = baseRateBrier(statements);
  const brier = meanSquaredError(statements);
  const bins = reliability(
    statements,
    Array.from({ length: BINS + 1 }, (_, i) => i / BINS),
  );
  return {
    questions: statements.length,
    actual: mean(statements.map(came)),
    stated: mean(statements.map(({ stated }) => stated)),
    brier,
    skill: 1 - brier / baseRate,
    expectedCalibrationError: sum(bins.map((bin) => Math.abs(bin.stated - bin.actual) * bin.questions)) / statements.length,
  };
}

export const meanSquaredError = (statements: readonly Statement[]): number =>
  mean(statements.map((each) => (each.stated - came(each)) ** 2));

/** Brier score of who always states each size's own rate, known only afterwards. */
export function baseRateBrier(statements: readonly Statement[]): number {
  const bySize = [...new Set(statements.map(({ size }) => size))].map((size) => statements.filter((each) => each.size === size));
  return sum(bySize.map((same) => same.length * variance(mean(same.map(came))))) / statements.length;
}

/** Stated against actual, by what was stated; bins that hold nothing are left out. */
export const reliability = (statements: readonly Statement[], edges: readonly number[] = EDGES): readonly Bin[] =>
  edges.slice(0, -1).flatMap((from, i) => {
    const until = edges[i + 1] ?? 1;
    const inside = statements.filter(({ stated }) => stated >= from && (stated < until || until === 1));
    return inside.length === 0
      ? []
      : [{ stated: mean(inside.map(({ stated }) => stated)), actual: mean(inside.map(came)), questions: inside.length }];
  });

const came = (statement: Pick<Statement, "came">): number => Number(statement.came);
const variance = (p: number): number => p * (1 - p);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;

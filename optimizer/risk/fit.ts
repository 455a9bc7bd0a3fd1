import { fitLogistic } from "../statistics";
import { COLUMNS } from "./features";
import { FARTHEST_COLUMN, type Prior } from "./model";

/** Rows of {@link COLUMNS}, and whether the event came. */
export interface Examples {
  readonly columns: Float32Array;
  readonly came: Uint8Array;
}

export type Fitted = Pick<Prior, "intercept" | "columns">;

const LEAST_DEVIATION = 1e-6;
const DIGITS = 6;
const rounded = (value: number): number => Number(value.toPrecision(DIGITS));

/** Fits a prior. @param ridge penalty on half the squared weight of each standardised column; none on the intercept */
export function fitPrior({ columns, came }: Examples, ridge: number): Fitted {
  const width = COLUMNS.length;
  const moments = COLUMNS.map((_, j) => momentsOf(columns, width, j));
  const design = new Float32Array(came.length * (width + 1));
  for (let row = 0; row < came.length; row++) {
    design[row * (width + 1)] = 1;
    for (let j = 0; j < width; j++) {
      const { mean, deviation } = moments[j] ?? { mean: 0, deviation: 1 };
      const standardised = ((columns[row * width + j] ?? 0) - mean) / deviation;
      design[row * (width + 1) + j + 1] = Math.max(-FARTHEST_COLUMN, Math.min(FARTHEST_COLUMN, standardised));
    }
  }
  const precision = new Float64Array(width + 1).fill(ridge);
  precision[0] = LEAST_DEVIATION;
  const weights = fitLogistic({ design, outcomes: came }, { centre: new Float64Array(width + 1), precision });
  return {
    intercept: rounded(weights[0] ?? 0),
    columns: COLUMNS.map(({ feature, piece }, j) => ({
      feature,
      piece,
      mean: moments[j]?.mean ?? 0,
      deviation: moments[j]?.deviation ?? 1,
      weight: rounded(weights[j + 1] ?? 0),
    })),
  };
}

function momentsOf(columns: Float32Array, width: number, column: number): { readonly mean: number; readonly deviation: number } {
  let [sum, squares, rows] = [0, 0, 0];
  for (let i = column; i < columns.length; i += width) {
    const value = columns[i] ?? 0;
    sum += value;
    squares += value * value;
    rows++;
  }
  const mean = sum / rows;
  return { mean: rounded(mean), deviation: rounded(Math.max(LEAST_DEVIATION, Math.sqrt(Math.max(0, squares / rows - mean * mean)))) };
}

import { solvePositiveDefinite } from "./cholesky";
import { logistic } from "./logistic";

/** What happened, by question: row i of `design` holds the columns (the first usually 1), `outcomes[i]` is 1 where the event came. */
export interface Outcomes {
  /** Row after row, `columns` values each. */
  readonly design: Float32Array;
  readonly outcomes: Uint8Array;
}

export interface Ridge {
  /** The weights that the penalty pulls towards, one per column; also where the search starts. */
  readonly centre: Float64Array;
  /** Penalty on half the squared distance of each weight from its centre: precision of a normal prior. */
  readonly precision: Float64Array;
}

const ITERATIONS = 12;
const CONVERGED = 1e-4;
/** A step longer than this in any weight is shortened: Newton's method overshoots where outcomes are separable. */
const LONGEST_STEP = 4;
const LEAST_VARIANCE = 1e-5;

/**
 * Weights of a logistic model, by iteratively reweighted least squares (Newton's method) on the likelihood times a normal prior.
 * @returns one weight per column: the centre itself where there is no row
 */
export function fitLogistic({ design, outcomes }: Outcomes, { centre, precision }: Ridge): Float64Array {
  const columns = centre.length;
  const weights = centre.slice();
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    const gradient = precision.map((each, j) => each * ((centre[j] ?? 0) - (weights[j] ?? 0)));
    const information = new Float64Array(columns * columns);
    precision.forEach((each, j) => {
      information[j * columns + j] = each;
    });
    for (let row = 0; row < outcomes.length; row++) addRow(design, row * columns, outcomes[row] ?? 0, weights, gradient, information);
    const step = solvePositiveDefinite(information, gradient);
    let longest = 0;
    for (const each of step) longest = Math.max(longest, Math.abs(each));
    const scale = Math.min(1, LONGEST_STEP / longest);
    for (let j = 0; j < columns; j++) weights[j] = (weights[j] ?? 0) + scale * (step[j] ?? 0);
    if (longest < CONVERGED) break;
  }
  return weights;
}

/** Score and Fisher information of one row; the hot loop of the fit. */
function addRow(
  design: Float32Array,
  at: number,
  y: number,
  weights: Float64Array,
  gradient: Float64Array,
  information: Float64Array,
): void {
  const columns = weights.length;
  let score = 0;
  for (let j = 0; j < columns; j++) score += (weights[j] ?? 0) * (design[at + j] ?? 0);
  const p = logistic(score);
  const variance = Math.max(LEAST_VARIANCE, p * (1 - p));
  for (let j = 0; j < columns; j++) {
    const x = design[at + j] ?? 0;
    gradient[j] = (gradient[j] ?? 0) + (y - p) * x;
    const weighted = variance * x;
    const start = j * columns;
    for (let k = 0; k <= j; k++) information[start + k] = (information[start + k] ?? 0) + weighted * (design[at + k] ?? 0);
  }
}

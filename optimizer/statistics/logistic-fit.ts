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

const ITERATIONS = 20;
const CONVERGED = 1e-3;
/** A step longer than this in any weight is shortened: Newton's method overshoots where outcomes are separable. */
const LONGEST_STEP = 4;
/** A step that makes the fit worse is halved so often at the most: where rows are next to certain, two steps may lead back and forth for good. */
const HALVINGS = 10;
/** Of the loss; less is rounding. */
const WORSE = 1e-9;

/**
 * Weights of a logistic model, by iteratively reweighted least squares (Newton's method) on the likelihood times a normal prior.
 * @returns one weight per column: the centre itself where there is no row
 */
export function fitLogistic({ design, outcomes }: Outcomes, { centre, precision }: Ridge): Float64Array {
  const columns = centre.length;
  let weights = centre.slice();
  let loss = lossOf({ design, outcomes }, { centre, precision }, weights);
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    const gradient = precision.map((each, j) => each * ((centre[j] ?? 0) - (weights[j] ?? 0)));
    const information = new Float64Array(columns * columns);
    precision.forEach((each, j) => {
      information[j * columns + j] = each;
    });
    addRows({ design, outcomes }, weights, gradient, information);
    const step = solvePositiveDefinite(information, gradient);
    let longest = 0;
    for (const each of step) longest = Math.max(longest, Math.abs(each));
    let scale = Math.min(1, LONGEST_STEP / longest);
    for (let halved = 0; halved <= HALVINGS; halved++, scale /= 2) {
      const next = weights.map((weight, j) => weight + scale * (step[j] ?? 0));
      const then = lossOf({ design, outcomes }, { centre, precision }, next);
      if (then > loss + WORSE * Math.abs(loss)) continue;
      [weights, loss] = [next, then];
      break;
    }
    if (longest < CONVERGED) break;
  }
  return weights;
}

/** Negative log-likelihood with its penalty: what is made small. */
function lossOf({ design, outcomes }: Outcomes, { centre, precision }: Ridge, weights: Float64Array): number {
  const columns = weights.length;
  let loss = 0;
  for (let j = 0; j < columns; j++) loss += ((precision[j] ?? 0) / 2) * ((weights[j] ?? 0) - (centre[j] ?? 0)) ** 2;
  for (let row = 0; row < outcomes.length; row++) {
    let odds = 0;
    for (let j = 0; j < columns; j++) odds += (weights[j] ?? 0) * (design[row * columns + j] ?? 0);
    loss += Math.max(0, odds) + Math.log1p(Math.exp(-Math.abs(odds))) - (outcomes[row] ?? 0) * odds;
  }
  return loss;
}

/** Rows whose outcome is next to certain tell nothing of curvature: they are left out of the information, not of the score. */
const LEAST_INFORMATION = 1e-3;
/** Rows that are added to the information at once: each of its elements is then loaded and stored once for all of them. */
const BLOCK = 4;

/** Score and Fisher information of all rows: the hot loop of the fit. */
function addRows({ design, outcomes }: Outcomes, weights: Float64Array, gradient: Float64Array, information: Float64Array): void {
  const columns = weights.length;
  const rows = new Int32Array(BLOCK);
  const variances = new Float64Array(BLOCK);
  let waiting = 0;
  for (let row = 0; row < outcomes.length; row++) {
    const at = row * columns;
    let odds = 0;
    for (let j = 0; j < columns; j++) odds += (weights[j] ?? 0) * (design[at + j] ?? 0);
    const p = logistic(odds);
    const residual = (outcomes[row] ?? 0) - p;
    for (let j = 0; j < columns; j++) gradient[j] = (gradient[j] ?? 0) + residual * (design[at + j] ?? 0);
    if (p * (1 - p) < LEAST_INFORMATION) continue;
    rows[waiting] = at;
    variances[waiting] = p * (1 - p);
    waiting++;
    if (waiting === BLOCK) {
      addBlock(design, rows, variances, columns, information);
      waiting = 0;
    }
  }
  // A row that counts for nothing fills the last block.
  variances.fill(0, waiting);
  if (waiting > 0) addBlock(design, rows, variances, columns, information);
}

function addBlock(design: Float32Array, rows: Int32Array, variances: Float64Array, columns: number, information: Float64Array): void {
  const [a = 0, b = 0, c = 0, d = 0] = rows;
  const [va = 0, vb = 0, vc = 0, vd = 0] = variances;
  for (let j = 0; j < columns; j++) {
    const [xa, xb] = [va * (design[a + j] ?? 0), vb * (design[b + j] ?? 0)];
    const [xc, xd] = [vc * (design[c + j] ?? 0), vd * (design[d + j] ?? 0)];
    const start = j * columns;
    for (let k = 0; k <= j; k++) {
      const sum = xa * (design[a + k] ?? 0) + xb * (design[b + k] ?? 0) + xc * (design[c + k] ?? 0) + xd * (design[d + k] ?? 0);
      information[start + k] = (information[start + k] ?? 0) + sum;
    }
  }
}

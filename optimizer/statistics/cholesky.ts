import { TrimtabError } from "../../contract";

/**
 * Solves A x = b for a symmetric positive definite A (Cholesky).
 * @param matrix n × n by rows; only the lower triangle is read, and overwritten by its factor
 * @throws TrimtabError where A is not positive definite
 */
export function solvePositiveDefinite(matrix: Float64Array, right: Float64Array): Float64Array {
  const n = right.length;
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = matrix[i * n + j] ?? 0;
      for (let k = 0; k < j; k++) sum -= (matrix[i * n + k] ?? 0) * (matrix[j * n + k] ?? 0);
      if (i > j) matrix[i * n + j] = sum / (matrix[j * n + j] ?? 1);
      else if (sum > 0) matrix[j * n + j] = Math.sqrt(sum);
      else throw new TrimtabError(`the matrix is not positive definite: pivot ${j} is ${sum}`);
    }
  }
  const x = right.slice();
  for (let i = 0; i < n; i++) {
    let sum = x[i] ?? 0;
    for (let k = 0; k < i; k++) sum -= (matrix[i * n + k] ?? 0) * (x[k] ?? 0);
    x[i] = sum / (matrix[i * n + i] ?? 1);
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i] ?? 0;
    for (let k = i + 1; k < n; k++) sum -= (matrix[k * n + i] ?? 0) * (x[k] ?? 0);
    x[i] = sum / (matrix[i * n + i] ?? 1);
  }
  return x;
}

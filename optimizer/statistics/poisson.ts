const HALVINGS = 60;

/** P(at most `count` events where `mean` are expected). */
function atMost(count: number, mean: number): number {
  let term = Math.exp(-mean);
  let sum = term;
  for (let i = 1; i <= count; i++) {
    term *= mean / i;
    sum += term;
  }
  return sum;
}

/**
 * Upper bound, at a confidence, of the mean of a Poisson count of which one was seen: the mean at which so few would be seen with the
 * remaining probability. F. Garwood, "Fiducial limits for the Poisson distribution", Biometrika 28 (1936).
 */
export function poissonUpper(count: number, confidence: number): number {
  let [low, high] = [0, 1];
  while (atMost(count, high) > 1 - confidence) high *= 2;
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    if (atMost(count, middle) > 1 - confidence) low = middle;
    else high = middle;
  }
  return high;
}

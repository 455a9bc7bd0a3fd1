/** Minutes, or any other unit of time: the same everywhere. */
export interface Interruptions {
  /** What writing one checkpoint costs. */
  readonly checkpoint: number;
  /** Mean time between interruptions; infinite where there are none. */
  readonly meanBetween: number;
}

/**
 * Working time between checkpoints at which a run with interruptions is expected to be over first: Young's √(2δM), with Daly's higher
 * order terms. J. T. Daly, "A higher order estimate of the optimum checkpoint interval for restart dumps", Future Generation Computer
 * Systems 22 (2006); J. W. Young, "A first order approximation to the optimum checkpoint interval", CACM 17 (1974).
 */
export function optimalInterval({ checkpoint, meanBetween }: Interruptions): number {
  if (!Number.isFinite(meanBetween)) return meanBetween;
  if (checkpoint >= 2 * meanBetween) return meanBetween;
  const ratio = checkpoint / (2 * meanBetween);
  return Math.sqrt(2 * checkpoint * meanBetween) * (1 + Math.sqrt(ratio) / 3 + ratio / 9) - checkpoint;
}

/**
 * Expected time until work is done that is checkpointed at an interval and done again from the last checkpoint after each interruption;
 * these come at any moment alike, also while it restarts. Daly (2006), the complete model.
 * @param work without checkpoints and interruptions
 * @param restart from an interruption until the work goes on
 */
export function expectedDuration(
  work: number,
  { checkpoint, meanBetween, interval, restart }: Interruptions & { readonly interval: number; readonly restart: number },
): number {
  const stretch = Math.min(interval, work);
  if (work <= 0) return 0;
  if (!Number.isFinite(meanBetween)) return work * (1 + checkpoint / stretch);
  return meanBetween * Math.exp(restart / meanBetween) * Math.expm1((stretch + checkpoint) / meanBetween) * (work / stretch);
}

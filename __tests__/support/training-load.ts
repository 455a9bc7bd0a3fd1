import type { Values } from "../../contract";
import type { Evidence } from "../../optimizer/evidence";
import type { TrainingRun, TrainingRuns } from "../../optimizer/telemetry/account";
import { mlPolicy } from "../../stacks/ml/policy";
import { mlContract } from "../../stacks/ml/tunables";
import { evidence } from "./evidence";
import { DAY, NOW, type SnapshotOptions, snapshotOf } from "./snapshot";

export const HOUR = 3600;
const START_SECONDS = 600;

/** Four hours on four ml.g5.2xlarge, asked for at 01:00 UTC so many days before the window's end. */
export function runOf(daysAgo: number, more: Partial<TrainingRun> = {}): TrainingRun {
  const createdEpoch = NOW - daysAgo * DAY + HOUR;
  const { trainingSeconds = 4 * HOUR, startSeconds = START_SECONDS, restartSeconds = [] } = more;
  return {
    name: `ml-training-${daysAgo}`,
    ended: "Completed",
    instanceType: "ml.g5.2xlarge",
    instances: 4,
    spot: false,
    createdEpoch,
    endEpoch: createdEpoch + startSeconds + trainingSeconds,
    trainingSeconds,
    billableSeconds: trainingSeconds,
    startSeconds,
    restartSeconds,
    checkpoints: true,
    ...more,
  };
}

/** A run on spot capacity: billed for two fifths of its time. */
export const trialOf = (daysAgo: number, more: Partial<TrainingRun> = {}): TrainingRun =>
  runOf(daysAgo, { spot: true, trainingSeconds: 5 * HOUR, billableSeconds: 2 * HOUR, ...more });

/** A run every day of 90, every tenth on spot capacity; two of these nine were interrupted for half an hour. */
export const NIGHTLY: readonly TrainingRun[] = Array.from({ length: 90 }, (_, i) => {
  const daysAgo = 90 - i;
  if (daysAgo % 10 !== 0) return runOf(daysAgo);
  return trialOf(daysAgo, { restartSeconds: daysAgo % 40 === 0 ? [HOUR / 2] : [] });
});

export const known = (runs: readonly TrainingRun[] = NIGHTLY): TrainingRuns => ({ runs });

const options = (runs: TrainingRuns | null, values: Values, more: Partial<SnapshotOptions>): SnapshotOptions => ({
  measures: {},
  components: { training: mlContract.components.training },
  policy: { ...mlPolicy, slos: [], scaleUpTriggers: [] },
  values,
  inventory: { training: { region: "us-east-1", resources: [{ scope: "jobs", name: "ml-training-", dimensions: {} }] } },
  account: { unreadTags: {}, streams: {}, ...(runs === null ? {} : { trainingRuns: { training: runs } }) },
  prices: { "sagemaker:training:ml.g5.2xlarge": 1.515 },
  ...more,
});

/** The ml stack's training with the runs given, on null with none asked for. */
export const trainingSnapshot = (runs: TrainingRuns | null = known(), values: Values = {}, more: Partial<SnapshotOptions> = {}) =>
  snapshotOf(options(runs, values, more));

export const trainingEvidence = (runs: TrainingRuns | null = known(), values: Values = {}, more: Partial<SnapshotOptions> = {}): Evidence =>
  evidence("training", options(runs, values, more));

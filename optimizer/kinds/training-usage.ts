import type { ComponentHistory } from "../evidence/history";
import { countIn, type Settings, textIn } from "../evidence/settings";
import { mean, poissonUpper } from "../statistics";
import type { TrainingRun } from "../telemetry/account";
import { acceleratedSpec } from "./endpoint-usage";
import { memoFor } from "./reading";
import { spotParametersOf } from "./training-spot";

const SECONDS_PER_MINUTE = 60;
const SECONDS_PER_HOUR = 3600;
const COMPLETED = "Completed";

/** What the window's runs say, of those on as many instances of the type as now. */
export interface TrainingUsage {
  /** Completed runs, with what each had to do: those on demand, which did nothing twice, or all where every run was on spot capacity. */
  readonly works: readonly TrainingWork[];
  readonly trials: readonly TrainingRun[];
  readonly runsPerMonthHour: number;
  readonly meanWorkMinutes: number;
  readonly spot: SpotExperience;
}

export interface TrainingWork {
  readonly run: TrainingRun;
  readonly minutes: number;
}

/** What runs on spot capacity showed; NaN where there was none. */
export interface SpotExperience {
  readonly hours: number;
  readonly interruptions: number;
  /** Upper bound at the policy's confidence. */
  readonly interruptionsPerHour: number;
  /** The longest that anything took until it trained, or trained again. */
  readonly restartMinutes: number;
  /** The greatest share of a run's training time that was billed. */
  readonly billedShare: number;
}

/**
 * What of a run's time was work that counts. On spot capacity each interruption threw away half an interval in the mean, and checkpoints took
 * their time: both come on top again where a run there is projected.
 */
function workMinutes(
  { spot, trainingSeconds, restartSeconds }: TrainingRun,
  { current, policy }: Pick<ComponentHistory, "current" | "policy">,
): number {
  const minutes = trainingSeconds / SECONDS_PER_MINUTE;
  const checkpoint = spotParametersOf(policy)?.checkpointMinutes;
  if (!spot || checkpoint === undefined) return minutes;
  const interval = countIn(current, "checkpoint_interval_minutes");
  return Math.max(0, minutes - (restartSeconds.length * interval) / 2) / (1 + checkpoint / interval);
}

export const isCompleted = ({ ended }: TrainingRun): boolean => ended === COMPLETED;

/** GPUs of all instances of a job. */
export const gpusOf = (settings: Settings): number => acceleratedSpec(settings).gpus * countIn(settings, "instance_count");

/** Read once for each history, however many candidates ask. */
export const trainingUsage = memoFor((history: ComponentHistory): TrainingUsage => {
  const { current, startEpoch, endEpoch, policy, trainingRuns } = history;
  const [type, count] = [textIn(current, "instance_type"), countIn(current, "instance_count")];
  const runs = (trainingRuns?.runs ?? []).filter(({ instanceType, instances }) => instanceType === type && instances === count);
  const completed = runs.filter(isCompleted);
  const onDemand = completed.filter(({ spot }) => !spot);
  const works = (onDemand.length > 0 ? onDemand : completed).map((run) => ({ run, minutes: workMinutes(run, history) }));
  const trials = runs.filter(({ spot }) => spot);
  return {
    works,
    trials,
    runsPerMonthHour: completed.length / ((endEpoch - startEpoch) / SECONDS_PER_HOUR),
    meanWorkMinutes: mean(Float64Array.from(works, ({ minutes }) => minutes)),
    spot: experience(trials, spotParametersOf(policy)?.interruptionConfidence ?? Number.NaN),
  };
});

function experience(trials: readonly TrainingRun[], confidence: number): SpotExperience {
  const hours = trials.reduce((sum, { trainingSeconds }) => sum + trainingSeconds, 0) / SECONDS_PER_HOUR;
  const interruptions = trials.reduce((sum, { restartSeconds }) => sum + restartSeconds.length, 0);
  if (hours === 0 || Number.isNaN(confidence)) {
    return { hours, interruptions, interruptionsPerHour: Number.NaN, restartMinutes: Number.NaN, billedShare: Number.NaN };
  }
  const pauses = trials.flatMap(({ startSeconds, restartSeconds }) => [startSeconds, ...restartSeconds]);
  return {
    hours,
    interruptions,
    interruptionsPerHour: poissonUpper(interruptions, confidence) / hours,
    restartMinutes: Math.max(...pauses) / SECONDS_PER_MINUTE,
    billedShare: Math.max(...trials.map(({ billableSeconds, trainingSeconds }) => billableSeconds / Math.max(1, trainingSeconds))),
  };
}

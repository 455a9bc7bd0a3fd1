import { SECONDS_PER_HOUR, SECONDS_PER_MINUTE } from "../../contract";
import type { ComponentHistory } from "../evidence/history";
import { countIn, type Settings, textIn } from "../evidence/settings";
import { memoFor } from "../memo";
import { mean, poissonUpper } from "../statistics";
import type { TrainingRun } from "../telemetry/account";
import { acceleratedSpec } from "./endpoint-usage";
import { spotParametersOf } from "./training-spot";

const COMPLETED = "Completed";

/** What the window's runs say, of those on as many instances of the type as now. */
export interface TrainingUsage {
  /** Completed runs: those on demand, which did nothing twice, or all where every run was on spot capacity. */
  readonly works: readonly TrainingWork[];
  readonly trials: readonly TrainingRun[];
  /** Completed ones, of the window's hours. */
  readonly runsPerHour: number;
  readonly meanMinutes: number;
  /** Minutes between checkpoints as they are set now. */
  readonly interval: number;
  readonly spot: SpotExperience;
}

export interface TrainingWork {
  readonly run: TrainingRun;
  /** What it took without interruptions, with the checkpoints that it wrote. */
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

/** A run's time, less half an interval between checkpoints for each interruption: so much is done twice in the mean. */
const undisturbed = ({ trainingSeconds, restartSeconds }: TrainingRun, interval: number): number =>
  Math.max(0, trainingSeconds / SECONDS_PER_MINUTE - (restartSeconds.length * interval) / 2);

export const isCompleted = ({ ended }: TrainingRun): boolean => ended === COMPLETED;

/** GPUs of all instances of a job. */
export const gpusOf = (settings: Settings): number => acceleratedSpec(settings).gpus * countIn(settings, "instance_count");

/** Read once for each history, however many candidates ask. */
export const trainingUsage = memoFor((history: ComponentHistory): TrainingUsage => {
  const { current, startEpoch, endEpoch, policy, trainingRuns } = history;
  const [type, count] = [textIn(current, "instance_type"), countIn(current, "instance_count")];
  const runs = (trainingRuns?.runs ?? []).filter(({ instanceType, instances }) => instanceType === type && instances === count);
  const interval = countIn(current, "checkpoint_interval_minutes");
  const completed = runs.filter(isCompleted);
  const onDemand = completed.filter(({ spot }) => !spot);
  const works = (onDemand.length > 0 ? onDemand : completed).map((run) => ({ run, minutes: undisturbed(run, interval) }));
  const trials = runs.filter(({ spot }) => spot);
  return {
    works,
    trials,
    runsPerHour: completed.length / ((endEpoch - startEpoch) / SECONDS_PER_HOUR),
    interval,
    meanMinutes: mean(Float64Array.from(works, ({ minutes }) => minutes)),
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

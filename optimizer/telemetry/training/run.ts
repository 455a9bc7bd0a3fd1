import type { DescribeTrainingJobResponse, SecondaryStatusTransition } from "@aws-sdk/client-sagemaker";
import { MS_PER_SECOND } from "../../../contract";
import type { TrainingRun } from "../account";

const TRAINING = "Training";
const INTERRUPTED = "Interrupted";

const epochOf = (time: Date | undefined): number | undefined => (time === undefined ? undefined : time.getTime() / MS_PER_SECOND);

/**
 * One job that is over, from what SageMaker says of it; undefined for one that still runs, or of which something is not told.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeTrainingJob.html
 */
export function trainingRun(job: DescribeTrainingJobResponse): TrainingRun | undefined {
  const { TrainingJobName: name, SecondaryStatus: ended, ResourceConfig, EnableManagedSpotTraining: spot = false } = job;
  const { InstanceType: instanceType, InstanceCount: instances } = ResourceConfig ?? {};
  const [createdEpoch, endEpoch] = [epochOf(job.CreationTime), epochOf(job.TrainingEndTime)];
  const { TrainingTimeInSeconds: trainingSeconds, BillableTimeInSeconds: billableSeconds } = job;
  if (name === undefined || ended === undefined || instanceType === undefined || instances === undefined) return undefined;
  if (createdEpoch === undefined || endEpoch === undefined || trainingSeconds === undefined || billableSeconds === undefined)
    return undefined;
  const transitions = job.SecondaryStatusTransitions ?? [];
  const trainedAt = transitions.filter(({ Status }) => Status === TRAINING).flatMap(({ StartTime }) => epochOf(StartTime) ?? []);
  return {
    name,
    ended,
    instanceType,
    instances,
    spot,
    createdEpoch,
    endEpoch,
    trainingSeconds,
    billableSeconds,
    startSeconds: Math.max(0, Math.min(...trainedAt, endEpoch) - createdEpoch),
    restartSeconds: restarts(transitions, trainedAt, endEpoch),
    checkpoints: (job.CheckpointConfig?.S3Uri ?? "") !== "",
  };
}

/** Of each interruption the time until training went on, or the job ended. */
const restarts = (transitions: readonly SecondaryStatusTransition[], trainedAt: readonly number[], endEpoch: number): readonly number[] =>
  transitions
    .filter(({ Status }) => Status === INTERRUPTED)
    .flatMap(({ StartTime }) => {
      const at = epochOf(StartTime);
      return at === undefined ? [] : [Math.min(...trainedAt.filter((epoch) => epoch >= at), endEpoch) - at];
    });

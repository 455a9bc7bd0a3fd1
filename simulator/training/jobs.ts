import type { TrainedRun } from "../systems";
import { SECONDS_PER_DAY, SECONDS_PER_MINUTE } from "../time";
import type { TrainingComponent } from "../world";
import type { ListRequest } from "./requests";

/** A job that has been started. */
interface Job {
  readonly name: string;
  readonly run: TrainedRun;
}

/** How far back jobs are known: as long as CloudWatch's longest tier. */
const KNOWN_DAYS = 455;
/** A local date may begin a day before UTC's or after it. */
const DAYS_AROUND = 1;
const DAY_IN_NAME = /(\d{4})(\d{2})(\d{2})$/;

const dayName = (day: number): string => new Date(day * SECONDS_PER_DAY * 1000).toISOString().slice(0, 10).replaceAll("-", "");
const createdEpoch = ({ run }: Job): number => run.startMinute * SECONDS_PER_MINUTE;
const endEpoch = ({ run }: Job): number => (run.startMinute + run.working.length) * SECONDS_PER_MINUTE;

/** Every job has the date of its start in its name. @param name only this one */
export function knownJobs(components: readonly TrainingComponent[], nowEpoch: number, name?: string): readonly Job[] {
  const today = Math.floor(nowEpoch / SECONDS_PER_DAY);
  return components
    .flatMap(({ prefix, trained }) => {
      const only = name?.startsWith(prefix) === true ? DAY_IN_NAME.exec(name) : undefined;
      if (name !== undefined && (only === undefined || only === null)) return [];
      const days = only
        ? [Date.UTC(Number(only[1]), Number(only[2]) - 1, Number(only[3])) / (SECONDS_PER_DAY * 1000)]
        : Array.from({ length: KNOWN_DAYS + DAYS_AROUND }, (_, back) => today + DAYS_AROUND - back);
      return days.map((day) => ({ name: `${prefix}${dayName(day)}`, run: trained(day) }));
    })
    .filter((job) => createdEpoch(job) <= nowEpoch && (name === undefined || job.name === name))
    .sort((a, b) => createdEpoch(a) - createdEpoch(b));
}

export function list(components: readonly TrainingComponent[], asked: ListRequest, nowEpoch: number): object {
  const found = knownJobs(components, nowEpoch).filter(
    (job) =>
      job.name.includes(asked.NameContains) &&
      createdEpoch(job) >= asked.CreationTimeAfter &&
      createdEpoch(job) <= asked.CreationTimeBefore,
  );
  const sorted = asked.SortOrder === "Ascending" ? found : [...found].reverse();
  const from = asked.NextToken ?? 0;
  const to = from + asked.MaxResults;
  return {
    TrainingJobSummaries: sorted.slice(from, to).map((job) => ({
      TrainingJobName: job.name,
      TrainingJobArn: `arn:aws:sagemaker:::training-job/${job.name}`,
      CreationTime: createdEpoch(job),
      TrainingJobStatus: endEpoch(job) <= nowEpoch ? "Completed" : "InProgress",
    })),
    ...(to < sorted.length ? { NextToken: String(to) } : {}),
  };
}

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeTrainingJob.html, as far as it tells of time and capacity. */
export function described(job: Job, nowEpoch: number): object {
  const { name, run } = job;
  const isOver = endEpoch(job) <= nowEpoch;
  const status = isOver ? "Completed" : "InProgress";
  const trainingSeconds = secondsOfTraining(run);
  return {
    TrainingJobName: name,
    TrainingJobArn: `arn:aws:sagemaker:::training-job/${name}`,
    TrainingJobStatus: status,
    SecondaryStatus: isOver ? "Completed" : "Training",
    ResourceConfig: { InstanceType: run.instanceType, InstanceCount: run.instances, VolumeSizeInGB: 100 },
    StoppingCondition: { MaxRuntimeInSeconds: 2 * SECONDS_PER_DAY },
    EnableManagedSpotTraining: run.spot,
    CheckpointConfig: { S3Uri: `s3://checkpoints/${name}` },
    CreationTime: createdEpoch(job),
    SecondaryStatusTransitions: transitions(job).filter(({ StartTime }) => StartTime <= nowEpoch),
    ...(isOver
      ? {
          TrainingEndTime: endEpoch(job),
          TrainingTimeInSeconds: trainingSeconds,
          BillableTimeInSeconds: Math.round(trainingSeconds * run.billedShare),
        }
      : {}),
  };
}

/** From the first minute of training on, without those in which there was no capacity. */
function secondsOfTraining({ working }: TrainedRun): number {
  const first = working.indexOf(1);
  return working.slice(Math.max(0, first)).filter((minute) => !Number.isNaN(minute)).length * SECONDS_PER_MINUTE;
}

const STATUS = { waiting: "Interrupted", starting: "Starting", training: "Training" } as const;
const statusAt = (minute: number): string => (Number.isNaN(minute) ? STATUS.waiting : minute === 0 ? STATUS.starting : STATUS.training);

function transitions(job: Job): readonly { readonly Status: string; readonly StartTime: number }[] {
  const statuses = [...job.run.working].map(statusAt);
  return statuses.flatMap((Status, i) =>
    Status === statuses[i - 1] ? [] : [{ Status, StartTime: createdEpoch(job) + i * SECONDS_PER_MINUTE }],
  );
}

import {
  DescribeTrainingJobCommand,
  type DescribeTrainingJobResponse,
  paginateListTrainingJobs,
  SageMakerClient,
} from "@aws-sdk/client-sagemaker";
import { MS_PER_SECOND } from "../../../contract";
import { clientOptions, watch } from "../aws/client";
import type { ReaderOptions } from "../aws/reader-options";
import { sameWorld } from "../aws/world";

/** UTC epoch seconds. */
export interface Span {
  readonly startEpoch: number;
  readonly endEpoch: number;
}

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListTrainingJobs.html */
const LARGEST_PAGE = 100;

/** Calls about training jobs in one region. */
export class TrainingSession {
  private readonly client: SageMakerClient;
  private readonly abort: { readonly abortSignal: AbortSignal };

  constructor({ region, patience, timer, signal, source, credentials }: ReaderOptions) {
    this.client = new SageMakerClient(clientOptions(region, patience, credentials));
    this.abort = { abortSignal: signal };
    watch(this.client, { what: `SageMaker in ${region}`, patience, timer, beforeAttempt: sameWorld("training jobs", source) });
  }

  /** Names of the jobs that were asked for within the span and begin with a prefix, oldest first. */
  async names(prefix: string, { startEpoch, endEpoch }: Span): Promise<readonly string[]> {
    const names: string[] = [];
    const asked = {
      NameContains: prefix,
      CreationTimeAfter: new Date(startEpoch * MS_PER_SECOND),
      CreationTimeBefore: new Date(endEpoch * MS_PER_SECOND),
      SortBy: "CreationTime",
      SortOrder: "Ascending",
    } as const;
    for await (const page of paginateListTrainingJobs({ client: this.client, pageSize: LARGEST_PAGE }, asked)) {
      this.abort.abortSignal.throwIfAborted();
      for (const { TrainingJobName = "" } of page.TrainingJobSummaries ?? [])
        if (TrainingJobName.startsWith(prefix)) names.push(TrainingJobName);
    }
    return names;
  }

  job(TrainingJobName: string): Promise<DescribeTrainingJobResponse> {
    return this.client.send(new DescribeTrainingJobCommand({ TrainingJobName }), this.abort);
  }

  close(): void {
    this.client.destroy();
  }
}

import type { DeploymentContract } from "../../../../contract";
import { systemTimer } from "../../../../optimizer/telemetry/aws/timer";
import { readTraining } from "../../../../optimizer/telemetry/training";
import { mlContract } from "../../../../stacks/ml/tunables";
import { smallContract } from "../../../support/small-contract";
import { type AccountServer, denied, type Operations, startAccountServer } from "../support/account-server";
import { useEndpoint } from "../support/aws-server";

const useAws = useEndpoint();
const START = 1_790_000_000;
const options = {
  startEpoch: START,
  endEpoch: START + 90 * 86_400,
  patience: { connectMs: 1_000, requestMs: 1_000, silenceMs: 2_000, attempts: 1 },
  timer: systemTimer,
  signal: new AbortController().signal,
  source: "simulator",
} as const;
const contract: DeploymentContract = {
  ...smallContract(),
  components: { training: mlContract.components.training },
  inventory: { training: { region: "us-west-2", resources: [{ scope: "jobs", name: "ml-training-", dimensions: {} }] } },
};

let server: AccountServer | undefined;
afterEach(async () => server?.close());

async function training(operations: Operations) {
  server = await startAccountServer(operations);
  useAws(server.url);
  return (await readTraining(contract, options)).training;
}

const named = (...names: readonly string[]) => names.map((TrainingJobName) => ({ TrainingJobName }));
const CREATED = START + 3_600;
const JOB = {
  TrainingJobName: "ml-training-1",
  SecondaryStatus: "Completed",
  ResourceConfig: { InstanceType: "ml.g5.2xlarge", InstanceCount: 4, VolumeSizeInGB: 100 },
  EnableManagedSpotTraining: true,
  CheckpointConfig: { S3Uri: "s3://checkpoints/1" },
  CreationTime: CREATED,
  TrainingEndTime: CREATED + 18_000,
  TrainingTimeInSeconds: 16_000,
  BillableTimeInSeconds: 6_000,
  SecondaryStatusTransitions: [
    { Status: "Starting", StartTime: CREATED },
    { Status: "Training", StartTime: CREATED + 500 },
    { Status: "Interrupted", StartTime: CREATED + 5_000 },
    { Status: "Starting", StartTime: CREATED + 6_000 },
    { Status: "Training", StartTime: CREATED + 6_800 },
    { Status: "Interrupted", StartTime: CREATED + 17_000 },
    { Status: "Uploading", StartTime: CREATED + 17_900 },
  ],
};
const RUN = {
  name: "ml-training-1",
  ended: "Completed",
  instanceType: "ml.g5.2xlarge",
  instances: 4,
  spot: true,
  createdEpoch: CREATED,
  endEpoch: CREATED + 18_000,
  trainingSeconds: 16_000,
  billableSeconds: 6_000,
  startSeconds: 500,
  // From interruption to training again; the last was never taken up.
  restartSeconds: [1_800, 1_000],
  checkpoints: true,
};
const described = (change: object) => ({
  ListTrainingJobs: () => ({ TrainingJobSummaries: named("ml-training-1") }),
  DescribeTrainingJob: () => ({ ...JOB, ...change }),
});

describe("runs of a training component", () => {
  it("are the jobs whose names begin as the inventory says, on whatever page they stand, asked for within the window", async () => {
    const found = await training({
      ListTrainingJobs: ({ NextToken }) =>
        NextToken === undefined
          ? { TrainingJobSummaries: named("ml-training-1", "old-ml-training-1"), NextToken: "2" }
          : { TrainingJobSummaries: named("ml-training-2") },
      DescribeTrainingJob: ({ TrainingJobName }) => ({ ...JOB, TrainingJobName }),
    });
    expect(found).toEqual({ runs: [RUN, { ...RUN, name: "ml-training-2" }] });
    const [first] = server?.calls ?? [];
    expect(first?.input).toMatchObject({
      NameContains: "ml-training-",
      CreationTimeAfter: options.startEpoch,
      CreationTimeBefore: options.endEpoch,
      MaxResults: 100,
    });
  });

  it.each<[string, object, object]>([
    [
      "on demand without checkpoints",
      { EnableManagedSpotTraining: undefined, CheckpointConfig: undefined },
      { spot: false, checkpoints: false },
    ],
    ["given up on its deadline", { SecondaryStatus: "MaxWaitTimeExceeded" }, { ended: "MaxWaitTimeExceeded" }],
    ["that never trained", { SecondaryStatusTransitions: [] }, { startSeconds: 18_000, restartSeconds: [] }],
  ])("tell of one %s", async (_what, change, run) => {
    expect(await training(described(change))).toEqual({ runs: [{ ...RUN, ...run }] });
  });

  it.each([
    ["still runs", { TrainingEndTime: undefined, BillableTimeInSeconds: undefined }],
    ["does not tell its instances", { ResourceConfig: {} }],
  ])("are without one that %s", async (_what, change) => {
    expect(await training(described(change))).toEqual({ runs: [] });
  });

  it.each<[string, Operations, RegExp]>([
    ["jobs may not be listed", { ListTrainingJobs: denied }, /sagemaker:ListTrainingJobs/],
    ["one may not be described", { ...described({}), DescribeTrainingJob: denied }, /sagemaker:DescribeTrainingJob/],
    [
      "there are too many",
      {
        ListTrainingJobs: () => ({
          TrainingJobSummaries: Array.from({ length: 1_101 }, (_, i) => ({ TrainingJobName: `ml-training-${i}` })),
        }),
      },
      /^1101 jobs begin with ml-training-, more than 1100$/,
    ],
  ])("are not known where %s", async (_where, operations, unknown) => {
    expect(await training(operations)).toEqual({ runs: [], unknown: expect.stringMatching(unknown) });
  });

  it("are asked for of no other component", async () => {
    server = await startAccountServer({});
    useAws(server.url);
    expect(await readTraining(smallContract(), options)).toEqual({});
    expect(server.calls).toEqual([]);
  });
});

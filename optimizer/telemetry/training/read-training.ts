import pLimit from "p-limit";
import { type DeploymentContract, JOBS_SCOPE } from "../../../contract";
import type { TrainingRuns } from "../account";
import { reasonOf } from "../aws/failures";
import type { ReaderOptions } from "../aws/reader-options";
import { trainingRun } from "./run";
import { type Span, TrainingSession } from "./session";

export interface TrainingOptions extends Omit<ReaderOptions, "region">, Span {}

interface Asked {
  readonly component: string;
  readonly region: string;
  /** What the names of the component's jobs begin with. */
  readonly prefix: string;
}

/** A run every two hours for a quarter: who trains more often is described no further. */
const MOST_JOBS = 1_100;
const PARALLEL = 4;
const ACTIONS = "sagemaker:ListTrainingJobs, sagemaker:DescribeTrainingJob";

/**
 * The runs of every training component within the span, by component: jobs get their names when they start, so nobody knows them before,
 * and CloudWatch lists none that was silent for two weeks. What cannot be read is unknown, with the reason.
 */
export async function readTraining(
  contract: DeploymentContract,
  { startEpoch, endEpoch, ...options }: TrainingOptions,
): Promise<Readonly<Record<string, TrainingRuns>>> {
  const read = await Promise.all(
    askedOf(contract).map(async (asked) => [asked.component, await runsOf(asked, { startEpoch, endEpoch }, options)] as const),
  );
  return Object.fromEntries(read);
}

const askedOf = ({ components, inventory }: DeploymentContract): readonly Asked[] =>
  Object.entries(inventory).flatMap(([component, { region: home, resources }]) =>
    components[component]?.kind !== "training-job"
      ? []
      : resources.flatMap(({ scope, name, region = home }) => (scope === JOBS_SCOPE ? [{ component, region, prefix: name }] : [])),
  );

async function runsOf({ region, prefix }: Asked, span: Span, options: Omit<ReaderOptions, "region">): Promise<TrainingRuns> {
  const session = new TrainingSession({ ...options, region });
  const limit = pLimit(PARALLEL);
  try {
    const names = await session.names(prefix, span);
    if (names.length > MOST_JOBS) return { runs: [], unknown: `${names.length} jobs begin with ${prefix}, more than ${MOST_JOBS}` };
    const described = await Promise.all(names.map((name) => limit(async () => trainingRun(await session.job(name)))));
    return { runs: described.filter((run) => run !== undefined) };
  } catch (error) {
    options.signal.throwIfAborted();
    return { runs: [], unknown: reasonOf(error, ACTIONS) };
  } finally {
    limit.clearQueue();
    session.close();
  }
}

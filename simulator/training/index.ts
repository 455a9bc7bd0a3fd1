import { ServiceError } from "../wire/errors";
import { parseRequest } from "../wire/request";
import type { TrainingComponent } from "../world";
import { described, knownJobs, list } from "./jobs";
import { requestSchemas } from "./requests";

/** Prefix of `X-Amz-Target` for SageMaker. */
export const SAGEMAKER_TARGET = "SageMaker";

const INVALID = "ValidationException";

export interface TrainingAccount {
  readonly world: { readonly training: readonly TrainingComponent[] };
  /** The simulator's clock, UTC epoch seconds. */
  readonly nowEpoch: number;
}

/** Answers one operation about training jobs; the result is the body as JSON. @param region that the request is signed for */
export function sagemaker(operation: string, body: unknown, { world, nowEpoch }: TrainingAccount, region: string): Buffer {
  const here = world.training.filter((each) => each.region === region);
  return Buffer.from(JSON.stringify(answer(operation, body, here, nowEpoch)));
}

function answer(operation: string, body: unknown, here: readonly TrainingComponent[], nowEpoch: number): object {
  switch (operation) {
    case "ListTrainingJobs":
      return list(here, parseRequest(requestSchemas.ListTrainingJobs, body, INVALID), nowEpoch);
    case "DescribeTrainingJob": {
      const { TrainingJobName: name } = parseRequest(requestSchemas.DescribeTrainingJob, body, INVALID);
      const job = knownJobs(here, nowEpoch, name)[0];
      if (job === undefined) throw new ServiceError(INVALID, "Requested resource not found.");
      return described(job, nowEpoch);
    }
    default:
      throw new ServiceError("UnknownOperationException", `this stand-in does not answer ${operation} of SageMaker`);
  }
}

import type { SystemParameters } from "../scenario/systems";
import { auroraCluster } from "./aurora-cluster";
import { auroraGlobal } from "./aurora-global";
import { autoScalingGroup } from "./auto-scaling-group";
import { dax } from "./dax";
import { dynamodbTable } from "./dynamodb-table";
import { inferenceEndpoint } from "./inference-endpoint";
import { lambdaFunction } from "./lambda-function";
import { pattern } from "./pattern";
import { rdsInstance } from "./rds-instance";
import { redis } from "./redis";
import type { System, SystemContext } from "./system";
import { trainingJob } from "./training-job";

export { hasHoles, type MinuteBlock, without } from "./block";
export { STREAM_LABEL } from "./dynamodb-table/stream";
export type { MetricSource, NamedSource, Segment, System, SystemContext, TrainedRun } from "./system";

/** The simulated system behind a component; a new kind is one more case and one more folder. */
export function createSystem(context: SystemContext, parameters: SystemParameters): System {
  switch (parameters.kind) {
    case "auto-scaling-group":
      return autoScalingGroup(context, parameters);
    case "aurora-cluster":
      return auroraCluster(context, parameters);
    case "aurora-global":
      return auroraGlobal(context, parameters);
    case "rds-instance":
      return rdsInstance(context, parameters);
    case "lambda-function":
      return lambdaFunction(context, parameters);
    case "inference-endpoint":
      return inferenceEndpoint(context, parameters);
    case "training-job":
      return trainingJob(context, parameters);
    case "redis":
      return redis(context, parameters);
    case "dynamodb-table":
      return dynamodbTable(context, parameters);
    case "dax":
      return dax(context, parameters);
    case "pattern":
      return pattern(context, parameters);
  }
}

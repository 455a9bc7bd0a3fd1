import type { Kind } from "../../contract";
import { auroraCluster } from "./aurora-cluster";
import { auroraGlobal } from "./aurora-global";
import { autoScalingGroup } from "./auto-scaling-group";
import { dax } from "./dax";
import { dynamodbTable } from "./dynamodb-table";
import { inferenceEndpoint } from "./inference-endpoint";
import { lambdaFunction } from "./lambda-function";
import type { KindModel } from "./model";
import { rdsInstance } from "./rds-instance";
import { redis } from "./redis";
import { trainingJob } from "./training-job";

/** Kinds that the optimizer can size; of any other it says that it cannot. */
const MODELS: readonly KindModel[] = [
  auroraCluster,
  auroraGlobal,
  rdsInstance,
  autoScalingGroup,
  redis,
  dynamodbTable,
  dax,
  lambdaFunction,
  inferenceEndpoint,
  trainingJob,
];

export const modelOf = (kind: Kind): KindModel | undefined => MODELS.find((model) => model.kind === kind);

export type {
  Change,
  Dimension,
  FailureCase,
  KindModel,
  LimitCheck,
  Lookups,
  Queue,
  Saturation,
  Scaled,
  Study,
  VolumeModel,
} from "./model";

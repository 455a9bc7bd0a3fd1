import type { Kind } from "../../kinds";
import type { MetricEntry } from "../metric";
import { auroraClusterMetrics } from "./aurora-cluster";
import { auroraGlobalMetrics } from "./aurora-global";
import { autoScalingGroupMetrics } from "./auto-scaling-group";
import { daxMetrics } from "./dax";
import { dynamodbTableMetrics } from "./dynamodb-table";
import { inferenceEndpointMetrics } from "./inference-endpoint";
import { lambdaFunctionMetrics } from "./lambda-function";
import { rdsInstanceMetrics } from "./rds-instance";
import { redisMetrics } from "./redis";
import { trainingJobMetrics } from "./training-job";

/** What the collector reads for each kind. */
export const METRICS: { readonly [K in Kind]: readonly MetricEntry[] } = {
  "aurora-cluster": auroraClusterMetrics,
  "aurora-global": auroraGlobalMetrics,
  "rds-instance": rdsInstanceMetrics,
  "auto-scaling-group": autoScalingGroupMetrics,
  redis: redisMetrics,
  "dynamodb-table": dynamodbTableMetrics,
  dax: daxMetrics,
  "lambda-function": lambdaFunctionMetrics,
  "inference-endpoint": inferenceEndpointMetrics,
  "training-job": trainingJobMetrics,
};

import type { Kind } from "../../kinds";
import type { MetricEntry } from "../metric";
import { auroraClusterMetrics } from "./aurora-cluster";
import { autoScalingGroupMetrics } from "./auto-scaling-group";
import { daxMetrics } from "./dax";
import { dynamodbTableMetrics } from "./dynamodb-table";
import { redisMetrics } from "./redis";

/** Kinds whose stacks are not built yet read nothing, and so nothing is proposed for them. */
const NONE: readonly MetricEntry[] = [];

/** What the collector reads for each kind. */
export const METRICS: { readonly [K in Kind]: readonly MetricEntry[] } = {
  "aurora-cluster": auroraClusterMetrics,
  "aurora-global": NONE,
  "rds-instance": NONE,
  "auto-scaling-group": autoScalingGroupMetrics,
  redis: redisMetrics,
  "dynamodb-table": dynamodbTableMetrics,
  dax: daxMetrics,
  "lambda-function": NONE,
  "inference-endpoint": NONE,
  "training-job": NONE,
};

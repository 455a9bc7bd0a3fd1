import type { KindDraft } from "../drafted";
import { autoScalingGroup } from "./auto-scaling-group";
import { dax } from "./dax";
import { dynamodbTable } from "./dynamodb-table";
import { lambdaFunction } from "./lambda-function";
import { rdsInstance } from "./rds-instance";
import { redis } from "./redis";

/** One line per kind of component that a root module's resources can be read as. */
export const KIND_DRAFTS: readonly KindDraft[] = [autoScalingGroup, rdsInstance, redis, dynamodbTable, dax, lambdaFunction];

/** Resource types that are components of a kind which drafts do not read yet: a person adds them. */
export const NOT_DRAFTED: ReadonlyMap<string, string> = new Map([
  ["aws_rds_cluster", "aurora-cluster"],
  ["aws_rds_global_cluster", "aurora-global"],
  ["aws_sagemaker_endpoint", "inference-endpoint"],
]);

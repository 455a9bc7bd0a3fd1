import { TrimtabError } from "../errors";
import type { Kind } from "../kinds";
import type { TunableValue } from "../tunable";
import { auroraClusterChanges } from "./aurora-cluster";
import { auroraGlobalChanges } from "./aurora-global";
import { autoScalingGroupChanges } from "./auto-scaling-group";
import type { Change, ChangeRule, ChangesOf } from "./change";
import { daxChanges } from "./dax";
import { dynamodbTableChanges } from "./dynamodb-table";
import { inferenceEndpointChanges } from "./inference-endpoint";
import { lambdaFunctionChanges } from "./lambda-function";
import { rdsInstanceChanges } from "./rds-instance";
import { redisChanges } from "./redis";
import { trainingJobChanges } from "./training-job";

export * from "./change";
export { hasDataTiering } from "./redis";

/** What every change of every tunable does to the running service. */
export const CHANGES: { readonly [K in Kind]: ChangesOf<K> } = {
  "aurora-cluster": auroraClusterChanges,
  "aurora-global": auroraGlobalChanges,
  "rds-instance": rdsInstanceChanges,
  "auto-scaling-group": autoScalingGroupChanges,
  redis: redisChanges,
  "dynamodb-table": dynamodbTableChanges,
  dax: daxChanges,
  "lambda-function": lambdaFunctionChanges,
  "inference-endpoint": inferenceEndpointChanges,
  "training-job": trainingJobChanges,
};

/**
 * What turning a tunable from one value to another does.
 * @throws TrimtabError where the kind has no such tunable
 */
export function changeOf(kind: Kind, tunable: string, from: TunableValue, to: TunableValue): Change {
  const rules = new Map(Object.entries<ChangeRule>(CHANGES[kind]));
  const rule = rules.get(tunable);
  if (rule === undefined) {
    throw new TrimtabError(`a component of kind ${kind} has no tunable ${JSON.stringify(tunable)}`, {
      problems: [`its tunables are ${[...rules.keys()].join(", ")}`],
    });
  }
  return typeof rule === "function" ? rule(from, to) : rule;
}

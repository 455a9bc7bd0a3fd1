import type { SystemParameters } from "../scenario/systems";
import { auroraCluster } from "./aurora-cluster";
import { autoScalingGroup } from "./auto-scaling-group";
import { dax } from "./dax";
import { dynamodbTable } from "./dynamodb-table";
import { pattern } from "./pattern";
import { redis } from "./redis";
import type { System, SystemContext } from "./system";

export { hasHoles, type MinuteBlock, without } from "./block";
export type { MetricSource, Segment, System, SystemContext } from "./system";

/** The simulated system behind a component; a new kind is one more case and one more folder. */
export function createSystem(context: SystemContext, parameters: SystemParameters): System {
  switch (parameters.kind) {
    case "auto-scaling-group":
      return autoScalingGroup(context, parameters);
    case "aurora-cluster":
      return auroraCluster(context, parameters);
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

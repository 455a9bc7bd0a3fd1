import type { Inventory } from "../../contract";
import type { Deployment } from "../foundation";
import { endpointResources, inRegion, serviceResource, trainingJobsNamed } from "../inventory";

/** The variant that answers callers. */
const PRODUCTION = "production";

/** Where CloudWatch keeps the metrics of each component, from names alone; training jobs are named when they start. */
export function mlInventory({ name, region }: Pick<Deployment, "name" | "region">): Inventory {
  const endpoint = `${name}-predictions`;
  return {
    predictions: inRegion(region, [...endpointResources(endpoint, [PRODUCTION]), serviceResource(name, "predictions")]),
    training: inRegion(region, trainingJobsNamed(`${name}-training-`)),
  };
}

import type { Construct } from "constructs";
import { between, matches, prop, validateAllProps } from "../validation";
import type { DaxProps } from "./props";

const NAME = /^(?!.*--)[a-z][a-z0-9-]{0,18}[a-z0-9]$/;

/** @throws InputError with every problem of the cluster's props */
export function validate(scope: Construct, id: string, props: DaxProps): void {
  const milliseconds = between(0, 2 ** 31 - 1);
  validateAllProps(scope, id, [
    prop("name", props.name, matches(NAME), "2 to 20 lower case letters, digits and single dashes, a letter first"),
    prop("subnetIds", props.subnetIds, (ids) => ids.length >= 2, "subnets in two or more Availability Zones"),
    prop("tableArns", props.tableArns, (arns) => arns.length > 0, "at least one table"),
    prop("nodeType", props.nodeType, matches(/^dax\.[a-z0-9]+\.[a-z0-9]+$/), "a node type such as dax.r5.large"),
    prop("nodes", props.nodes, between(3, 11), "3 to 11: one in each of three zones, ten replicas at most"),
    prop("recordTtlMilliseconds", props.recordTtlMilliseconds, milliseconds, "0 or more milliseconds"),
    prop("queryTtlMilliseconds", props.queryTtlMilliseconds, milliseconds, "0 or more milliseconds"),
    prop("maintenanceWindow", props.maintenanceWindow, matches(/^[a-z]{3}:\d\d:\d\d-[a-z]{3}:\d\d:\d\d$/), "ddd:hh:mm-ddd:hh:mm in UTC"),
  ]);
}

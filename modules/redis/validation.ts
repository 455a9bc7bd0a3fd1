import { Token } from "cdktf";
import type { Construct } from "constructs";
import { CACHE_ENGINES } from "../../contract";
import { between, matches, oneOf, type Problem, prop, validateAllProps } from "../validation";
import { EVICTION_POLICIES, type RedisProps } from "./props";

const NAME = /^(?!.*--)[a-z][a-z0-9-]{0,31}[a-z0-9]$/;
const MAX_NODES = 500;

/** Numbers that are tokens cannot be multiplied. */
function tooManyNodes({ shards, replicasPerShard }: RedisProps): Problem {
  if (Token.isUnresolved(shards) || Token.isUnresolved(replicasPerShard)) return undefined;
  return prop(
    "shards × (1 + replicasPerShard)",
    shards * (1 + replicasPerShard),
    (nodes) => nodes <= MAX_NODES,
    `at most ${MAX_NODES} nodes`,
  );
}

/** @throws InputError with every problem of the replication group's props */
export function validate(scope: Construct, id: string, props: RedisProps): void {
  validateAllProps(scope, id, [
    prop("name", props.name, matches(NAME), "2 to 33 lower case letters, digits and single dashes, a letter first"),
    prop("subnetIds", props.subnetIds, (ids) => ids.length >= 2, "subnets in two or more Availability Zones"),
    prop("nodeType", props.nodeType, matches(/^cache\.[a-z0-9]+\.[a-z0-9]+$/), "a node type such as cache.r6g.large"),
    prop("shards", props.shards, between(1, 90), "1 to 90"),
    prop("replicasPerShard", props.replicasPerShard, between(1, 5), "1 to 5: Multi-AZ needs one"),
    tooManyNodes(props),
    prop("engine", props.engine, oneOf<string>(...CACHE_ENGINES), CACHE_ENGINES.join(", ")),
    prop("engineVersion", props.engineVersion, matches(/^7\.[01]$/), "7.0 or 7.1"),
    prop("evictionPolicy", props.evictionPolicy, oneOf(...EVICTION_POLICIES), EVICTION_POLICIES.join(", ")),
    prop("keyspaceEvents", props.keyspaceEvents, matches(/^[KEg$lshzxetdmnA]*$/), "letters of notify-keyspace-events"),
    prop("snapshotRetentionDays", props.snapshotRetentionDays, between(1, 35), "1 to 35 days"),
    prop("logRetentionDays", props.logRetentionDays, between(1, 3653), "1 day or more"),
    prop("snapshotWindow", props.snapshotWindow, matches(/^\d\d:\d\d-\d\d:\d\d$/), "hh:mm-hh:mm in UTC"),
    prop("maintenanceWindow", props.maintenanceWindow, matches(/^[a-z]{3}:\d\d:\d\d-[a-z]{3}:\d\d:\d\d$/), "ddd:hh:mm-ddd:hh:mm in UTC"),
  ]);
}

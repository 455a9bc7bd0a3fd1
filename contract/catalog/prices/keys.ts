import type { Component } from "../../component";
import { AURORA_MODES } from "./aurora";
import { io2IopsByTier } from "./ebs";

/** Every price that some setting of the component's tunables is billed at; kinds whose stacks are not built yet have none. */
export function priceKeysOf(component: Component): readonly string[] {
  return [...new Set(keys(component))].sort();
}

function keys(component: Component): readonly string[] {
  switch (component.kind) {
    case "auto-scaling-group": {
      const { instance_type, volume_iops } = component.tunables;
      const volume =
        volume_iops === undefined ? ["ebs:gp3:gb-month"] : ["ebs:io2:gb-month", ...io2IopsByTier(volume_iops.max).map((t) => t.key)];
      return [...instance_type.ladder.map((type) => `ec2:${type}`), ...volume];
    }
    case "aurora-cluster": {
      const { writer_class, failover_reader_class, reader_class } = component.tunables;
      const classes = [writer_class, failover_reader_class, reader_class].flatMap(({ ladder }) => ladder);
      return ["aurora:io", ...AURORA_MODES.flatMap((mode) => ["storage", ...classes].map((what) => `aurora:${what}:${mode}`))];
    }
    case "redis":
      return component.tunables.node_type.ladder.map((type) => `elasticache:${type}`);
    case "dynamodb-table":
      return ["dynamodb:wcu-hour", "dynamodb:rcu-hour", "dynamodb:write-request", "dynamodb:read-request"];
    case "dax":
      return component.tunables.node_type.ladder.map((type) => `dax:${type}`);
    case "aurora-global":
    case "rds-instance":
    case "lambda-function":
    case "inference-endpoint":
    case "training-job":
      return [];
  }
}

import { AppautoscalingPolicy } from "@cdktf/provider-aws/lib/appautoscaling-policy";
import { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target";
import { Fn, type IResolvable, TerraformIterator } from "cdktf";
import { Construct } from "constructs";

/** Capacity units between which autoscaling moves; numbers or tokens. */
export interface Bounds {
  /** Units that are always there, 1 or more. */
  readonly min: number;
  /** Units that autoscaling stops at. */
  readonly max: number;
}

/** Bounds of a table and of its indexes. */
export interface TableCapacity {
  /** Of the table, in read capacity units. */
  readonly read: Bounds;
  /** Also of every index: one that writes slower than its table throttles the table's writes. */
  readonly write: Bounds;
  /** Of every index. */
  readonly indexRead: Bounds;
}

export interface CapacityScalingProps {
  /** A reference, so that the table exists first. */
  readonly tableName: string;
  readonly indexNames: readonly string[];
  readonly capacity: TableCapacity;
  /** Whether anything is scaled: an on-demand table has no targets. */
  readonly when: boolean | IResolvable;
  /** Consumed over provisioned units at which autoscaling aims, in percent. */
  readonly targetUtilizationPercent: number;
}

interface Scaled extends Bounds {
  readonly resource: string;
  readonly dimension: string;
  readonly metric: string;
}

/** Target tracking for a table and each of its indexes, reads and writes apart. */
export class CapacityScaling extends Construct {
  constructor(scope: Construct, id: string, props: CapacityScalingProps) {
    super(scope, id);
    const scaled = TerraformIterator.fromMap(Fn.conditional(props.when, scaledCapacities(props), {}));
    const target = new AppautoscalingTarget(this, "target", {
      forEach: scaled,
      serviceNamespace: "dynamodb",
      resourceId: scaled.getString("resource"),
      scalableDimension: scaled.getString("dimension"),
      minCapacity: scaled.getNumber("min"),
      maxCapacity: scaled.getNumber("max"),
    });
    new AppautoscalingPolicy(this, "policy", {
      forEach: scaled,
      name: "target-utilization",
      policyType: "TargetTrackingScaling",
      serviceNamespace: "dynamodb",
      resourceId: scaled.getString("resource"),
      scalableDimension: scaled.getString("dimension"),
      targetTrackingScalingPolicyConfiguration: {
        targetValue: props.targetUtilizationPercent,
        predefinedMetricSpecification: { predefinedMetricType: scaled.getString("metric") },
      },
      dependsOn: [target],
    });
  }
}

/** By the key that stands in the resources' addresses: `table/read`, `ByAccount/write`. */
function scaledCapacities({ tableName, indexNames, capacity }: CapacityScalingProps): Readonly<Record<string, Scaled>> {
  const units = (kind: "table" | "index", direction: "Read" | "Write", resource: string, bounds: Bounds): Scaled => ({
    resource,
    dimension: `dynamodb:${kind}:${direction}CapacityUnits`,
    metric: `DynamoDB${direction}CapacityUtilization`,
    ...bounds,
  });
  const table = `table/${tableName}`;
  return {
    "table/read": units("table", "Read", table, capacity.read),
    "table/write": units("table", "Write", table, capacity.write),
    ...Object.fromEntries(
      indexNames.flatMap((index) => [
        [`${index}/read`, units("index", "Read", `${table}/index/${index}`, capacity.indexRead)],
        [`${index}/write`, units("index", "Write", `${table}/index/${index}`, capacity.write)],
      ]),
    ),
  };
}

import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import { AutoscalingPolicy } from "@cdktf/provider-aws/lib/autoscaling-policy";
import type { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import type { ScaleUpStep } from "../../contract";
import { sizesOf } from "./capacity";
import { launchTemplateOf } from "./launch-template";
import { scheduleOffHours } from "./off-hours";
import { type GroupPlacement, placementsOf } from "./placement";
import { type AutoScalingGroupProps, validateProps } from "./props";
import { stepAdjustments } from "./steps";

const DEFAULTS = { warmUpSeconds: 180, minHealthyPercent: 90, checkpointPercents: [20, 50, 100], checkpointDelaySeconds: 300 } as const;

/** Published every minute, free of charge (https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-metrics.html). */
const GROUP_METRICS = [
  "GroupMinSize",
  "GroupMaxSize",
  "GroupDesiredCapacity",
  "GroupInServiceInstances",
  "GroupPendingInstances",
  "GroupStandbyInstances",
  "GroupTerminatingInstances",
  "GroupTotalInstances",
] as const;

interface Group {
  readonly id: string;
  readonly zone: string | undefined;
  readonly resource: AutoscalingGroup;
}

/** One of the groups that together hold the totals. */
export interface GroupMember {
  /** Name of its zone; absent where one group spans all zones. */
  readonly zone?: string;
  /** As CloudWatch's dimension `AutoScalingGroupName` has it. */
  readonly groupName: string;
}

/**
 * EC2 instances over several zones, in placement groups or not, from one launch template; its sizes are totals over the zones.
 * @throws InputError with every problem of its props
 */
export class AutoScalingGroup extends Construct {
  /** The groups, one per zone or one in all; for load balancers and dashboards. */
  readonly members: readonly GroupMember[];
  /** Of the one template that all groups launch from. */
  readonly launchTemplateId: string;
  private readonly groups: readonly Group[];
  private readonly warmUpSeconds: number;

  constructor(scope: Construct, id: string, props: AutoScalingGroupProps) {
    validateProps(scope, id, props);
    super(scope, id);
    this.warmUpSeconds = props.warmUpSeconds ?? DEFAULTS.warmUpSeconds;
    const template = launchTemplateOf(this, props);
    const placements = placementsOf(this, props);
    this.groups = placements.map((placement, index) => {
      const resource = this.group(placement, props, template, index, placements.length);
      this.trackCpu(placement.id, resource, props.targetCpuPercent);
      if (props.offHours !== undefined) {
        scheduleOffHours(this, { id: placement.id, group: resource, ...sizesOf(props, index, placements.length) }, props.offHours);
      }
      return { id: placement.id, zone: placement.zone, resource };
    });
    this.launchTemplateId = template.id;
    this.members = this.groups.map(({ zone, resource }) => ({ groupName: resource.name, ...(zone === undefined ? {} : { zone }) }));
  }

  /**
   * Grows every group in steps while an alarm is over its threshold.
   * @param threshold of the alarm, in the unit of its metric
   * @returns ARNs for the alarm's actions, one per group
   * @throws InputError where the steps do not begin at the threshold and ascend
   */
  scaleUpOn(id: string, threshold: number, steps: readonly ScaleUpStep[]): readonly string[] {
    return this.groups.map(
      (group) =>
        new AutoscalingPolicy(this, `${id}_${group.id}`, {
          name: id.replaceAll("_", "-"),
          autoscalingGroupName: group.resource.name,
          policyType: "StepScaling",
          adjustmentType: "PercentChangeInCapacity",
          minAdjustmentMagnitude: 1,
          metricAggregationType: "Maximum",
          estimatedInstanceWarmup: this.warmUpSeconds,
          stepAdjustment: stepAdjustments(threshold, steps),
        }).arn,
    );
  }

  private trackCpu(id: string, group: AutoscalingGroup, targetValue: number): void {
    new AutoscalingPolicy(this, `cpu_${id}`, {
      name: "cpu",
      autoscalingGroupName: group.name,
      policyType: "TargetTrackingScaling",
      estimatedInstanceWarmup: this.warmUpSeconds,
      targetTrackingConfiguration: { predefinedMetricSpecification: { predefinedMetricType: "ASGAverageCPUUtilization" }, targetValue },
    });
  }

  private group(placement: GroupPlacement, props: AutoScalingGroupProps, template: LaunchTemplate, index: number, groups: number) {
    const alarms = props.refreshAlarmNames ?? [];
    return new AutoscalingGroup(this, `group_${placement.id}`, {
      ...sizesOf(props, index, groups),
      name: placement.groupName,
      vpcZoneIdentifier: placement.zones.map((zone) => zone.subnetId),
      ...(placement.placementGroupId === undefined ? {} : { placementGroup: placement.placementGroupId }),
      launchTemplate: { id: template.id, version: Fn.tostring(template.latestVersion) },
      healthCheckType: props.healthCheckType ?? "EC2",
      healthCheckGracePeriod: this.warmUpSeconds,
      defaultInstanceWarmup: this.warmUpSeconds,
      // The newest template survives a scale-in, also in the middle of a refresh.
      terminationPolicies: ["OldestLaunchTemplate", "OldestInstance"],
      enabledMetrics: [...GROUP_METRICS],
      metricsGranularity: "1Minute",
      instanceRefresh: {
        strategy: "Rolling",
        preferences: {
          minHealthyPercentage: props.minHealthyPercent ?? DEFAULTS.minHealthyPercent,
          ...(props.maxHealthyPercent === undefined ? {} : { maxHealthyPercentage: props.maxHealthyPercent }),
          instanceWarmup: String(this.warmUpSeconds),
          checkpointPercentages: [...(props.checkpointPercents ?? DEFAULTS.checkpointPercents)],
          checkpointDelay: String(props.checkpointDelaySeconds ?? DEFAULTS.checkpointDelaySeconds),
          autoRollback: true,
          skipMatching: true,
          ...(alarms.length > 0 ? { alarmSpecification: { alarms: [...alarms] } } : {}),
        },
      },
      tag: Object.entries({ ...props.tags, Name: placement.groupName }).map(([key, value]) => ({ key, value, propagateAtLaunch: true })),
      // The provider would wait for exactly the capacity it saw last, and fail: a lower maximum, or autoscaling meanwhile, has moved it.
      waitForCapacityTimeout: "0",
      lifecycle: { ignoreChanges: ["desired_capacity"] },
    });
  }
}

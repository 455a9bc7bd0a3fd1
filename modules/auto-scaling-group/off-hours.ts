import type { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import { AutoscalingSchedule } from "@cdktf/provider-aws/lib/autoscaling-schedule";
import type { Construct } from "constructs";
import { type OffHoursProps, onceWhereSet } from "../off-hours";
import type { GroupSizes } from "./capacity";

interface Scheduled extends Pick<GroupSizes, "minSize" | "maxSize"> {
  /** Part of construct ids. */
  readonly id: string;
  readonly group: AutoscalingGroup;
}

const EMPTY = { minSize: 0, maxSize: 0, desiredCapacity: 0 } as const;

/** Empties a group, and starts it again between its limits, with as many instances as the lower one: scaling adds what the load asks for. */
export function scheduleOffHours(scope: Construct, { id, group, minSize, maxSize }: Scheduled, offHours: OffHoursProps): void {
  const sizes = { stop: EMPTY, start: { minSize, maxSize, desiredCapacity: minSize } } as const;
  for (const time of ["stop", "start"] as const) {
    new AutoscalingSchedule(scope, `off_hours_${time}_${id}`, {
      count: onceWhereSet(offHours[time]),
      scheduledActionName: `off-hours-${time}`,
      autoscalingGroupName: group.name,
      recurrence: offHours[time],
      timeZone: offHours.timeZone,
      ...sizes[time],
    });
  }
}

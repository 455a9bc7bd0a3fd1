import type { Change, ChangesOf } from "./change";
import { byDirection } from "./direction";

const GUIDE = "https://docs.aws.amazon.com/autoscaling/ec2/userguide";

/** A new launch-template version: only the instance refresh brings it to running instances. */
const launchTemplate: Change = {
  effect: "rolling",
  applyMode: "instance_refresh",
  effectiveWhen: "instance-refresh-successful",
  typicalMinutes: 60,
  rollback: {
    how: "Set the former value and apply: a new template version with it, and another refresh.",
    precondition: "Cancelling a running refresh does not bring replaced instances back.",
    rtoMinutes: 60,
    rpoMinutes: 0,
  },
  source: `${GUIDE}/asg-instance-refresh.html`,
};

const setting = { applyMode: "terraform", effect: "online", effectiveWhen: "at-once" } as const;

const capacityRaised: Change = {
  ...setting,
  typicalMinutes: 5,
  rollback: { how: "Set the former size and apply.", rtoMinutes: 1, rpoMinutes: 0 },
  source: `${GUIDE}/asg-capacity-limits.html`,
};

const capacityLowered: Change = {
  ...capacityRaised,
  typicalMinutes: 1,
  rollback: { how: "Set the former size and apply; missing instances launch and pass their health checks.", rtoMinutes: 5, rpoMinutes: 0 },
};

const capacity = byDirection(capacityRaised, capacityLowered);

export const autoScalingGroupChanges: ChangesOf<"auto-scaling-group"> = {
  instance_type: launchTemplate,
  volume_type: launchTemplate,
  volume_iops: launchTemplate,
  volume_throughput_mibps: launchTemplate,
  volume_size_gib: launchTemplate,
  min_size: capacity,
  max_size: capacity,
  target_cpu_percent: {
    ...setting,
    typicalMinutes: 5,
    rollback: { how: "Set the former target and apply; the group scales to it within minutes.", rtoMinutes: 10, rpoMinutes: 0 },
    source: `${GUIDE}/as-scaling-target-tracking.html`,
  },
  off_hours: {
    ...setting,
    typicalMinutes: 1,
    announcedDestroys: ["aws_autoscaling_schedule"],
    rollback: { how: "Set the former schedule and apply; a stopped group starts at its minimum.", rtoMinutes: 10, rpoMinutes: 0 },
    source: `${GUIDE}/ec2-auto-scaling-scheduled-scaling.html`,
  },
};

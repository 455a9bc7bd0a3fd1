export { AutoScalingGroup } from "./auto-scaling-group";
export { groupNameOf } from "./placement";
export { type AutoScalingGroupProps, type GroupZone, PLACEMENTS, type Placement } from "./props";

export { AutoScalingGroup, type GroupMember } from "./auto-scaling-group";
export { type AutoScalingGroupProps, type GroupZone, PLACEMENTS, type Placement } from "./props";

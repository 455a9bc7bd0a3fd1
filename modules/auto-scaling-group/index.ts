export { AutoScalingGroup, type GroupMember } from "./auto-scaling-group";
export { maxHealthyPercentFor } from "./capacity";
export { type AutoScalingGroupProps, type GroupZone, PLACEMENTS, type Placement } from "./props";

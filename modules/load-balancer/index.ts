export { ApplicationLoadBalancer } from "./application";
export type { ApplicationLoadBalancerProps, ApplicationTargetGroup, RoutingRule } from "./application-props";
export { NetworkLoadBalancer } from "./network";
export type { NetworkListener, NetworkLoadBalancerProps } from "./network-props";
export type { AttachedGroup, TargetGroup } from "./targets";

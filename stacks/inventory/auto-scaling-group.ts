import type { Resource } from "../../contract";

/** @param zone where the group stands in one Availability Zone only */
export const groupResource = (name: string, groupName: string, zone?: string): Resource => ({
  scope: "group",
  name,
  dimensions: { AutoScalingGroupName: groupName },
  ...(zone === undefined ? {} : { group: zone }),
});

/** Orders or events that wait for the group, and those that nobody could work off. */
export const queueResources = (name: string, queueName: string, deadLetterQueueName: string): readonly Resource[] => [
  { scope: "queue", name, dimensions: { QueueName: queueName } },
  { scope: "dead_letter_queue", name: "dead_letters", dimensions: { QueueName: deadLetterQueueName } },
];

/** Last parts of the ARNs, as CloudWatch's dimensions have them: known once the load balancer is there. */
export interface LoadBalancer {
  readonly type: "application" | "network";
  /** `app/<name>/<id>` or `net/<name>/<id>` */
  readonly arnSuffix: string;
  /** `targetgroup/<name>/<id>`, by name of what it serves. */
  readonly targetGroups: Readonly<Record<string, string>>;
}

export function loadBalancerResources({ type, arnSuffix, targetGroups }: LoadBalancer): readonly Resource[] {
  const prefix = type === "network" ? "network_" : "";
  return [
    { scope: `${prefix}load_balancer`, name: "load_balancer", dimensions: { LoadBalancer: arnSuffix } },
    ...Object.entries(targetGroups).map(([name, targetGroup]) => ({
      scope: `${prefix}target_group`,
      name: `target_${name}`,
      dimensions: { TargetGroup: targetGroup, LoadBalancer: arnSuffix },
    })),
  ];
}

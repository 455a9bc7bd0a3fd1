import type { Resource } from "../../contract";
import type { Applied } from "./applied";
import { type ControlPlane, leaf } from "./aws-calls";

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** Sizes are totals over the zones' groups; the type is that of the first group's launch template. */
export async function readAutoScalingGroup(plane: ControlPlane, resources: readonly Resource[]): Promise<Applied> {
  const names = resources.flatMap(({ scope, dimensions }) => (scope === "group" ? [dimensions.AutoScalingGroupName ?? ""] : []));
  const groups = await Promise.all(
    names.map((name) => plane.query("autoscaling", "DescribeAutoScalingGroups", { "AutoScalingGroupNames.member.1": name })),
  );
  const [first] = groups;
  if (groups.some((group) => leaf(group, "MinSize") === undefined)) return {};
  const total = (element: string): number => sum(groups.map((group) => Number(leaf(group, element))));
  const template = await plane.query("ec2", "DescribeLaunchTemplateVersions", {
    LaunchTemplateId: leaf(first, "LaunchTemplateId") ?? "",
    "LaunchTemplateVersion.1": leaf(first, "Version") ?? "$Latest",
  });
  const policies = await plane.query("autoscaling", "DescribePolicies", { AutoScalingGroupName: names[0] ?? "" });
  return {
    instance_type: leaf(template, "instanceType"),
    min_size: total("MinSize"),
    max_size: total("MaxSize"),
    target_cpu_percent: number(leaf(policies, "TargetValue")),
    volume_type: leaf(template, "volumeType"),
    volume_iops: number(leaf(template, "iops")),
    volume_throughput_mibps: number(leaf(template, "throughput")),
    volume_size_gib: number(leaf(template, "volumeSize")),
  };
}

const number = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));

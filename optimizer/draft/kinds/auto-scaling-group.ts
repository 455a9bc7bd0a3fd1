import { EBS_GP3, EC2, type Resource } from "../../../contract";
import { choiceOf, countOf, familyLadder, fixed, type KindDraft, listIn, numberIn, open, textIn } from "../drafted";
import type { Argument, PlannedResource, RootModule } from "../root-module";
import { volumeTunables } from "../volume-tunables";

/** A group with its launch template, its target tracking on CPU, and what the load balancer in front of it sends. */
export const autoScalingGroup: KindDraft = {
  types: ["aws_autoscaling_group", "aws_launch_template", "aws_autoscaling_policy", "aws_lb_target_group", "aws_lb"],
  draft(group, root) {
    const template = root
      .ofType("aws_launch_template")
      .find(({ configured }) => group.refersTo("launch_template", "aws_launch_template").includes(configured));
    const type = template?.argument("instance_type") ?? { value: undefined };
    const zones = Math.max(listIn(group.values.vpc_zone_identifier).length, listIn(group.values.availability_zones).length);
    const count = { unit: "instance", min: Math.max(1, zones), max: 0 };
    const name = textIn(group.values.name);
    return {
      kind: "auto-scaling-group",
      address: group.address,
      name: group.name,
      description: `Auto Scaling group ${name ?? group.name}`,
      ...(zones > 0 ? { availabilityZones: zones } : {}),
      tunables: {
        instance_type: choiceOf(type, familyLadder(EC2, type.value), "Instance type"),
        min_size: countOf(group.argument("min_size"), count, "Instances that are always there"),
        max_size: countOf(group.argument("max_size"), count, "Instances at the most"),
        target_cpu_percent: targetOf(group, root),
        ...speedOf(template),
        volume_size_gib: volumeOf(template),
      },
      resources: name === undefined ? [] : [groupResource(name), ...balancerResources(group, root)],
      ...(name === undefined ? { unknown: "the group's name is known after its first apply only" } : {}),
    };
  },
};

const groupResource = (name: string): Resource => ({ scope: "group", name: "group", dimensions: { AutoScalingGroupName: name } });

/** A target group learns its load balancers from the listeners that lead there, after its own apply. */
function balancerOf(target: PlannedResource, root: RootModule): PlannedResource | undefined {
  const leads = (listener: PlannedResource, action: string): boolean => {
    const arn = listener.argument(action, "target_group_arn").value;
    return typeof arn === "string" && arn === target.values.arn;
  };
  const listeners = root.ofType("aws_lb_listener");
  const rules = root.ofType("aws_lb_listener_rule").filter((rule) => leads(rule, "action"));
  const leading = listeners.filter(
    (listener) => leads(listener, "default_action") || rules.some(({ values }) => values.listener_arn === listener.values.arn),
  );
  const known = [...listIn(target.values.load_balancer_arns), ...leading.map(({ values }) => String(values.load_balancer_arn))];
  return root.ofType("aws_lb").find(({ values: { arn } }) => typeof arn === "string" && known.includes(arn));
}

const CPU = "ASGAverageCPUUtilization";

function targetOf(group: PlannedResource, root: RootModule) {
  const tracking = ["target_tracking_configuration", "predefined_metric_specification", "predefined_metric_type"];
  const policy = root
    .ofType("aws_autoscaling_policy")
    .find(
      (each) =>
        each.refersTo("autoscaling_group_name", "aws_autoscaling_group").includes(group.configured) &&
        each.argument(...tracking).value === CPU,
    );
  if (policy === undefined) return open("no target tracking on CPU was found: at which per cent of CPU does the group grow?");
  const target = policy.argument("target_tracking_configuration", "target_value");
  return countOf(target, { unit: "percent", min: 10, max: 0 }, "CPU that target tracking keeps");
}

function volumeOf(template: PlannedResource | undefined) {
  const size = template?.argument("block_device_mappings", "ebs", "volume_size") ?? { value: undefined };
  const gib = numberIn(size.value);
  if (gib === undefined || gib === 0) return open("the launch template names no volume: how many GiB has the image's?");
  const argument: Argument = { ...size, value: gib };
  // Volumes grow and never shrink: what a variable could do is no saving.
  return fixed({ value: argument.value, why: size.variable === undefined ? (size.why ?? "") : "volumes do not shrink" });
}

function speedOf(template: PlannedResource | undefined) {
  const ofVolume = (name: string): Argument => template?.argument("block_device_mappings", "ebs", name) ?? { value: undefined };
  const { type, iops, mibps } = volumeTunables({
    type: ofVolume("volume_type"),
    iops: ofVolume("iops"),
    throughput: ofVolume("throughput"),
    mostMibps: EBS_GP3.most.mibps,
  });
  return {
    ...(type === undefined ? {} : { volume_type: type }),
    ...(iops === undefined ? {} : { volume_iops: iops }),
    ...(mibps === undefined ? {} : { volume_throughput_mibps: mibps }),
  };
}

/** By the target groups that the group registers with, and the load balancers whose listeners lead there, where they are applied. */
function balancerResources(group: PlannedResource, root: RootModule): readonly Resource[] {
  const arns = new Set(listIn(group.values.target_group_arns));
  const registered = root.ofType("aws_lb_target_group").filter(({ values: { arn } }) => typeof arn === "string" && arns.has(arn));
  return registered.flatMap((target) => {
    const balancer = balancerOf(target, root);
    const [targetGroup, loadBalancer] = [textIn(target.values.arn_suffix), textIn(balancer?.values.arn_suffix)];
    if (targetGroup === undefined || loadBalancer === undefined) return [];
    const prefix = balancer?.values.load_balancer_type === "network" ? "network_" : "";
    return [
      { scope: `${prefix}load_balancer`, name: `load_balancer_${target.name}`, dimensions: { LoadBalancer: loadBalancer } },
      {
        scope: `${prefix}target_group`,
        name: `target_${target.name}`,
        dimensions: { LoadBalancer: loadBalancer, TargetGroup: targetGroup },
      },
    ];
  });
}

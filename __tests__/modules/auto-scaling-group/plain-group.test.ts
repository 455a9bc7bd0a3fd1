import { propertyAccess, TerraformVariable, Token } from "cdktf";
import { AutoScalingGroup, maxHealthyPercentFor } from "../../../modules/auto-scaling-group";
import { type ModuleStack, moduleUnderTest, only } from "../../support/module-plan";
import { describeWith } from "../../support/requirement";
import { terraformAvailable } from "../../support/terraform";
import { groupProps } from "./props";

const PLAN_SECONDS = 120_000;
const EMPTY = { min_size: 0, max_size: 0, desired_capacity: 0 };

function build(stack: ModuleStack): void {
  const { volumeIops: _, ...props } = groupProps;
  const type = "object({ stop = string, start = string })";
  const offHours = new TerraformVariable(stack, "off_hours", { type, default: { stop: "", start: "" } });
  const time = (field: "stop" | "start") => Token.asString(propertyAccess(offHours.value, [field]));
  const maxSize = stack.number("max_size", 25);
  const group = new AutoScalingGroup(stack, "servers", {
    ...props,
    placement: "none",
    volumeType: "gp3",
    healthCheckType: "ELB",
    instanceType: stack.string("instance_type", "m5.4xlarge"),
    minSize: stack.number("min_size", 12),
    maxSize,
    desiredCapacity: 15,
    minHealthyPercent: 100,
    maxHealthyPercent: maxHealthyPercentFor(2, maxSize),
    offHours: { stop: time("stop"), start: time("start"), timeZone: "America/New_York" },
  });
  group.scaleUpOn("requests", 1_000, [{ atTimesLimit: 1, addPercent: 20 }]);
}

describeWith([terraformAvailable()], "a group without a placement group, on gp3, with off-hours", () => {
  const planned = moduleUnderTest("plain-group", build);

  test(
    "is one over all zones, its health judged by the load balancer too, and grows in steps as well",
    async () => {
      const plan = await planned();
      expect(plan.countByType()).toEqual({ aws_autoscaling_group: 1, aws_autoscaling_policy: 2, aws_launch_template: 1 });
      expect(only(plan, "aws_autoscaling_group")).toMatchObject({
        vpc_zone_identifier: ["subnet-0a", "subnet-0b", "subnet-0c"],
        placement_group: null,
        min_size: 12,
        desired_capacity: 15,
        max_size: 25,
        health_check_type: "ELB",
        health_check_grace_period: 180,
      });
    },
    PLAN_SECONDS,
  );

  test(
    "has a volume whose IOPS are those that come with it",
    async () => {
      const [mapping] = [only(await planned(), "aws_launch_template").block_device_mappings].flat();
      expect(mapping).toMatchObject({ ebs: [{ volume_type: "gp3", volume_size: 100, encrypted: "true" }] });
      expect(mapping).not.toMatchObject({ ebs: [{ iops: expect.any(Number) }] });
    },
    PLAN_SECONDS,
  );

  test.each([
    { max: 12, percent: 116 },
    { max: 25, percent: 108 },
    { max: 1, percent: 200 },
  ])(
    "launches two before it ends two of $max: $percent %",
    async ({ max, percent }) => {
      const plan = await planned({ max_size: max, min_size: 1 });
      expect(only(plan, "aws_autoscaling_group").instance_refresh).toMatchObject([
        { preferences: [{ min_healthy_percentage: 100, max_healthy_percentage: percent }] },
      ]);
    },
    PLAN_SECONDS,
  );

  test(
    "is emptied and started again at its least size where the hours are set",
    async () => {
      const plan = await planned({ off_hours: { stop: "0 20 * * 1-5", start: "0 7 * * 1-5" } });
      const schedules = [...plan.ofType("aws_autoscaling_schedule").values()];
      expect(schedules).toHaveLength(2);
      expect(schedules).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ ...EMPTY, recurrence: "0 20 * * 1-5", time_zone: "America/New_York" }),
          expect.objectContaining({ min_size: 12, max_size: 25, desired_capacity: 12, recurrence: "0 7 * * 1-5" }),
        ]),
      );
    },
    PLAN_SECONDS,
  );
});

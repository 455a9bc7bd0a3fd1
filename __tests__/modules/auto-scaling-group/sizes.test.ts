import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { type App, TerraformStack, TerraformVariable } from "cdktf";
import { AutoScalingGroup, type AutoScalingGroupProps, type Placement } from "../../../modules/auto-scaling-group";
import { describeWith } from "../../support/requirement";
import { initOffline, type Plan, planJson, scratch, stackFolder, synthTo, terraformAvailable } from "../../support/terraform";
import { groupProps } from "./props";

const PLAN_SECONDS = 120_000;

function fleet(app: App, overrides: Partial<AutoScalingGroupProps>): void {
  const stack = new TerraformStack(app, "fleet");
  new AwsProvider(stack, "aws", { region: "us-east-1" });
  const number = (name: string, value: number) => new TerraformVariable(stack, name, { type: "number", default: value }).numberValue;
  const type = new TerraformVariable(stack, "instance_type", { type: "string", default: "c6i.8xlarge" }).stringValue;
  new AutoScalingGroup(stack, "service", {
    ...groupProps,
    minSize: number("min_size", 15),
    maxSize: number("max_size", 30),
    desiredCapacity: number("desired_capacity", 20),
    volumeIops: number("volume_iops", 10_000),
    volumeSizeGib: number("volume_size_gib", 100),
    instanceType: type,
    ...overrides,
  });
}

const column = (plan: Plan, attribute: string): readonly unknown[] =>
  [...plan.ofType("aws_autoscaling_group").values()].map((group) => group[attribute]);

describeWith([terraformAvailable()], "an auto-scaling group's sizes, planned by Terraform", () => {
  const root = scratch("fleet");
  const folders = new Map<string, string>();

  const planned = async (placement: Placement, tfvars: Readonly<Record<string, unknown>>, enaExpress = false): Promise<Plan> => {
    const key = `${placement}-${enaExpress}`;
    const known = folders.get(key);
    const dir =
      known ??
      stackFolder(
        synthTo(`${root}/${key}`, (app) => fleet(app, { placement, enaExpress })),
        "fleet",
      );
    if (known === undefined) await initOffline(dir);
    folders.set(key, dir);
    return planJson(dir, { tfvars });
  };

  test.each([
    { totals: { min_size: 15, desired_capacity: 20, max_size: 30 }, min: [5, 5, 5], desired: [7, 7, 6], max: [10, 10, 10] },
    { totals: { min_size: 3, desired_capacity: 3, max_size: 4 }, min: [1, 1, 1], desired: [1, 1, 1], max: [2, 1, 1] },
    { totals: { min_size: 4, desired_capacity: 8, max_size: 11 }, min: [2, 1, 1], desired: [3, 3, 2], max: [4, 4, 3] },
    { totals: { min_size: 1, desired_capacity: 2, max_size: 2 }, min: [1, 0, 0], desired: [1, 1, 0], max: [1, 1, 0] },
  ])(
    "totals $totals are split over the zones",
    async ({ totals, min, desired, max }) => {
      const plan = await planned("cluster", totals);
      expect(column(plan, "min_size")).toEqual(min);
      expect(column(plan, "desired_capacity")).toEqual(desired);
      expect(column(plan, "max_size")).toEqual(max);
    },
    PLAN_SECONDS,
  );

  test(
    "an initial capacity outside the limits is brought inside",
    async () => {
      expect(column(await planned("cluster", { min_size: 3, max_size: 12 }), "desired_capacity")).toEqual([4, 4, 4]);
      expect(column(await planned("cluster", { min_size: 24, max_size: 30 }), "desired_capacity")).toEqual([8, 8, 8]);
    },
    PLAN_SECONDS,
  );

  test(
    "`cluster` places each zone's group in a placement group of its own",
    async () => {
      const plan = await planned("cluster", {});
      expect(plan.countByType()).toMatchObject({ aws_autoscaling_group: 3, aws_placement_group: 3, aws_launch_template: 1 });
      expect([...plan.ofType("aws_placement_group").values()].map((group) => group.strategy)).toEqual(["cluster", "cluster", "cluster"]);
      expect(column(plan, "vpc_zone_identifier")).toEqual([["subnet-0a"], ["subnet-0b"], ["subnet-0c"]]);
    },
    PLAN_SECONDS,
  );

  test(
    "`partition` spans all zones with one group that holds the totals",
    async () => {
      const plan = await planned("partition", {});
      expect(plan.countByType()).toMatchObject({ aws_autoscaling_group: 1, aws_placement_group: 1 });
      expect([...plan.ofType("aws_placement_group").values()]).toEqual([
        expect.objectContaining({ strategy: "partition", partition_count: 7 }),
      ]);
      expect([column(plan, "min_size"), column(plan, "desired_capacity"), column(plan, "max_size")]).toEqual([[15], [20], [30]]);
    },
    PLAN_SECONDS,
  );

  test(
    "ENA Express is set where the type has it and left out where it has none",
    async () => {
      const enaOf = (plan: Plan) => [...plan.ofType("aws_launch_template").values()].map(({ network_interfaces }) => network_interfaces);
      const on = { ena_srd_specification: [{ ena_srd_enabled: true, ena_srd_udp_specification: [{ ena_srd_udp_enabled: true }] }] };
      expect(enaOf(await planned("cluster", {}, true))).toMatchObject([[on]]);
      expect(enaOf(await planned("cluster", { instance_type: "c6i.4xlarge" }, true))).toMatchObject([[{ ena_srd_specification: [] }]]);
    },
    PLAN_SECONDS,
  );

  test.each([
    ["IOPS beyond the type's EBS baseline", { instance_type: "c6i.xlarge" }, /exceed what the instance type\s+sustains/],
    ["IOPS beyond 1000 per GiB", { volume_size_gib: 9 }, /at most 1000 IOPS per GiB/],
  ])(
    "%s fails the plan",
    async (_name, tfvars, message) => {
      await expect(planned("cluster", tfvars)).rejects.toThrow(message);
    },
    PLAN_SECONDS,
  );

  test(
    "another instance type changes the launch template's type and nothing else that is known before apply",
    async () => {
      const [before, after] = [await planned("cluster", {}), await planned("cluster", { instance_type: "c6i.4xlarge" })];
      expect(before.comparedWith(after).map(({ address, attribute, to }) => [address.split(".")[0], attribute, to])).toEqual([
        ["aws_launch_template", "instance_type", "c6i.4xlarge"],
      ]);
    },
    PLAN_SECONDS,
  );
});

import { AutoScalingGroup, type AutoScalingGroupProps } from "../../../modules/auto-scaling-group";
import { type ModuleStack, moduleUnderTest } from "../../support/module-plan";
import { describeWith } from "../../support/requirement";
import { type Plan, terraformAvailable } from "../../support/terraform";
import { groupProps } from "./props";

const PLAN_SECONDS = 120_000;

interface Sizes {
  readonly min_size: number;
  readonly desired_capacity: number;
  readonly max_size: number;
}

const GP3 = { fleet_volume_type: "gp3" } as const;
const ASKED: Sizes = { min_size: 15, desired_capacity: 20, max_size: 30 };

/** A group whose sizes are variables, as a stack's are: Terraform does the arithmetic. */
function group(stack: ModuleStack, name: string, sizes: Sizes, overrides: Partial<AutoScalingGroupProps> = {}): void {
  const variable = (what: string, value: number) => stack.number(`${name}_${what}`, value);
  new AutoScalingGroup(stack, name, {
    ...groupProps,
    name: name.replaceAll("_", "-"),
    minSize: variable("min_size", sizes.min_size),
    maxSize: variable("max_size", sizes.max_size),
    desiredCapacity: variable("desired_capacity", sizes.desired_capacity),
    volumeType: stack.string(`${name}_volume_type`, "io2"),
    volumeIops: variable("volume_iops", 10_000),
    volumeThroughputMibps: variable("volume_throughput_mibps", 125),
    volumeSizeGib: variable("volume_size_gib", 100),
    instanceType: stack.string(`${name}_instance_type`, "c6i.8xlarge"),
    ...overrides,
  });
}

const groupsOf = (plan: Plan, name: string) =>
  [...plan.ofType("aws_autoscaling_group").entries()].filter(([address]) => address.includes(`.${name}_`)).map(([, found]) => found);

const columns = (plan: Plan, name: string) => {
  const column = (attribute: string) => groupsOf(plan, name).map((found) => found[attribute]);
  return { min: column("min_size"), desired: column("desired_capacity"), max: column("max_size") };
};

describeWith([terraformAvailable()], "an auto-scaling group's sizes, planned by Terraform", () => {
  const rows: readonly { readonly name: string; readonly of: Sizes; readonly split: ReturnType<typeof columns> }[] = [
    { name: "asked", of: ASKED, split: { min: [5, 5, 5], desired: [7, 7, 6], max: [10, 10, 10] } },
    {
      name: "uneven_greatest",
      of: { min_size: 3, desired_capacity: 3, max_size: 4 },
      split: { min: [1, 1, 1], desired: [1, 1, 1], max: [2, 1, 1] },
    },
    {
      name: "all_uneven",
      of: { min_size: 4, desired_capacity: 8, max_size: 11 },
      split: { min: [2, 1, 1], desired: [3, 3, 2], max: [4, 4, 3] },
    },
    {
      name: "fewer_than_zones",
      of: { min_size: 1, desired_capacity: 2, max_size: 2 },
      split: { min: [1, 0, 0], desired: [1, 1, 0], max: [1, 1, 0] },
    },
    {
      name: "initial_over_greatest",
      of: { min_size: 3, desired_capacity: 20, max_size: 12 },
      split: { min: [1, 1, 1], desired: [4, 4, 4], max: [4, 4, 4] },
    },
    {
      name: "initial_under_least",
      of: { min_size: 24, desired_capacity: 20, max_size: 30 },
      split: { min: [8, 8, 8], desired: [8, 8, 8], max: [10, 10, 10] },
    },
  ];
  const split = moduleUnderTest("sizes", (stack) => {
    for (const { name, of } of rows) group(stack, name, of);
  });
  test.each(rows)(
    "totals ($name) are split over the zones, the initial one within the limits",
    async ({ name, split: expected }) => {
      expect(columns(await split(), name)).toEqual(expected);
    },
    PLAN_SECONDS,
  );

  const fleet = moduleUnderTest("fleet", (stack) => group(stack, "fleet", ASKED));
  test(
    "`cluster` places each zone's group in a placement group of its own",
    async () => {
      const plan = await fleet();
      expect(plan.countByType()).toMatchObject({ aws_autoscaling_group: 3, aws_placement_group: 3, aws_launch_template: 1 });
      expect([...plan.ofType("aws_placement_group").values()].map(({ strategy }) => strategy)).toEqual(["cluster", "cluster", "cluster"]);
      expect(groupsOf(plan, "fleet").map(({ vpc_zone_identifier: subnets }) => subnets)).toEqual([
        ["subnet-0a"],
        ["subnet-0b"],
        ["subnet-0c"],
      ]);
    },
    PLAN_SECONDS,
  );

  test(
    "another instance type changes the launch template's type and nothing else that is known before apply",
    async () => {
      const [before, after] = [await fleet(), await fleet({ fleet_instance_type: "c6i.4xlarge" })];
      expect(before.comparedWith(after).map(({ address, attribute, to }) => [address.split(".")[0], attribute, to])).toEqual([
        ["aws_launch_template", "instance_type", "c6i.4xlarge"],
      ]);
    },
    PLAN_SECONDS,
  );

  /** One plan tells all that is wrong. */
  test.each<[string, Readonly<Record<string, string | number>>, readonly RegExp[]]>([
    ["IOPS beyond the type's EBS baseline", { fleet_instance_type: "c6i.xlarge" }, [/exceed what the instance type\s+sustains/]],
    ["IOPS beyond 1000 per GiB of io2", { fleet_volume_size_gib: 9 }, [/An io2 volume takes at most 1000\s+IOPS per GiB/]],
    [
      "more IOPS than gp3 takes, and than 500 per GiB",
      { ...GP3, fleet_volume_iops: 16_001, fleet_volume_size_gib: 32 },
      [/takes 3000 to 16000\s+IOPS/, /at most 500\s+IOPS per GiB/],
    ],
    [
      "fewer IOPS than come with gp3, and throughput beyond 0.25 MiB/s per IOPS",
      { ...GP3, fleet_volume_iops: 2_999, fleet_volume_throughput_mibps: 750 },
      [/takes 3000 to 16000\s+IOPS/, /at most 0.25\s+MiB\/s per IOPS/],
    ],
  ])(
    "%s fails the plan",
    async (_name, tfvars, messages) => {
      const told = await fleet(tfvars).then(
        () => "a plan",
        (error: unknown) => String(error),
      );
      for (const message of messages) expect(told).toMatch(message);
    },
    PLAN_SECONDS,
  );

  test(
    "another volume type changes the volume, which has a throughput of its own where it is gp3",
    async () => {
      const volume = async (tfvars = {}) =>
        [...(await fleet(tfvars)).ofType("aws_launch_template").values()].flatMap(({ block_device_mappings }) => block_device_mappings);
      expect(await volume()).toMatchObject([{ ebs: [{ volume_type: "io2", iops: 10_000 }] }]);
      expect(await volume()).not.toMatchObject([{ ebs: [{ throughput: expect.any(Number) }] }]);
      const edge = { ...GP3, fleet_volume_iops: 16_000, fleet_volume_size_gib: 32, fleet_volume_throughput_mibps: 1_000 };
      expect(await volume(edge)).toMatchObject([{ ebs: [{ volume_type: "gp3", iops: 16_000, throughput: 1_000 }] }]);
    },
    PLAN_SECONDS,
  );

  const variants = moduleUnderTest("variants", (stack) => {
    group(stack, "partitioned", ASKED, { placement: "partition" });
    group(stack, "express", ASKED, { enaExpress: true, healthCheckType: "ELB" });
    group(stack, "without_express", ASKED, { enaExpress: true, instanceType: stack.string("small_type", "c6i.4xlarge") });
  });
  test(
    "`partition` spans all zones with one group that holds the totals",
    async () => {
      const plan = await variants();
      expect(columns(plan, "partitioned")).toEqual({ min: [15], desired: [20], max: [30] });
      expect([...plan.ofType("aws_placement_group").values()]).toContainEqual(
        expect.objectContaining({ strategy: "partition", partition_count: 7 }),
      );
    },
    PLAN_SECONDS,
  );

  test(
    "EC2 alone judges instances, unless a load balancer is to as well",
    async () => {
      const judges = (name: string, plan: Plan) => groupsOf(plan, name).map(({ health_check_type }) => health_check_type);
      expect(judges("partitioned", await variants())).toEqual(["EC2"]);
      expect(judges("express", await variants())).toEqual(["ELB", "ELB", "ELB"]);
    },
    PLAN_SECONDS,
  );

  test(
    "ENA Express is set where the type has it and left out where it has none",
    async () => {
      const plan = await variants();
      const enaOf = (name: string) =>
        [...plan.ofType("aws_launch_template").entries()]
          .filter(([address]) => address.includes(`.${name}_`))
          .map(([, template]) => template.network_interfaces);
      const on = { ena_srd_specification: [{ ena_srd_enabled: true, ena_srd_udp_specification: [{ ena_srd_udp_enabled: true }] }] };
      expect(enaOf("express")).toMatchObject([[on]]);
      expect(enaOf("without_express")).toMatchObject([[{ ena_srd_specification: [] }]]);
    },
    PLAN_SECONDS,
  );
});

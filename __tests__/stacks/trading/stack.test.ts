import { deploymentContractSchema } from "../../../contract";
import { trading } from "../../../stacks/trading";
import { CONFIG, Project } from "../../support/project";
import { describeWith } from "../../support/requirement";
import { initOffline, type Plan, planJson, scratch, terraformAvailable, validate } from "../../support/terraform";

const without = (resource: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(resource).filter(([, value]) => value !== null && value !== undefined));

const inventoryOf = (resources: readonly unknown[]) =>
  resources.map((resource) => JSON.stringify(Object.entries(without(Object(resource))).sort())).sort();

/** One plan of the defaults and one of an override serve all tests: each costs seconds. */
describeWith([terraformAvailable()], "the trading stack under the real provider", () => {
  const at = new Project(scratch("trading"), [trading], {
    ...CONFIG,
    deployments: { trading: { ...CONFIG.deployments.trading, vpcCidr: "10.10.0.0/16" } },
  });
  const dir = at.stack("trading");
  let plan: Plan;
  let onDemand: Plan;

  beforeAll(async () => {
    at.synth();
    await initOffline(dir);
    plan = await planJson(dir);
    onDemand = await planJson(dir, {
      tfvars: {
        orders_billing_mode: "PAY_PER_REQUEST",
        trades_read_min_capacity: 1_000,
        order_service_volume_type: "gp3",
        order_service_volume_iops: 4_000,
        order_service_volume_throughput_mibps: 150,
      },
    });
  }, 240_000);

  test("is valid", async () => {
    expect(await validate(dir)).toEqual([]);
  });

  test("gives each zone a subnet of each tier, NAT and a way to S3 and DynamoDB", () => {
    const counts = plan.countByType();
    const subnets = [...plan.ofType("aws_subnet")].filter(([address]) => address.startsWith("aws_subnet.network_"));
    expect(new Set(subnets.map(([, { availability_zone }]) => availability_zone))).toEqual(
      new Set(["us-east-1a", "us-east-1b", "us-east-1c"]),
    );
    expect(subnets).toHaveLength(9);
    expect(new Set(subnets.map(([, { cidr_block }]) => cidr_block)).size).toBe(9);
    expect(counts.aws_nat_gateway).toBe(3);
    const gateways = [...plan.ofType("aws_vpc_endpoint").values()].filter(({ vpc_endpoint_type }) => vpc_endpoint_type === "Gateway");
    expect(gateways.map(({ service_name }) => service_name)).toEqual(["com.amazonaws.us-east-1.dynamodb", "com.amazonaws.us-east-1.s3"]);
  });

  test("opens no port of its own network to everybody", () => {
    const open = [...plan.ofType("aws_vpc_security_group_ingress_rule")].filter(([, { cidr_ipv4 }]) => cidr_ipv4 === "0.0.0.0/0");
    expect(open).toEqual([]);
  });

  test("rotates every key", () => {
    const keys = [...plan.ofType("aws_kms_key").values()];
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.every(({ enable_key_rotation }) => enable_key_rotation === true)).toBe(true);
  });

  test("keeps no log for ever", () => {
    for (const [address, group] of plan.ofType("aws_cloudwatch_log_group")) {
      expect({ address, retention: group.retention_in_days }).toEqual({ address, retention: expect.any(Number) });
    }
  });

  test("keeps each table's indexes able to write as fast as the table", () => {
    const targets = [...plan.ofType("aws_appautoscaling_target")].filter(([address]) => address.includes("/write"));
    expect(targets).toHaveLength(12);
    for (const [address, target] of targets) {
      const table = plan.at(`${address.slice(0, address.indexOf("["))}["table/write"]`);
      expect(target).toMatchObject({ min_capacity: table.min_capacity, max_capacity: table.max_capacity });
    }
  });

  test("volumes are io2 with 10,000 IOPS; an override makes them gp3 with a throughput of their own", () => {
    const volumesOf = (of: Plan) =>
      [...of.ofType("aws_launch_template").values()].flatMap(({ block_device_mappings }) => block_device_mappings);
    expect(volumesOf(plan)).toMatchObject([{ ebs: [{ volume_type: "io2", iops: 10_000, volume_size: 100 }] }]);
    expect(volumesOf(plan)).not.toMatchObject([{ ebs: [{ throughput: expect.any(Number) }] }]);
    expect(volumesOf(onDemand)).toMatchObject([{ ebs: [{ volume_type: "gp3", iops: 4_000, throughput: 150, volume_size: 100 }] }]);
  });

  test("an override of one table's billing mode takes away its scaling and nothing else; a minimum moves its own target", () => {
    const changed = plan.comparedWith(onDemand).map(({ address, attribute }) => `${address.replace(/\[.*/, "")} ${attribute}`);
    const ofOrders = [...new Set(changed)].filter((line) => !line.startsWith("aws_appautoscaling_") || !line.includes(".orders_"));
    expect(ofOrders.sort()).toEqual([
      "aws_appautoscaling_target.trades_scaling_target min_capacity",
      "aws_dynamodb_table.orders_table billing_mode",
      "aws_dynamodb_table.orders_table global_secondary_index",
      "aws_dynamodb_table.orders_table read_capacity",
      "aws_dynamodb_table.orders_table write_capacity",
      "aws_dynamodb_table.trades_table read_capacity",
      "aws_launch_template.order_service_fleet_template block_device_mappings",
    ]);
    expect([...onDemand.ofType("aws_appautoscaling_target").keys()].filter((address) => address.includes("orders"))).toEqual([]);
  });

  test("publishes the inventory that the contract foretold, from references to what is built", () => {
    const contract = deploymentContractSchema.parse(JSON.parse(at.output("contracts/trading.json") ?? ""));
    const published = Object(plan.outputs.trimtab_inventory);
    expect(Object.keys(published).sort()).toEqual(Object.keys(contract.inventory).sort());
    for (const [component, { region, resources }] of Object.entries(contract.inventory)) {
      expect(published[component].region).toBe(region);
      expect(inventoryOf(published[component].resources)).toEqual(inventoryOf(resources));
    }
  });
});

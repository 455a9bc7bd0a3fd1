import { propertyAccess, TerraformVariable, Token } from "cdktf";
import { RdsInstance } from "../../../modules/rds-instance";
import { byName, type ModuleStack, moduleUnderTest, only } from "../../support/module-plan";
import { describeWith } from "../../support/requirement";
import { terraformAvailable } from "../../support/terraform";
import type { Plan } from "../../support/terraform/plan";
import { instanceProps } from "./props";

const PLAN_SECONDS = 120_000;
const ALWAYS_ON = { stop: "", start: "" };

function sized(stack: ModuleStack) {
  const offHours = new TerraformVariable(stack, "off_hours", { type: "object({ stop = string, start = string })", default: ALWAYS_ON });
  const time = (field: "stop" | "start") => Token.asString(propertyAccess(offHours.value, [field]));
  return {
    instanceClass: stack.string("instance_class", "db.r6g.2xlarge"),
    replicaClass: stack.string("replica_class", "db.r6g.2xlarge"),
    readReplicas: stack.number("read_replicas", 1),
    multiAz: new TerraformVariable(stack, "multi_az", { type: "bool", default: true }).booleanValue,
    iops: stack.number("iops", 12_000),
    allocatedStorageGib: stack.number("allocated_storage_gib", 1_000),
    backupRetentionDays: stack.number("backup_retention_days", 7),
    offHours: { stop: time("stop"), start: time("start"), timeZone: "America/New_York" },
  };
}

const instances = (plan: Plan, argument: string) => byName(plan, "aws_db_instance", "identifier", argument);

describeWith([terraformAvailable()], "a PostgreSQL instance, planned by Terraform", () => {
  const planned = moduleUnderTest("rds-instance", (stack) => {
    new RdsInstance(stack, "database", { ...instanceProps, ...sized(stack) });
  });
  const blueGreen = moduleUnderTest("rds-blue-green", (stack) => {
    new RdsInstance(stack, "database", {
      ...instanceProps,
      readReplicas: stack.number("read_replicas", 0),
      blueGreen: true,
      protection: true,
    });
  });

  test(
    "the primary has a standby, the replica has not, and each has a class of its own",
    async () => {
      const plan = await planned({ instance_class: "db.r6g.xlarge", replica_class: "db.r6g.large" });
      expect(instances(plan, "instance_class")).toEqual({ orders: "db.r6g.xlarge", "orders-replica-1": "db.r6g.large" });
      expect(instances(plan, "multi_az")).toMatchObject({ orders: true });
      expect(instances(plan, "replicate_source_db")).toMatchObject({ "orders-replica-1": "orders" });
    },
    PLAN_SECONDS,
  );

  test.each<{ readReplicas: number }>([{ readReplicas: 0 }, { readReplicas: 3 }])(
    "$readReplicas replicas",
    async ({ readReplicas }) => {
      const plan = await planned({ read_replicas: readReplicas });
      const names = Array.from({ length: readReplicas }, (_, index) => `orders-replica-${index + 1}`);
      expect(Object.keys(instances(plan, "engine")).sort()).toEqual(["orders", ...names]);
    },
    PLAN_SECONDS,
  );

  test.each<{ gib: number; most: number; iops: number | undefined; throughput: number | undefined }>([
    { gib: 399, most: 798, iops: undefined, throughput: undefined },
    { gib: 400, most: 800, iops: 12_000, throughput: 500 },
    { gib: 65_536, most: 65_536, iops: 12_000, throughput: 500 },
  ])(
    "a volume of $gib GiB grows by itself up to $most, with $iops IOPS",
    async ({ gib, most, iops, throughput }) => {
      const plan = await planned({ allocated_storage_gib: gib });
      const primary = plan.at([...plan.ofType("aws_db_instance").keys()].find((address) => address.includes("primary")) ?? "");
      expect(primary).toMatchObject({ storage_type: "gp3", allocated_storage: gib, max_allocated_storage: most });
      expect([primary.iops ?? undefined, primary.storage_throughput ?? undefined]).toEqual([iops, throughput]);
    },
    PLAN_SECONDS,
  );

  test(
    "fewer IOPS than a striped volume starts with are refused",
    async () => {
      await expect(planned({ iops: 11_999 })).rejects.toThrow("start at 12000 IOPS");
    },
    PLAN_SECONDS,
  );

  test.each<{ cron: string; expression: string }>([
    { cron: "0 20 * * 1-5", expression: "cron(0 20 ? * MON-FRI *)" },
    { cron: "30  7 * * 0,6", expression: "cron(30 7 ? * SUN,SAT *)" },
    { cron: "0 22 1 */3 *", expression: "cron(0 22 1 */3 ? *)" },
  ])(
    "off-hours: $cron is $expression",
    async ({ cron, expression }) => {
      const plan = await planned({ read_replicas: 0, off_hours: { stop: cron, start: "0 7 * * 1-5" } });
      expect(byName(plan, "aws_scheduler_schedule", "name", "schedule_expression")).toEqual({
        "orders-stop": expression,
        "orders-start": "cron(0 7 ? * MON-FRI *)",
      });
    },
    PLAN_SECONDS,
  );

  test(
    "without off-hours there is no schedule",
    async () => {
      expect((await planned()).ofType("aws_scheduler_schedule").size).toBe(0);
    },
    PLAN_SECONDS,
  );

  test.each<[string, object, string]>([
    ["with a replica", { off_hours: { stop: "0 20 * * 1-5", start: "0 7 * * 1-5" } }, "RDS stops no instance"],
    ["on days of both kinds", { read_replicas: 0, off_hours: { stop: "0 20 1 * 1", start: "0 7 * * *" } }, "cannot express this stop"],
  ])(
    "off-hours %s are refused",
    async (_name, values, message) => {
      await expect(planned({ ...values })).rejects.toThrow(message);
    },
    PLAN_SECONDS,
  );

  test(
    "it is encrypted, watched, applies at once, and keeps its password out of plan and state",
    async () => {
      const plan = await planned();
      for (const instance of plan.ofType("aws_db_instance").values()) {
        expect(instance).toMatchObject({
          storage_encrypted: true,
          performance_insights_enabled: true,
          performance_insights_kms_key_id: instanceProps.dataKeyArn,
          monitoring_interval: 60,
          apply_immediately: true,
          publicly_accessible: false,
          enabled_cloudwatch_logs_exports: ["postgresql", "upgrade"],
        });
        expect(instance.password ?? null).toBeNull();
        expect(instance.password_wo ?? null).toBeNull();
      }
      expect(only(plan, "aws_db_parameter_group").parameter).toContainEqual({
        name: "rds.force_ssl",
        value: "1",
        apply_method: "immediate",
      });
      expect(new Set([...plan.ofType("aws_cloudwatch_log_group").values()].map(({ name }) => name))).toEqual(
        new Set(
          ["orders", "orders-replica-1"].flatMap((name) => ["postgresql", "upgrade"].map((log) => `/aws/rds/instance/${name}/${log}`)),
        ),
      );
      expect(instances(plan, "skip_final_snapshot")).toEqual({ orders: false, "orders-replica-1": true });
      expect(plan.ofType("aws_db_snapshot").size).toBe(0);
    },
    PLAN_SECONDS,
  );

  test(
    "blue/green is on where it was asked for and there is no replica, for which AWS knows the Multi-AZ way alone",
    async () => {
      expect(only(await blueGreen(), "aws_db_instance")).toMatchObject({
        blue_green_update: [{ enabled: true }],
        deletion_protection: true,
      });
      expect(instances(await blueGreen({ read_replicas: 1 }), "blue_green_update")).toMatchObject({ orders: [{ enabled: false }] });
    },
    PLAN_SECONDS,
  );
});

import { z } from "zod";
import { METRICS } from "../../../contract";
import { staging } from "../../../stacks/staging";
import { stagingPolicy } from "../../../stacks/staging/policy";
import { stagingContract } from "../../../stacks/staging/tunables";
import { Project } from "../../support/project";
import { describeWith } from "../../support/requirement";
import { initOffline, type Plan, planJson, scratch, terraformAvailable, validate } from "../../support/terraform";
import { DEPLOYMENTS, inventoryOf, openings } from "./deployments";

const TURNED = {
  database_instance_class: "db.r6g.xlarge",
  database_replica_class: "db.r6g.large",
  database_read_replicas: 2,
  database_multi_az: false,
  database_iops: 16_000,
  database_backup_retention_days: 3,
  service_instance_type: "c5.xlarge",
  service_min_size: 2,
  service_max_size: 6,
  service_target_cpu_percent: 40,
  service_off_hours: { stop: "0 20 * * 1-5", start: "0 6 * * 1-5" },
  cache_node_type: "cache.r6g.large",
  cache_shards: 3,
  cache_replicas_per_shard: 1,
  report_memory_mb: 1_024,
  report_timeout_seconds: 300,
  report_reserved_concurrency: 10,
  report_provisioned_concurrency: 0,
} as const;

/** Two plans serve all tests: each costs seconds. */
describeWith([terraformAvailable()], "the staging stack, planned by Terraform", () => {
  const at = new Project(scratch("staging"), [staging], DEPLOYMENTS);
  let asked: Plan;
  let turned: Plan;

  beforeAll(async () => {
    at.synth();
    await initOffline(at.stack("staging"));
    asked = await planJson(at.stack("staging"));
    turned = await planJson(at.stack("staging"), { tfvars: TURNED });
  }, 360_000);

  test("is valid", async () => {
    expect(await validate(at.stack("staging"))).toEqual([]);
  });

  test("is as the brief asks", () => {
    const counts = asked.countByType();
    expect(counts).toMatchObject({ aws_subnet: 9, aws_nat_gateway: 3, aws_db_instance: 2, aws_lambda_function: 5, aws_lb: 1 });
    expect(asked.at("aws_db_instance.database_primary")).toMatchObject({
      instance_class: "db.r6g.2xlarge",
      allocated_storage: 1_000,
      storage_type: "gp3",
      iops: 12_000,
      multi_az: true,
      storage_encrypted: true,
    });
    expect(asked.at("aws_autoscaling_group.service_fleet_group_all")).toMatchObject({
      min_size: 3,
      max_size: 12,
      desired_capacity: 6,
      health_check_type: "ELB",
    });
    expect(asked.at("aws_launch_template.service_fleet_template")).toMatchObject({ instance_type: "c5.4xlarge" });
    expect(asked.at("aws_lb.balancer_balancer")).toMatchObject({ load_balancer_type: "network", internal: true });
    expect(asked.at("aws_elasticache_replication_group.cache_cluster")).toMatchObject({
      node_type: "cache.r6g.2xlarge",
      num_node_groups: 6,
      replicas_per_node_group: 2,
    });
    for (const [address, values] of asked.ofType("aws_lambda_function")) {
      const size = { memory_size: 3_008, timeout: 900, reserved_concurrent_executions: 100, publish: true };
      expect({ address, ...values }).toMatchObject({ address, ...size });
    }
    const kept = [...asked.ofType("aws_lambda_provisioned_concurrency_config").values()];
    expect(kept.map(({ qualifier, provisioned_concurrent_executions: environments }) => [qualifier, environments])).toEqual(
      Array.from({ length: 5 }, () => ["live", 50]),
    );
  });

  test("reaches S3 and DynamoDB without leaving the network", () => {
    const gateways = [...asked.ofType("aws_vpc_endpoint").values()].filter(({ vpc_endpoint_type: type }) => type === "Gateway");
    expect(gateways.map(({ service_name: name }) => name)).toEqual(["com.amazonaws.us-east-1.dynamodb", "com.amazonaws.us-east-1.s3"]);
  });

  test("calls its functions by the clock, and the worker by the queue", () => {
    const schedules = [...asked.ofType("aws_scheduler_schedule").values()].map(({ name, schedule_expression: at_ }) => [name, at_]);
    expect(Object.fromEntries(schedules)).toEqual({
      "staging-health-due": "rate(5 minutes)",
      "staging-seed-due": "cron(0 7 ? * MON-FRI *)",
      "staging-report-due": "cron(0 5 * * ? *)",
      "staging-clean-up-due": "cron(30 3 * * ? *)",
    });
    expect(asked.at("aws_lambda_event_source_mapping.queue_worker_source_orders")).toMatchObject({
      function_response_types: ["ReportBatchItemFailures"],
    });
    expect(asked.at("aws_sqs_queue.order_queue_queue")).toMatchObject({ visibility_timeout_seconds: 5_400 });
  });

  test("keeps orders and reports as long as its settings say, encrypted and closed to the public", () => {
    const { rule } = z
      .looseObject({
        rule: z.array(
          z.looseObject({
            filter: z.array(z.looseObject({ prefix: z.string() })),
            expiration: z.array(z.looseObject({ days: z.number().nullish() })),
          }),
        ),
      })
      .parse(asked.at("aws_s3_bucket_lifecycle_configuration.store_lifecycle"));
    const days = rule.map(({ filter, expiration }) => [filter[0]?.prefix, expiration[0]?.days]);
    expect(days).toEqual(
      expect.arrayContaining([
        ["orders/", 30],
        ["reports/", 365],
      ]),
    );
    expect(asked.at("aws_s3_bucket_public_access_block.store_public_access")).toMatchObject({ restrict_public_buckets: true });
    expect(asked.at("aws_s3_bucket_server_side_encryption_configuration.store_encryption")).toMatchObject({
      rule: [{ apply_server_side_encryption_by_default: [{ sse_algorithm: "aws:kms" }] }],
    });
  });

  test("opens no port to anybody but its own network", () => {
    expect(openings(asked)).toEqual(["10.40.0.0/16 443", "10.40.0.0/16 80"]);
  });

  test("keeps no log for ever, and rotates every key", () => {
    for (const [address, group] of asked.ofType("aws_cloudwatch_log_group")) {
      expect({ address, retention: group.retention_in_days }).toEqual({ address, retention: 90 });
    }
    expect([...asked.ofType("aws_kms_key").values()].map(({ enable_key_rotation: rotates }) => rotates)).toEqual([true, true]);
  });

  test("turns by its variables, and nothing else of it moves", () => {
    const moved = asked
      .comparedWith(turned)
      .filter(({ address, from, to }) => !(from === undefined || to === undefined) && !/alarm|log_group/.test(address))
      .map(({ address, attribute, to }) => `${address} ${attribute}${typeof to === "object" ? "" : ` ${to}`}`);
    expect(moved.sort()).toEqual([
      "aws_autoscaling_group.service_fleet_group_all instance_refresh",
      "aws_autoscaling_group.service_fleet_group_all max_size 6",
      "aws_autoscaling_group.service_fleet_group_all min_size 2",
      "aws_autoscaling_policy.service_fleet_cpu_all target_tracking_configuration",
      "aws_db_instance.database_primary backup_retention_period 3",
      "aws_db_instance.database_primary instance_class db.r6g.xlarge",
      "aws_db_instance.database_primary iops 16000",
      "aws_db_instance.database_primary multi_az false",
      "aws_db_instance.database_replica[0] instance_class db.r6g.large",
      "aws_db_instance.database_replica[0] iops 16000",
      "aws_elasticache_replication_group.cache_cluster node_type cache.r6g.large",
      "aws_elasticache_replication_group.cache_cluster num_node_groups 3",
      "aws_elasticache_replication_group.cache_cluster replicas_per_node_group 1",
      "aws_lambda_function.report_function memory_size 1024",
      "aws_lambda_function.report_function reserved_concurrent_executions 10",
      "aws_lambda_function.report_function timeout 300",
      "aws_launch_template.service_fleet_template instance_type c5.xlarge",
      "terraform_data.database_first_settings input",
    ]);
    const counts = turned.countByType();
    expect(counts).toMatchObject({ aws_db_instance: 3, aws_autoscaling_schedule: 2, aws_lambda_provisioned_concurrency_config: 4 });
  });

  test.each([
    ["as asked", () => asked, {}],
    ["turned", () => turned, TURNED],
  ] as const)("publishes, %s, the inventory that the contract is made with", (_name, planOf, overrides) => {
    expect(planOf().outputs.trimtab_inventory).toEqual(inventoryOf("staging", overrides));
  });

  test("is destroyed whole, and RDS's own backups end by themselves", () => {
    expect(asked.at("aws_db_instance.database_primary")).toMatchObject({
      deletion_protection: false,
      skip_final_snapshot: true,
      delete_automated_backups: false,
    });
    expect([...asked.ofType("aws_s3_bucket").values()].map(({ force_destroy: force }) => force)).toEqual([true, true]);
    expect(asked.at("aws_lb.balancer_balancer")).toMatchObject({ enable_deletion_protection: false });
    expect(asked.at("aws_secretsmanager_secret.database_master_password_secret")).toMatchObject({ recovery_window_in_days: 0 });
  });

  test("tells a load test where to go", () => {
    expect(asked.outputs.loadtest_endpoints).toMatchObject({
      region: "us-east-1",
      database: { engine: "postgresql", port: 5432, name: "staging", iam_user: "service", tls: true },
      cache: { port: 6379, tls: true, cluster_mode: true, replication_group_id: "staging-cache" },
    });
  });

  describe("its alarms", () => {
    const alarmSchema = z.looseObject({
      alarm_name: z.string(),
      namespace: z.string().nullish(),
      metric_name: z.string().nullish(),
      threshold: z.number().optional(),
      dimensions: z.record(z.string(), z.string()).nullish(),
    });
    const alarmsOf = (plan: Plan) => [...plan.ofType("aws_cloudwatch_metric_alarm").values()].map((values) => alarmSchema.parse(values));
    const named = (plan: Plan, name: string) => alarmsOf(plan).find((alarm) => alarm.alarm_name === name);

    test("are those of the policy", () => {
      const names = alarmsOf(asked).map(({ alarm_name: name }) => name);
      for (const { name } of [...stagingPolicy.alerting.health, ...stagingPolicy.scaleUpTriggers]) {
        const slug = `staging-${name.toLowerCase().replaceAll(" ", "-")}`;
        expect(names.some((each) => each === slug || each.startsWith(`${slug}-`)) ? name : `no alarm for ${name}`).toBe(name);
      }
      expect(asked.countByType().aws_cloudwatch_composite_alarm).toBe(stagingPolicy.alerting.burnRates.length);
    });

    test("speak of an unhealthy host, of busy units, and of connections against the limit of the class that a size names", () => {
      expect(named(asked, "staging-unhealthy-hosts")).toMatchObject({ metric_name: "UnHealthyHostCount", threshold: 0 });
      expect(named(asked, "staging-database-cpu-primary")).toMatchObject({ threshold: 80 });
      expect(named(asked, "staging-database-connections-primary")?.threshold).toBe(4_000);
      expect(named(turned, "staging-database-connections-primary")?.threshold).toBeCloseTo(0.8 * 3_604);
      expect(named(turned, "staging-database-connections-replica-2")?.threshold).toBeCloseTo(0.8 * 1_802);
      expect(named(asked, "staging-report-throttles")).toMatchObject({ namespace: "AWS/Lambda", threshold: 0 });
    });

    test("watch what the catalog has, on resources of the inventory", () => {
      const inventory = z
        .record(
          z.string(),
          z.looseObject({ resources: z.array(z.looseObject({ scope: z.string(), dimensions: z.record(z.string(), z.string()) })) }),
        )
        .parse(asked.outputs.trimtab_inventory);
      const known = Object.entries(stagingContract.components).flatMap(([component, { kind }]) =>
        METRICS[kind].flatMap((metric) =>
          (inventory[component]?.resources ?? [])
            .filter(({ scope }) => scope === metric.scope)
            .map(({ dimensions }) => JSON.stringify([metric.namespace, metric.metricName, Object.entries(dimensions).sort()])),
        ),
      );
      const byInventory = /^(Trimtab\/Service|CWAgent|AWS\/EC2|AWS\/RDS|AWS\/Lambda|AWS\/ElastiCache)$/;
      const watched = alarmsOf(asked)
        .filter(({ namespace }) => typeof namespace === "string" && byInventory.test(namespace))
        .map((each) => JSON.stringify([each.namespace, each.metric_name, Object.entries(each.dimensions ?? {}).sort()]));
      expect(watched.length).toBeGreaterThan(50);
      expect(watched.filter((each) => !known.includes(each))).toEqual([]);
    });
  });
});

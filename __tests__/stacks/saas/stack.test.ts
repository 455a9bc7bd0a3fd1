import { join } from "node:path";
import { z } from "zod";
import { changeOf, defaultsOf, deploymentContractSchema, METRICS } from "../../../contract";
import { checkPlan, parsePlan } from "../../../optimizer/rollout";
import { saas } from "../../../stacks/saas";
import { saasInventory } from "../../../stacks/saas/inventory";
import { saasPolicy } from "../../../stacks/saas/policy";
import { TABLE_LAYOUTS } from "../../../stacks/saas/table-layouts";
import { saasContract } from "../../../stacks/saas/tunables";
import { Project } from "../../support/project";
import { describeWith } from "../../support/requirement";
import { initOffline, Plan, planJson, planText, scratch, terraformAvailable, validate } from "../../support/terraform";
import { SAAS_CONFIG } from "./deployment";

const PLAN_SECONDS = 300_000;

/** Every tunable away from its default. */
const TURNED = {
  database_writer_class: "db.r6g.2xlarge",
  database_failover_reader_class: "db.r6g.2xlarge",
  database_reader_class: "db.r6g.xlarge",
  database_readers: 3,
  database_secondary_class: "db.r6g.xlarge",
  database_secondary_regions: ["eu-west-1"],
  database_backup_retention_days: 14,
  app_service_instance_type: "m5.2xlarge",
  app_service_min_size: 8,
  app_service_max_size: 15,
  app_service_target_cpu_percent: 60,
  app_service_volume_size_gib: 50,
  tenants_indexes: ["ByStatus"],
  tenants_stream: false,
  users_indexes: [],
  users_stream: false,
  users_consolidated: true,
  audit_logs_indexes: ["ByTenant", "ByUser", "ByAction"],
  audit_logs_stream: false,
  cache_node_type: "cache.r6g.xlarge",
  cache_shards: 2,
  cache_replicas_per_shard: 1,
} as const;

const place = { name: "saas", region: "us-east-1" } as const;
const named = z.looseObject({ name: z.string() });
const namesIn = (blocks: unknown): readonly string[] =>
  z
    .array(named)
    .parse(blocks)
    .map(({ name }) => name)
    .sort();

/** Two plans serve all tests: three regions take half a minute each. */
describeWith([terraformAvailable()], "the multi-tenant stack, planned by Terraform", () => {
  const project = new Project(join(scratch("saas"), "project"), [saas], SAAS_CONFIG);
  const folder = project.stack("saas");
  let text: string;
  let asked: Plan;
  let turned: Plan;

  beforeAll(async () => {
    project.synth();
    await initOffline(folder);
    text = await planText(folder);
    asked = Plan.parse(text);
    turned = await planJson(folder, { tfvars: TURNED });
  }, PLAN_SECONDS);

  test("is valid", async () => expect(await validate(folder)).toEqual([]), PLAN_SECONDS);

  describe("as the brief asks", () => {
    test("the database is global: a writer and two readers, and a copy in each further region", () => {
      const instances = [...asked.ofType("aws_rds_cluster_instance").values()].map(({ identifier, instance_class }) => [
        identifier,
        instance_class,
      ]);
      expect(Object.fromEntries(instances)).toEqual({
        "saas-database-writer": "db.r6g.4xlarge",
        "saas-database-failover-reader": "db.r6g.4xlarge",
        "saas-database-reader-2": "db.r6g.4xlarge",
        "saas-database-us-west-2-1": "db.r6g.4xlarge",
        "saas-database-eu-west-1-1": "db.r6g.4xlarge",
      });
      expect(asked.at("aws_rds_global_cluster.database_database")).toMatchObject({ engine: "aurora-mysql", deletion_protection: true });
      expect(asked.at("aws_rds_cluster.database_primary_cluster")).toMatchObject({ backup_retention_period: 30, storage_encrypted: true });
      expect(asked.at("aws_rds_cluster_instance.database_primary_writer")).toMatchObject({
        performance_insights_enabled: true,
        monitoring_interval: 30,
      });
    });

    test("the application servers are one group over three zones, judged by the load balancer, replaced two at a time", () => {
      const group = asked.at("aws_autoscaling_group.app_service_fleet_group_all");
      expect(group).toMatchObject({
        name: "saas-app-service",
        desired_capacity: 15,
        min_size: 12,
        max_size: 25,
        health_check_type: "ELB",
        health_check_grace_period: 300,
      });
      // 108 % of 25 is 27, and launching comes before ending.
      expect(group.instance_refresh).toMatchObject([{ preferences: [{ min_healthy_percentage: 100, max_healthy_percentage: 108 }] }]);
      expect(asked.at("aws_launch_template.app_service_fleet_template")).toMatchObject({ instance_type: "m5.4xlarge" });
      expect(asked.at("aws_autoscaling_policy.app_service_fleet_cpu_all")).toMatchObject({
        target_tracking_configuration: [
          { target_value: 70, predefined_metric_specification: [{ predefined_metric_type: "ASGAverageCPUUtilization" }] },
        ],
      });
    });

    test("requests per target grow the group in the policy's steps", () => {
      expect(asked.at("aws_autoscaling_policy.app_service_fleet_requests_per_target_all")).toMatchObject({
        policy_type: "StepScaling",
        step_adjustment: saasPolicy.alerting.scaleUpSteps.map(({ addPercent }) =>
          expect.objectContaining({ scaling_adjustment: addPercent }),
        ),
      });
      expect(asked.at("aws_cloudwatch_metric_alarm.alarms_app_service_requests_per_target_api_alarm")).toMatchObject({
        metric_name: "RequestCountPerTarget",
        statistic: "Sum",
        threshold: 6000,
      });
    });

    test("three target groups stand behind the load balancer", () => {
      const groups = [...asked.ofType("aws_lb_target_group").values()].map(({ port, health_check, deregistration_delay, stickiness }) => ({
        port,
        path: z.array(z.looseObject({ path: z.string() })).parse(health_check)[0]?.path,
        draining: deregistration_delay,
        sticky: z.array(z.looseObject({ enabled: z.boolean().nullish(), cookie_duration: z.number() })).parse(stickiness ?? [])[0]
          ?.cookie_duration,
      }));
      expect(groups.sort((a, b) => Number(a.port) - Number(b.port))).toEqual([
        { port: 8080, path: "/health", draining: "300", sticky: 3600 },
        { port: 8081, path: "/admin/health", draining: "300" },
        { port: 8082, path: "/metrics", draining: "300" },
      ]);
      expect(asked.countByType()).toMatchObject({ aws_autoscaling_attachment: 3 });
      expect(asked.at("aws_lb.balancer_balancer")).toMatchObject({
        idle_timeout: 300,
        enable_http2: true,
        enable_deletion_protection: true,
        access_logs: [expect.objectContaining({ enabled: true })],
      });
      expect(asked.at("aws_lb_listener.balancer_https")).toMatchObject({ ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06" });
      expect(asked.at("aws_lb_listener.balancer_http")).toMatchObject({
        default_action: [{ redirect: [{ status_code: "HTTP_301", port: "443" }] }],
      });
    });

    test("metrics are for internal addresses and end there, before any other rule is tried", () => {
      const rules = [...asked.ofType("aws_lb_listener_rule")].map(([address, { priority, action, condition }]) => {
        const what = z
          .array(z.looseObject({ type: z.string(), fixed_response: z.array(z.looseObject({ status_code: z.string() })) }))
          .parse(action);
        const conditions = z
          .array(
            z.looseObject({
              path_pattern: z.array(z.object({ values: z.array(z.string()) })),
              http_header: z.array(z.object({ http_header_name: z.string(), values: z.array(z.string()) })),
            }),
          )
          .parse(condition);
        return [
          Number(priority),
          address.replace("aws_lb_listener_rule.balancer_rule_", ""),
          what[0]?.fixed_response[0]?.status_code ?? what[0]?.type,
          conditions.flatMap(
            ({ path_pattern: [path], http_header: [header] }) =>
              path?.values ?? (header === undefined ? [] : [header.http_header_name, ...header.values]),
          ),
        ];
      });
      expect(rules.sort((a, b) => Number(a[0]) - Number(b[0]))).toEqual([
        [10, "metrics", "forward", ["/metrics*"]],
        [11, "metrics_elsewhere", "403", ["/metrics*"]],
        [20, "admin", "forward", ["/admin/*"]],
        [30, "api_v2", "forward", ["X-API-Version", "v2"]],
      ]);
    });

    test("each table is on demand, restorable, encrypted and tagged, with four indexes and a stream", () => {
      for (const [table, { classification, indexes, hashKey, rangeKey }] of Object.entries(TABLE_LAYOUTS)) {
        const planned = asked.at(`aws_dynamodb_table.${table}_table`);
        expect(planned).toMatchObject({
          billing_mode: "PAY_PER_REQUEST",
          hash_key: hashKey,
          range_key: rangeKey,
          stream_view_type: "NEW_AND_OLD_IMAGES",
          point_in_time_recovery: [expect.objectContaining({ enabled: true })],
          server_side_encryption: [expect.objectContaining({ enabled: true })],
          deletion_protection_enabled: true,
          tags: { Component: table, TableType: table, DataClassification: classification },
        });
        expect(namesIn(planned.global_secondary_index)).toEqual(Object.keys(indexes).sort());
      }
      expect(asked.countByType()).toMatchObject({ aws_dynamodb_table: 3 + 1 });
    });

    test("the cache has four shards with two replicas each", () => {
      expect(asked.at("aws_elasticache_replication_group.cache_cluster")).toMatchObject({
        node_type: "cache.r6g.4xlarge",
        num_node_groups: 4,
        replicas_per_node_group: 2,
        transit_encryption_enabled: true,
        automatic_failover_enabled: true,
      });
    });

    test("the primary region has NAT in each zone, a further one isolated subnets alone; no ranges meet", () => {
      expect([...asked.ofType("aws_vpc").values()].map(({ cidr_block }) => cidr_block).sort()).toEqual([
        "10.30.0.0/16",
        "10.31.0.0/16",
        "10.32.0.0/16",
      ]);
      const zones = [...asked.ofType("aws_subnet").values()].map(({ availability_zone }) => String(availability_zone));
      expect(zones.filter((zone) => zone.startsWith("us-east-1"))).toHaveLength(9);
      expect(zones.filter((zone) => zone.startsWith("us-west-2"))).toHaveLength(3);
      const { aws_nat_gateway, aws_internet_gateway, aws_flow_log } = asked.countByType();
      expect({ aws_nat_gateway, aws_internet_gateway, aws_flow_log }).toEqual({
        aws_nat_gateway: 3,
        aws_internet_gateway: 1,
        aws_flow_log: 3,
      });
      for (const address of ["network", "us_west_2_network", "eu_west_1_network"]) {
        expect(asked.at(`aws_cloudwatch_log_group.${address}_flow_logs_group`)).toMatchObject({ retention_in_days: 90 });
      }
    });

    test("each region's key is made in that region", () => {
      const plan = z
        .object({
          configuration: z.object({
            root_module: z.object({ resources: z.array(z.looseObject({ address: z.string(), provider_config_key: z.string() })) }),
          }),
        })
        .parse(JSON.parse(text));
      const provider = Object.fromEntries(
        plan.configuration.root_module.resources.map(({ address, provider_config_key }) => [address, provider_config_key]),
      );
      expect(["data_key", "us_west_2_data_key", "eu_west_1_data_key"].map((key) => provider[`aws_kms_key.${key}_key`])).toEqual([
        "aws",
        "aws.us-west-2",
        "aws.eu-west-1",
      ]);
      expect(provider["aws_rds_cluster.database_us_west_2_cluster"]).toBe("aws.us-west-2");
    });

    test("the world reaches the load balancer, and nothing else", () => {
      const open = [...asked.ofType("aws_vpc_security_group_ingress_rule")].filter(([, { cidr_ipv4 }]) => cidr_ipv4 === "0.0.0.0/0");
      expect(open.map(([address]) => address).sort()).toEqual([
        "aws_vpc_security_group_ingress_rule.balancer_internet_443",
        "aws_vpc_security_group_ingress_rule.balancer_internet_80",
      ]);
    });

    test("what belongs to a tenant says so, and nothing of a component does", () => {
      const tagged = asked.resources.filter(({ after }) => z.object({ tags: z.object({ TenantId: z.string() }) }).safeParse(after).success);
      expect(tagged.map(({ address, after }) => [address, after.tags])).toEqual([
        ["aws_dynamodb_table.tenant_acme_data_table", expect.objectContaining({ TenantId: "acme", Component: "dedicated_tenants" })],
        ["aws_kms_key.tenant_acme_key_key", expect.objectContaining({ TenantId: "acme" })],
      ]);
      expect(Object.keys(saasContract.components)).not.toContain("dedicated_tenants");
      expect(saasPolicy.excludedTags).toEqual(["TenantId:*"]);
    });

    test("every alarm of the policy watches what the catalog knows", () => {
      const alarms = [...asked.ofType("aws_cloudwatch_metric_alarm").values()];
      for (const { name, component, metric } of [...saasPolicy.scaleUpTriggers, ...saasPolicy.alerting.health]) {
        const { kind } = Object.entries(saasContract.components).find(([each]) => each === component)?.[1] ?? {};
        const known = kind === undefined ? [] : METRICS[kind].filter((entry) => entry.name === metric).map(({ metricName }) => metricName);
        const own = alarms.filter(({ alarm_name }) =>
          String(alarm_name).startsWith(`saas-${name.toLowerCase().replaceAll(" ", "-").replaceAll("_", "-")}`),
        );
        expect({ name, alarms: own.length > 0 }).toEqual({ name, alarms: true });
        expect(own.filter(({ metric_name }) => typeof metric_name === "string" && !known.includes(metric_name))).toEqual([]);
      }
      expect(asked.at("aws_cloudwatch_metric_alarm.alarms_database_database_connections_writer_alarm")).toMatchObject({
        threshold: 0.8 * 4000,
      });
      expect(asked.at("aws_cloudwatch_metric_alarm.alarms_app_service_target_response_time_api_alarm")).toMatchObject({
        threshold: 2,
        extended_statistic: "p95",
      });
      expect(asked.countByType().aws_cloudwatch_composite_alarm).toBe(saasPolicy.slos.length * saasPolicy.alerting.burnRates.length);
    });
  });

  describe("turned by its variables", () => {
    const lines = () =>
      asked
        .comparedWith(turned)
        .filter(({ address }) => !/^aws_(cloudwatch|s3_object)/.test(address))
        .filter(
          ({ address }) =>
            asked.ofType(address.split(".")[0] ?? "").has(address) && turned.ofType(address.split(".")[0] ?? "").has(address),
        )
        .map(({ address, attribute }) => `${address} ${attribute}`);

    test("changes the arguments that they turn, and no other", () => {
      expect(lines().sort()).toEqual([
        "aws_autoscaling_group.app_service_fleet_group_all instance_refresh",
        "aws_autoscaling_group.app_service_fleet_group_all max_size",
        "aws_autoscaling_group.app_service_fleet_group_all min_size",
        "aws_autoscaling_policy.app_service_fleet_cpu_all target_tracking_configuration",
        "aws_dynamodb_table.audit_logs_table attribute",
        "aws_dynamodb_table.audit_logs_table global_secondary_index",
        "aws_dynamodb_table.audit_logs_table stream_enabled",
        "aws_dynamodb_table.audit_logs_table stream_view_type",
        "aws_dynamodb_table.tenants_table attribute",
        "aws_dynamodb_table.tenants_table global_secondary_index",
        "aws_dynamodb_table.tenants_table stream_enabled",
        "aws_dynamodb_table.tenants_table stream_view_type",
        "aws_dynamodb_table.users_table attribute",
        "aws_dynamodb_table.users_table global_secondary_index",
        "aws_dynamodb_table.users_table stream_enabled",
        "aws_dynamodb_table.users_table stream_view_type",
        "aws_elasticache_replication_group.cache_cluster node_type",
        "aws_elasticache_replication_group.cache_cluster num_node_groups",
        "aws_elasticache_replication_group.cache_cluster replicas_per_node_group",
        "aws_launch_template.app_service_fleet_template block_device_mappings",
        "aws_launch_template.app_service_fleet_template instance_type",
        "aws_rds_cluster.database_eu_west_1_cluster[0] backup_retention_period",
        "aws_rds_cluster.database_primary_cluster backup_retention_period",
        "aws_rds_cluster_instance.database_eu_west_1_instance[0] instance_class",
        "aws_rds_cluster_instance.database_primary_failover_reader instance_class",
        "aws_rds_cluster_instance.database_primary_reader[0] instance_class",
        "aws_rds_cluster_instance.database_primary_writer instance_class",
      ]);
    });

    test("takes away what the change table announces, and makes what was asked for", () => {
      const [before, after] = [asked, turned].map((plan) => new Set(plan.resources.map(({ address }) => address)));
      const of = (one = new Set<string>(), other = new Set<string>()) =>
        [...one].filter((address) => !other.has(address) && !address.includes("alarm")).sort();
      expect(of(before, after)).toEqual([
        "aws_rds_cluster.database_us_west_2_cluster[0]",
        "aws_rds_cluster_instance.database_us_west_2_instance[0]",
      ]);
      expect(of(after, before)).toEqual(["aws_dynamodb_table.accounts_table[0]", "aws_rds_cluster_instance.database_primary_reader[1]"]);
      expect(of(before, after).map((address) => address.split(".")[0])).toEqual(
        changeOf("aurora-global", "secondary_regions", ["us-west-2", "eu-west-1"], ["eu-west-1"]).announcedDestroys,
      );
    });

    test("an index that goes takes with it the attributes that it alone was keyed by", () => {
      expect(namesIn(turned.at("aws_dynamodb_table.tenants_table").attribute)).toEqual(["created_at", "status", "tenant_id"]);
      expect(namesIn(turned.at("aws_dynamodb_table.users_table").attribute)).toEqual(["tenant_id", "user_id"]);
    });

    test("tenants and users get a table together, beside the ones that they have, with alarms of its own", () => {
      const accounts = turned.at("aws_dynamodb_table.accounts_table[0]");
      expect(accounts).toMatchObject({
        name: "saas-accounts",
        hash_key: "item_key",
        range_key: "sort_key",
        deletion_protection_enabled: true,
      });
      expect(namesIn(accounts.global_secondary_index)).toEqual(["ByGroup", "ByLookup", "ByParent", "ByStatus"]);
      const alarms = [...turned.ofType("aws_cloudwatch_metric_alarm").keys()].filter((address) => address.includes("accounts"));
      expect(alarms).toHaveLength(2 * (1 + 4));
      expect(turned.outputs.table_names).toMatchObject({ tenants: "saas-tenants", users: "saas-users", accounts: "saas-accounts" });
      expect(asked.outputs.table_names).toMatchObject({ tenants: "saas-tenants", users: "saas-users" });
    });

    test("connections are held against the limit of the class that a size names", () => {
      expect(turned.at("aws_cloudwatch_metric_alarm.alarms_database_database_connections_reader_alarm")).toMatchObject({
        threshold: 0.8 * 2000,
      });
    });
  });

  test.each([
    ["as asked", () => asked, {}],
    ["turned", () => turned, TURNED],
  ] as const)("publishes, %s, the inventory that the contract is made with", (_name, planOf, overrides) => {
    expect(planOf().outputs.trimtab_inventory).toEqual(saasInventory(place, { ...defaultsOf(saasContract.components), ...overrides }));
  });

  describe("a plan that touches the global database, held against an agreed step that takes a secondary region away", () => {
    const detached = (address: string) => ({
      address,
      actions: ["update"],
      before: { global_cluster_identifier: "saas-database" },
      after: { global_cluster_identifier: null },
    });
    const destroyed = (address: string) => ({ address, actions: ["delete"], before: {}, after: null });
    const instance = destroyed("aws_rds_cluster_instance.database_eu_west_1_instance[0]");
    const cluster = destroyed("aws_rds_cluster.database_eu_west_1_cluster[0]");
    const agreedValues = { database_secondary_regions: ["us-west-2"] };

    const problems = (
      changes: readonly {
        readonly address: string;
        readonly actions: readonly string[];
        readonly before: object;
        readonly after: object | null;
      }[],
    ) => {
      const plan = parsePlan(
        JSON.stringify({
          ...JSON.parse(text),
          variables: { database_secondary_regions: { value: agreedValues.database_secondary_regions } },
          output_changes: {},
          resource_drift: [],
          resource_changes: changes.map(({ address, ...change }) => ({ address, mode: "managed", type: address.split(".")[0], change })),
        }),
        "plan.json",
      );
      const contract = deploymentContractSchema.parse(JSON.parse(project.output("contracts/saas.json") ?? ""));
      const deltas = [{ variable: "database_secondary_regions", from: ["us-west-2", "eu-west-1"], to: ["us-west-2"] }];
      return checkPlan(plan, { contract, deltas, values: agreedValues, overrideBytes: null, receipt: null, loopback: false }).problems;
    };

    test("may take the region's cluster and instance", () => expect(problems([instance, cluster])).toEqual([]));

    test.each([
      ["detaches the primary", detached("aws_rds_cluster.database_primary_cluster")],
      ["detaches the region that stays", detached("aws_rds_cluster.database_us_west_2_cluster[0]")],
      ["destroys the global database", destroyed("aws_rds_global_cluster.database_database")],
      ["destroys the primary's writer", destroyed("aws_rds_cluster_instance.database_primary_writer")],
      ["destroys the key of the region", destroyed("aws_kms_key.eu_west_1_data_key_key")],
    ])("is refused where it %s", (_name, change) => {
      expect(problems([instance, cluster, change])).toEqual([expect.stringContaining(change.address)]);
    });
  });
});

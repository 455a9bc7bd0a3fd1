import { join } from "node:path";
import { defaultsOf } from "../../../contract";
import { trading } from "../../../stacks/trading";
import { tradingInventory } from "../../../stacks/trading/inventory";
import { tradingContract } from "../../../stacks/trading/tunables";
import { CONFIG, Project } from "../../support/project";
import { describeWith } from "../../support/requirement";
import { initOffline, type Plan, planJson, scratch, terraformAvailable } from "../../support/terraform";

const PLAN_SECONDS = 240_000;

const TURNED = {
  database_writer_class: "db.r6g.4xlarge",
  database_reader_class: "db.r6g.2xlarge",
  database_readers: 2,
  database_backup_retention_days: 14,
  cache_node_type: "cache.r6g.4xlarge",
  cache_shards: 12,
  cache_replicas_per_shard: 1,
  accelerator_nodes: 4,
} as const;

describeWith([terraformAvailable()], "the data half of the trading stack, planned by Terraform", () => {
  const project = new Project(join(scratch("trading-data"), "project"), [trading], CONFIG);
  let asked: Plan;
  let turned: Plan;

  beforeAll(async () => {
    project.synth();
    const folder = project.stack("trading");
    await initOffline(folder);
    asked = await planJson(folder);
    turned = await planJson(folder, { tfvars: TURNED });
  }, PLAN_SECONDS);

  test("is as the brief asks", () => {
    expect(asked.countByType()).toMatchObject({ aws_rds_cluster_instance: 5, aws_vpn_connection: 2, aws_backup_plan: 1 });
    expect(asked.at("aws_rds_cluster_instance.database_writer")).toMatchObject({ instance_class: "db.r6g.8xlarge", promotion_tier: 1 });
    expect(asked.at("aws_rds_cluster.database_cluster")).toMatchObject({ backup_retention_period: 35, deletion_protection: true });
    expect(asked.at("aws_elasticache_replication_group.cache_cluster")).toMatchObject({
      node_type: "cache.r6gd.8xlarge",
      num_node_groups: 15,
      replicas_per_node_group: 2,
      data_tiering_enabled: true,
    });
    expect(asked.at("aws_dax_cluster.accelerator_cluster")).toMatchObject({ node_type: "dax.r4.8xlarge", replication_factor: 6 });
  });

  test("turns by its variables, and nothing else of it moves", () => {
    const moved = asked
      .comparedWith(turned)
      .filter(({ address }) => /^aws_(rds|elasticache|dax|vpn|backup|ec2_transit)/.test(address))
      .map(({ address, attribute, to }) => `${address} ${attribute} ${JSON.stringify(to)}`);
    const arguments_ = moved.filter((line) => !line.startsWith("aws_rds_cluster_instance.database_reader["));
    expect(arguments_.sort()).toEqual([
      "aws_dax_cluster.accelerator_cluster replication_factor 4",
      "aws_elasticache_replication_group.cache_cluster data_tiering_enabled false",
      'aws_elasticache_replication_group.cache_cluster node_type "cache.r6g.4xlarge"',
      "aws_elasticache_replication_group.cache_cluster num_node_groups 12",
      "aws_elasticache_replication_group.cache_cluster replicas_per_node_group 1",
      "aws_rds_cluster.database_cluster backup_retention_period 14",
      'aws_rds_cluster_instance.database_writer instance_class "db.r6g.4xlarge"',
    ]);
    expect(turned.countByType()).toMatchObject({ aws_rds_cluster_instance: 3 });
    expect(turned.at("aws_rds_cluster_instance.database_reader[0]")).toMatchObject({ instance_class: "db.r6g.2xlarge" });
  });

  test.each([
    ["as asked", () => asked, {}],
    ["turned", () => turned, TURNED],
  ] as const)("publishes, %s, the inventory that the contract is made with", (_name, planOf, overrides) => {
    const values = { ...defaultsOf(tradingContract.components), ...overrides };
    const expected = tradingInventory({ name: "trading", region: "us-east-1", settings: {} }, values);
    expect(planOf().outputs.trimtab_inventory).toEqual(expected);
  });
});

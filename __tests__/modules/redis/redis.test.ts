import { Redis, type RedisProps } from "../../../modules/redis";
import { problemsOf } from "../../support/construct";
import { moduleUnderTest, only } from "../../support/module-plan";
import { describeWith } from "../../support/requirement";
import { terraformAvailable } from "../../support/terraform";

const PLAN_SECONDS = 120_000;

const props: RedisProps = {
  name: "quotes",
  description: "Quotes",
  vpcId: "vpc-0123456789abcdef0",
  subnetIds: ["subnet-0a", "subnet-0b", "subnet-0c"],
  clients: { order_service: "sg-0123456789abcdef0" },
  nodeType: "cache.r6gd.8xlarge",
  shards: 15,
  replicasPerShard: 2,
  dataKeyArn: "arn:aws:kms:us-east-1:123456789012:key/11111111-1111-1111-1111-111111111111",
  logKeyArn: "arn:aws:kms:us-east-1:123456789012:key/22222222-2222-2222-2222-222222222222",
  protection: true,
};

describeWith([terraformAvailable()], "Redis in cluster mode, planned by Terraform", () => {
  const planned = moduleUnderTest("redis", (stack) => {
    new Redis(stack, "cache", {
      ...props,
      nodeType: stack.string("node_type", "cache.r6gd.8xlarge"),
      shards: stack.number("shards", 15),
      replicasPerShard: stack.number("replicas_per_shard", 2),
      engine: stack.string("engine", "redis"),
    });
  });
  const GROUP = "aws_elasticache_replication_group";

  test.each([
    ["cache.r6gd.8xlarge", true],
    ["cache.r6gd.xlarge", true],
    ["cache.r6g.8xlarge", false],
  ])(
    "%s has data tiering: %s",
    async (node_type, tiering) => {
      expect(only(await planned({ node_type }), GROUP)).toMatchObject({ node_type, data_tiering_enabled: tiering });
    },
    PLAN_SECONDS,
  );

  test(
    "shards and replicas change the group's arguments and nothing else",
    async () => {
      const [before, after] = [await planned(), await planned({ shards: 12, replicas_per_shard: 1 })];
      expect(before.comparedWith(after).map(({ attribute, from, to }) => [attribute, from, to])).toEqual([
        ["num_node_groups", 15, 12],
        ["replicas_per_node_group", 2, 1],
      ]);
    },
    PLAN_SECONDS,
  );

  test(
    "Valkey comes with a version and a parameter group of its own, beside the one of Redis OSS that the way back needs",
    async () => {
      const [before, after] = [await planned(), await planned({ engine: "valkey" })];
      expect(only(before, GROUP)).toMatchObject({ engine: "redis", engine_version: "7.1", parameter_group_name: "quotes" });
      expect(only(after, GROUP)).toMatchObject({ engine: "valkey", engine_version: "8.0", parameter_group_name: "quotes-valkey" });
      const families = (plan: typeof before) => [...plan.ofType("aws_elasticache_parameter_group").values()].map(({ family }) => family);
      expect(families(before)).toEqual(["redis7"]);
      expect(families(after)).toEqual(["redis7", "valkey8"]);
    },
    PLAN_SECONDS,
  );

  test(
    "it is encrypted both ways, fails over, logs in by IAM, keeps five snapshots and applies at once",
    async () => {
      const plan = await planned();
      const group = only(plan, GROUP);
      expect(group).toMatchObject({
        transit_encryption_enabled: true,
        at_rest_encryption_enabled: "true",
        kms_key_id: props.dataKeyArn,
        automatic_failover_enabled: true,
        multi_az_enabled: true,
        user_group_ids: ["quotes"],
        snapshot_retention_limit: 5,
        apply_immediately: true,
        final_snapshot_identifier: "quotes-final",
      });
      expect(group.auth_token ?? null).toBeNull();
      const users = [...plan.ofType("aws_elasticache_user").values()];
      expect(users.map(({ user_name, access_string }) => [user_name, access_string])).toEqual([
        ["default", "off ~keys* -@all"],
        ["quotes-user", "on ~* +@all -@dangerous +info"],
      ]);
      expect(only(plan, "aws_elasticache_parameter_group").parameter).toEqual(
        expect.arrayContaining([
          { name: "cluster-enabled", value: "yes" },
          { name: "maxmemory-policy", value: "volatile-lru" },
          { name: "notify-keyspace-events", value: "Ex" },
        ]),
      );
    },
    PLAN_SECONDS,
  );
});

describe("properties of Redis", () => {
  const problems = (overrides: Partial<RedisProps>) => problemsOf((stack) => new Redis(stack, "cache", { ...props, ...overrides }));

  test.each<[string, Partial<RedisProps>]>([
    ["the brief's cluster", {}],
    ["one shard with one replica", { shards: 1, replicasPerShard: 1 }],
    ["no eviction", { evictionPolicy: "noeviction" }],
    ["no keyspace events", { keyspaceEvents: "" }],
  ])("accepts %s", (_name, overrides) => expect(problems(overrides)).toEqual([]));

  test.each<[string, Partial<RedisProps>, string]>([
    ["no replica, which Multi-AZ needs", { replicasPerShard: 0 }, "replicasPerShard: 0"],
    ["91 shards", { shards: 91 }, "shards: 91"],
    ["a cluster of 540 nodes", { shards: 90, replicasPerShard: 5 }, "540"],
    ["a database's class as node type", { nodeType: "db.r6g.large" }, "nodeType"],
    ["unknown letters of keyspace events", { keyspaceEvents: "Q" }, "keyspaceEvents"],
    ["Redis 6", { engineVersion: "6.2" }, "engineVersion"],
  ])("rejects %s", (_name, overrides, problem) => {
    const found = problems(overrides);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(problem);
  });
});

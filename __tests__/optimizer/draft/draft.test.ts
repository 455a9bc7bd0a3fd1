import { parse } from "yaml";
import { z } from "zod";
import { InputError } from "../../../contract";
import { draftContract } from "../../../optimizer/draft";
import { RULES } from "../../../optimizer/rules";

type Json = Readonly<Record<string, unknown>>;

interface Made {
  readonly address: string;
  readonly values: Json;
  readonly expressions?: Json;
}

const variable = (name: string) => ({ references: [`var.${name}`] });
const resourceOf = ({ address, expressions = {} }: Made) => ({ address, expressions });
const plannedOf = ({ address, values }: Made) => ({ address, mode: "managed", type: address.split(".").at(-2), values });

interface Planned {
  readonly resources: readonly Made[];
  readonly variables?: Json;
  /** Resources of a module `fleet`, and what its call gives for its variables. */
  readonly fleet?: { readonly resources: readonly Made[]; readonly given: Json };
}

/** What `terraform show -json` tells of a plan, as far as a draft reads it. */
function planOf({ resources, variables = {}, fleet }: Planned): string {
  const inFleet = fleet?.resources.map((each) => plannedOf({ ...each, address: `module.fleet.${each.address}` })) ?? [];
  return JSON.stringify({
    format_version: "1.2",
    variables: Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, { value }])),
    planned_values: { root_module: { resources: resources.map(plannedOf), child_modules: [{ resources: inFleet }] } },
    configuration: {
      root_module: {
        resources: resources.map(resourceOf),
        variables: Object.fromEntries(Object.keys(variables).map((name) => [name, { description: `about ${name}` }])),
        module_calls:
          fleet === undefined ? {} : { fleet: { expressions: fleet.given, module: { resources: fleet.resources.map(resourceOf) } } },
      },
    },
  });
}

const contract = z.object({
  account: z.string().nullable(),
  regions: z.array(z.string()).nullable(),
  components: z.record(z.string(), z.object({ kind: z.string(), tunables: z.record(z.string(), z.unknown()) })),
  inventory: z.record(z.string(), z.object({ region: z.string().nullable(), resources: z.array(z.record(z.string(), z.unknown())) })),
  policy: z.object({
    slos: z.array(z.record(z.string(), z.unknown())).nullable(),
    rules: z.record(z.string(), z.unknown()),
    phases: z.array(z.object({ name: z.string(), turns: z.array(z.unknown()) })),
  }),
});

const draft = (planned: Planned) => {
  const drafted = draftContract({ plan: planOf(planned), origin: "root", deployment: "shop" });
  return { ...drafted, contract: contract.parse(parse(drafted.text)) };
};

const table = (values: Json, expressions: Json = {}): Made => ({
  address: "aws_dynamodb_table.events",
  values: { name: "shop-events", arn: "arn:aws:dynamodb:eu-west-1:123456789012:table/shop-events", billing_mode: "PROVISIONED", ...values },
  expressions,
});
const cache = (expressions: Json, values: Json = {}): Made => ({
  address: "aws_elasticache_replication_group.cache",
  values: {
    replication_group_id: "c",
    node_type: "cache.r6g.xlarge",
    num_node_groups: 2,
    replicas_per_node_group: 1,
    member_clusters: ["c-0001-001", "c-0001-002", "c-0002-001", "c-0002-002"],
    ...values,
  },
  expressions,
});
const nodeType = (planned: Planned): unknown => draft(planned).contract.components.cache?.tunables.node_type;

describe("which variable turns a size", () => {
  const turned = { type: "choice", variable: "type", description: "about type", default: "cache.r6g.xlarge" };
  const variables = { type: "cache.r6g.xlarge", suffix: "xlarge", other: "cache.r6g.xlarge" };

  test("is the one that its argument is given", () => {
    expect(nodeType({ resources: [cache({ node_type: variable("type") })], variables })).toMatchObject(turned);
  });

  test("is found through the calls of modules", () => {
    const fleet = { resources: [cache({ node_type: variable("node") })], given: { node: variable("type") } };
    expect(nodeType({ resources: [], variables, fleet })).toMatchObject(turned);
  });

  test("is the one with its value where a condition refers to others too", () => {
    const expressions = { node_type: { references: ["var.suffix", "var.type"] } };
    expect(nodeType({ resources: [cache(expressions)], variables })).toMatchObject(turned);
  });

  test("has a ladder of the same family, from the smallest up", () => {
    const planned = { resources: [cache({ node_type: variable("type") })], variables };
    expect(nodeType(planned)).toMatchObject({
      ladder: ["cache.r6g.large", "cache.r6g.xlarge", "cache.r6g.2xlarge", "cache.r6g.4xlarge", "cache.r6g.8xlarge"],
    });
  });

  test.each<[string, Json, Json, string]>([
    ["is calculated", { node_type: variable("suffix") }, {}, "it is calculated from suffix"],
    [
      "could come from two variables",
      { node_type: { references: ["var.type", "var.other"] } },
      {},
      "type and other, which have the same value",
    ],
    ["comes from a local value", { node_type: { references: ["local.type"] } }, {}, "a local value stands behind it"],
    ["is decided by another resource", { node_type: { references: ["aws_x.y.z", "aws_x.y"] } }, {}, "other resources decide it"],
    ["is a constant", { node_type: { constant_value: "cache.r6g.xlarge" } }, {}, "no variable stands behind it"],
    ["is of no known type", { node_type: variable("type") }, { node_type: "cache.x9.large" }, "it is calculated from type"],
  ])("is none where the value %s, and the file says why", (_case, expressions, values, why) => {
    const made = draft({ resources: [cache(expressions, values)], variables });
    expect(typeof made.contract.components.cache?.tunables.node_type).toBe("string");
    expect(made.text).toContain(`# not turned: `);
    expect(made.text).toContain(why);
    expect(made.contract.policy.phases).toEqual([]);
  });

  test("is none where it turns other sizes too", () => {
    const resources = [
      cache(
        { node_type: variable("type"), num_node_groups: variable("n"), replicas_per_node_group: variable("n") },
        { num_node_groups: 1 },
      ),
    ];
    const { contract: made, text } = draft({ resources, variables: { ...variables, n: 1 } });
    expect(made.components.cache?.tunables).toMatchObject({ shards: 1, replicas_per_shard: 1 });
    expect(text).toContain("n turns other sizes too: split the variable to have it turned");
  });

  test("is none for a number of nodes that counts the primary", () => {
    const values = { replicas_per_node_group: null, num_cache_clusters: 3, num_node_groups: 1 };
    const made = draft({ resources: [cache({ num_cache_clusters: variable("nodes") }, values)], variables: { nodes: 3 } });
    expect(made.contract.components.cache?.tunables.replicas_per_shard).toBe(2);
    expect(made.text).toContain("nodes counts the primary too");
  });
});

describe("what is read of", () => {
  test("the account and the regions comes from the ARNs of what is applied", () => {
    expect(draft({ resources: [table({})] }).contract).toMatchObject({
      account: "123456789012",
      regions: ["eu-west-1"],
      inventory: { events: { region: "eu-west-1", resources: [{ scope: "table", dimensions: { TableName: "shop-events" } }] } },
    });
  });

  test("a table names its indexes", () => {
    const { contract: made } = draft({ resources: [table({ global_secondary_index: [{ name: "ByUser" }, { name: "ByDay" }] })] });
    expect(made.components.events?.tunables.indexes).toEqual(["ByDay", "ByUser"]);
    expect(made.inventory.events?.resources.map(({ name }) => name)).toEqual(["table", "ByDay", "ByUser"]);
  });

  test("a replication group names its nodes with shard and role", () => {
    expect(draft({ resources: [cache({})] }).contract.inventory.cache?.resources[3]).toEqual({
      scope: "node",
      name: "0002-002",
      dimensions: { CacheClusterId: "c-0002-002" },
      role: "replica",
      group: "0002",
    });
  });

  test("a database counts its replicas, which are no components of their own", () => {
    const primary: Made = {
      address: "aws_db_instance.db",
      values: {
        identifier: "db",
        engine: "postgres",
        instance_class: "db.r6g.2xlarge",
        multi_az: true,
        allocated_storage: 100,
        backup_retention_period: 7,
      },
      expressions: { instance_class: variable("class") },
    };
    const replica: Made = {
      address: "aws_db_instance.replica",
      values: { identifier: "db-replica", engine: "postgres", instance_class: "db.r6g.xlarge" },
      expressions: { replicate_source_db: { references: ["aws_db_instance.db.identifier", "aws_db_instance.db"] } },
    };
    const { contract: made } = draft({ resources: [primary, replica], variables: { class: "db.r6g.2xlarge" } });
    expect(Object.keys(made.components)).toEqual(["db"]);
    expect(made.components.db?.tunables).toMatchObject({
      read_replicas: 1,
      replica_class: "db.r6g.xlarge",
      instance_class: { variable: "class" },
    });
    expect(made.inventory.db?.resources.map(({ role, dimensions }) => [role, dimensions])).toEqual([
      ["primary", { DBInstanceIdentifier: "db" }],
      ["replica", { DBInstanceIdentifier: "db-replica" }],
    ]);
  });

  const LISTENED = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/1";
  const group: readonly Made[] = [
    { address: "aws_launch_template.web", values: { instance_type: "m5.xlarge" }, expressions: { instance_type: variable("type") } },
    {
      address: "aws_autoscaling_group.web",
      values: { name: "web", min_size: 3, max_size: 6, vpc_zone_identifier: ["a", "b", "c"], target_group_arns: [LISTENED] },
      expressions: { launch_template: [{ id: { references: ["aws_launch_template.web.id", "aws_launch_template.web"] } }] },
    },
    {
      address: "aws_lb_target_group.web",
      values: { arn: LISTENED, arn_suffix: "targetgroup/web/1" },
    },
    { address: "aws_lb_listener.web", values: { load_balancer_arn: "arn:lb", default_action: [{ target_group_arn: LISTENED }] } },
    { address: "aws_lb.web", values: { arn: "arn:lb", arn_suffix: "app/web/2", load_balancer_type: "application" } },
  ];

  test("a group is found through its launch template, and asked about where nothing tells", () => {
    const made = draft({ resources: group, variables: { type: "m5.xlarge" } });
    expect(made.contract.components.web?.tunables).toMatchObject({ instance_type: { variable: "type" }, target_cpu_percent: null });
    expect(made.decide.map(({ path }) => path)).toEqual(
      expect.arrayContaining(["components.web.tunables.target_cpu_percent", "components.web.tunables.volume_size_gib"]),
    );
  });

  const withVolume = (ebs: Json, expressions: Json, variables: Json) => {
    const [template, ...others] = group;
    const made: Made = {
      address: "aws_launch_template.web",
      values: { ...template?.values, block_device_mappings: [{ ebs: [{ volume_size: 100, ...ebs }] }] },
      expressions: { ...template?.expressions, block_device_mappings: [{ ebs: [expressions] }] },
    };
    return draft({ resources: [made, ...others], variables: { type: "m5.xlarge", ...variables } }).contract.components.web?.tunables ?? {};
  };

  test("of a volume that is not gp3 the type is told, turned to gp3 where a variable stands behind it", () => {
    const turned = withVolume({ volume_type: "gp2" }, { volume_type: variable("disk") }, { disk: "gp2" });
    expect(turned).toMatchObject({ volume_type: { variable: "disk", ladder: ["gp3", "gp2"], default: "gp2" } });
    expect(turned).not.toHaveProperty("volume_iops");
    expect(withVolume({ volume_type: "io2", iops: 10_000 }, {}, {})).toMatchObject({ volume_type: "io2", volume_iops: 10_000 });
  });

  test("IOPS and throughput that a variable turns go as far as gp3 does", () => {
    const expressions = { volume_type: variable("disk"), iops: variable("iops"), throughput: variable("mibps") };
    const variables = { disk: "gp3", iops: 7_000, mibps: 250 };
    const tunables = withVolume({ volume_type: "gp3", iops: 7_000, throughput: 250 }, expressions, variables);
    expect(tunables).toMatchObject({
      volume_iops: { variable: "iops", min: 3_000, max: 16_000, default: 7_000 },
      volume_throughput_mibps: { variable: "mibps", min: 125, max: 1_000, default: 250 },
    });
  });

  test("of a database on gp2 the storage type is told, turned to gp3 where a variable stands behind it", () => {
    const db: Made = {
      address: "aws_db_instance.db",
      values: { identifier: "db", engine: "postgres", instance_class: "db.r6g.xlarge", allocated_storage: 500, storage_type: "gp2" },
      expressions: { storage_type: variable("disk") },
    };
    const { contract: made } = draft({ resources: [db], variables: { disk: "gp2" } });
    expect(made.components.db?.tunables).toMatchObject({ storage_type: { variable: "disk", ladder: ["gp3", "gp2"], default: "gp2" } });
  });

  test.each<[string, Json]>([
    ["gp3 with what comes with it", { volume_type: "gp3" }],
    ["none that Trimtab knows", { volume_type: "st1" }],
    ["not told", {}],
  ])("of a volume whose type is %s nothing is written", (_name, ebs) => {
    expect(Object.keys(withVolume(ebs, {}, {})).filter((name) => /volume_(type|iops|through)/.test(name))).toEqual([]);
  });

  test("its load balancer is the objective's measure, whose limit is a person's to say", () => {
    const made = draft({ resources: group, variables: { type: "m5.xlarge" } });
    expect(made.contract.inventory.web?.resources.map(({ scope }) => scope)).toEqual(["group", "load_balancer", "target_group"]);
    expect(made.contract.policy.slos).toMatchObject([{ component: "web", metric: "target_response_time", statistic: "p99", limit: null }]);
    expect(made.decide.map(({ path }) => path)).toContain("policy.slos.0.limit");
  });
});

test("what a person has to decide stands in the file after DECIDE, and in the list", () => {
  const { text, decide } = draft({ resources: [table({})] });
  expect(decide.map(({ path }) => path)).toEqual(["policy.timeZone", "policy.calendar", "policy.slos", "policy.scaleUpTriggers"]);
  for (const { question } of decide) expect(text).toContain(`# DECIDE: ${question}`);
});

test("a root module that is not applied yet leaves account, regions and names open", () => {
  const { decide } = draft({ resources: [cache({}, { member_clusters: undefined })] });
  expect(decide.map(({ path }) => path)).toEqual(expect.arrayContaining(["account", "regions", "inventory.cache"]));
});

test("components of kinds that a draft does not read are named", () => {
  const { leftOut } = draft({ resources: [table({}), { address: "aws_rds_cluster.main", values: {} }] });
  expect(leftOut).toEqual(["aws_rds_cluster.main: a component of kind aurora-cluster, which a draft does not read yet"]);
});

test("two resources of one name are two components; one that says nothing is named by its module", () => {
  const fleet = { resources: [{ ...table({}), address: "aws_dynamodb_table.this" }], given: {} };
  const resources = [table({}), { ...cache({}), address: "aws_elasticache_replication_group.events" }];
  expect(
    draft({ resources, fleet })
      .components.map(({ component }) => component)
      .sort(),
  ).toEqual(["events", "events_2", "fleet"]);
});

test("the tag Component, by which a plan's changes are told apart, names the component", () => {
  expect(draft({ resources: [table({ tags: { Component: "order-events" } })] }).components[0]?.component).toBe("order_events");
});

test("the rules it starts with are of the kinds that are there, with parameters that they take", () => {
  const { rules } = draft({ resources: [table({}), cache({})] }).contract.policy;
  expect(Object.keys(rules)).toEqual(["redis-topology", "dynamodb-billing"]);
  for (const [name, parameters] of Object.entries(rules))
    expect(RULES.find((rule) => rule.name === name)?.problems(parameters)).toEqual([]);
});

test.each([
  ["what is no JSON", "no", /is not the JSON of a Terraform plan/],
  [
    "a state's JSON, which tells nothing of variables",
    JSON.stringify({ format_version: "1.0", values: {} }),
    /is not the JSON of a Terraform plan/,
  ],
  [
    "a plan without anything to size",
    planOf({ resources: [{ address: "aws_vpc.v", values: {} }] }),
    /plans nothing that Trimtab could size/,
  ],
])("%s is refused", (_case, plan, said) => {
  const drafting = () => draftContract({ plan, origin: "root", deployment: "shop" });
  expect(drafting).toThrow(InputError);
  expect(drafting).toThrow(said);
});

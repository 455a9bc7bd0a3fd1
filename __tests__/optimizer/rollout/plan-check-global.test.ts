import { saasContract } from "../../../stacks/saas/tunables";
import { type ChangeJson, constant, problemsOf, refs, type Tree } from "../../support/plan-check/plan-json";
import { smallContract } from "../../support/small-contract";

const REGIONS = ["us-west-2", "eu-west-1"];
const ONE_LESS = { database_secondary_regions: ["us-west-2"] };
const contract = { ...smallContract(), components: saasContract.components };
const deltas = [{ variable: "database_secondary_regions", from: REGIONS, to: ["us-west-2"] }];

const resources = [
  { address: "aws_rds_global_cluster.database", expressions: { global_cluster_identifier: constant("saas") } },
  { address: "aws_rds_cluster.primary", expressions: { global_cluster_identifier: refs("aws_rds_global_cluster.database.id") } },
  { address: "aws_rds_cluster.secondary", count_expression: refs("var.database_secondary_regions") },
  { address: "aws_rds_cluster.database_us_west_2_cluster", count_expression: refs("var.database_secondary_regions") },
  { address: "aws_rds_cluster.database_eu_west_1_cluster", count_expression: refs("var.database_secondary_regions") },
];
const destroyed = (address: string, before: Tree = {}): ChangeJson => ({
  address,
  actions: ["delete"],
  before: { tags_all: { Component: "database" }, ...before },
});
const inRegion = (region: string): Tree => ({ arn: `arn:aws:rds:${region}:123456789012:cluster:copy` });
const updated = (address: string, before: Tree, after: Tree): ChangeJson => ({ address, before, after });

test.each<[string, ChangeJson, readonly unknown[]]>([
  ["its copy ends, told by its address", destroyed("aws_rds_cluster.database_eu_west_1_cluster[0]"), []],
  ["its copy ends, told by its ARN", destroyed("aws_rds_cluster.secondary[0]", inRegion("eu-west-1")), []],
  [
    "another region's copy may not end",
    destroyed("aws_rds_cluster.database_us_west_2_cluster[0]"),
    ["destroy aws_rds_cluster.database_us_west_2_cluster[0]: is named after none of those that leave, which are eu-west-1"],
  ],
  [
    "a copy of which nobody can tell the region may not end",
    destroyed("aws_rds_cluster.secondary[0]"),
    ["destroy aws_rds_cluster.secondary[0]: is named after none of those that leave, which are eu-west-1"],
  ],
  [
    "a region that only begins alike is another one",
    destroyed("aws_rds_cluster.secondary[0]", inRegion("eu-west-10")),
    ["destroy aws_rds_cluster.secondary[0]: is named after none of those that leave, which are eu-west-1"],
  ],
  ["the primary may not end", destroyed("aws_rds_cluster.primary"), [expect.stringContaining("destroy aws_rds_cluster.primary")]],
  [
    "the global database may not end",
    destroyed("aws_rds_global_cluster.database"),
    [expect.stringContaining("destroy aws_rds_global_cluster.database")],
  ],
  [
    "no cluster may leave the global database",
    updated("aws_rds_cluster.primary", { global_cluster_identifier: "saas" }, { global_cluster_identifier: null }),
    [expect.stringContaining('global_cluster_identifier "saas" → null')],
  ],
])("where a region of a global database is switched off, %s", (_name, change, expected) => {
  const step = { contract, deltas, values: ONE_LESS };
  expect(problemsOf({ changes: [change], resources, variables: ONE_LESS }, step)).toEqual(expected);
});

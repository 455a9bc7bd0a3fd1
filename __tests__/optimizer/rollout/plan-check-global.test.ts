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
];
const destroyed = (address: string): ChangeJson => ({ address, actions: ["delete"], before: { tags_all: { Component: "database" } } });
const updated = (address: string, before: Tree, after: Tree): ChangeJson => ({ address, before, after });

test.each<[string, ChangeJson, readonly unknown[]]>([
  ["its copy ends", destroyed("aws_rds_cluster.secondary[0]"), []],
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

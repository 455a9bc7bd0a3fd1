import { RDSClient } from "@aws-sdk/client-rds";
import type { TunableValue } from "../../../../contract";
import { globalOutstanding } from "../../../../optimizer/rollout/live/in-effect/aurora-global";
import { auroraGlobalResources } from "../../../../stacks/inventory";
import { type Answers, clientOf } from "../../../support/wire";

const HOME = "us-east-1";
const REGIONS = [HOME, "us-west-2", "eu-west-1"] as const;
const accounts = new Map<string, (answers?: Answers) => RDSClient>(
  REGIONS.map((region) => [region, clientOf(RDSClient, { region, maxAttempts: 1 })]),
);
function clientIn(region: string, answers?: Answers): RDSClient {
  const account = accounts.get(region);
  if (account === undefined) throw new Error(`nobody is asked in ${region}`);
  return account(answers);
}

const LARGE = "db.r6g.4xlarge";
const SMALL = "db.r6g.2xlarge";
const GONE: Answers = { DescribeDBClusters: { failure: "DBClusterNotFoundFault" } };
const clusterOf = (region: string): string => (region === HOME ? "tenants" : `tenants-${region}`);
const arnOf = (region: string): string => `arn:aws:rds:${region}:123456789012:cluster:${clusterOf(region)}`;
const resources = auroraGlobalResources(
  { engine: "mysql", cluster: "tenants", writer: "tenants-writer", failoverReader: "tenants-failover-reader", furtherReaders: [] },
  ["us-west-2", "eu-west-1"].map((region) => ({ region, cluster: clusterOf(region), instances: [`${clusterOf(region)}-1`] })),
);

/** A cluster with its members, as its own region describes it. */
const cluster = (region: string, members: readonly string[], status = "available"): Answers => ({
  DescribeDBClusters: { DBClusters: [{ DBClusterIdentifier: clusterOf(region), Status: status, BackupRetentionPeriod: 30 }] },
  DescribeDBInstances: {
    DBInstances: members.map((name) => ({ DBInstanceIdentifier: name, DBInstanceClass: LARGE, DBInstanceStatus: "available" })),
  },
});
const copy = (region: string, status?: string): Answers => cluster(region, [`${clusterOf(region)}-1`], status);

interface World {
  /** Regions that the global database names. */
  readonly members?: readonly string[];
  readonly status?: string;
  readonly west?: Answers;
  readonly europe?: Answers;
}

function outstanding(tunable: string, to: TunableValue, { members = REGIONS, status = "available", west, europe }: World = {}) {
  clientIn(HOME, {
    ...cluster(HOME, ["tenants-writer", "tenants-failover-reader"]),
    DescribeGlobalClusters: {
      GlobalClusters: [
        {
          GlobalClusterIdentifier: "others",
          Status: "deleting",
          GlobalClusterMembers: [{ DBClusterArn: arnOf(HOME).replace("tenants", "others") }],
        },
        {
          GlobalClusterIdentifier: "global",
          Status: status,
          GlobalClusterMembers: members.map((region) => ({ DBClusterArn: arnOf(region), IsWriter: region === HOME })),
        },
      ],
    },
  });
  clientIn("us-west-2", west ?? copy("us-west-2"));
  clientIn("eu-west-1", europe ?? copy("eu-west-1"));
  return globalOutstanding({ clientIn, region: HOME, cluster: "tenants", resources, tunable, to });
}

test.each<[string, string, TunableValue, World]>([
  ["the primary's sizes on the primary alone", "writer_class", LARGE, { west: GONE, europe: GONE }],
  ["days of backup", "backup_retention_days", 30, {}],
  ["the class of every copy", "secondary_class", LARGE, {}],
  ["copies where all regions have one", "secondary_regions", ["eu-west-1", "us-west-2"], {}],
  ["one region fewer", "secondary_regions", ["eu-west-1"], { members: [HOME, "eu-west-1"], west: GONE }],
  ["none left", "secondary_regions", [], { members: [HOME], west: GONE, europe: GONE }],
])("in effect: %s", async (_name, tunable, to, world) => {
  expect(await outstanding(tunable, to, world)).toEqual([]);
});

test.each<[string, string, TunableValue, World, readonly string[]]>([
  ["the writer's old class", "writer_class", SMALL, {}, ["tenants-writer is a db.r6g.4xlarge, not a db.r6g.2xlarge yet"]],
  [
    "a copy's old class",
    "secondary_class",
    SMALL,
    { members: [HOME, "us-west-2"] },
    ["tenants-us-west-2-1 is a db.r6g.4xlarge, not a db.r6g.2xlarge yet"],
  ],
  [
    "a region that is still a member",
    "secondary_regions",
    ["eu-west-1"],
    {},
    ["tenants-us-west-2 in us-west-2 is still a member", "tenants-us-west-2 in us-west-2 still exists: available"],
  ],
  [
    "a cluster that was detached and lives on",
    "secondary_regions",
    ["eu-west-1"],
    { members: [HOME, "eu-west-1"], west: copy("us-west-2", "deleting") },
    ["tenants-us-west-2 in us-west-2 still exists: deleting"],
  ],
  [
    "a copy that is not there",
    "secondary_regions",
    ["eu-west-1", "us-west-2"],
    { members: [HOME, "eu-west-1"] },
    ["there is no copy in us-west-2 yet"],
  ],
  [
    "a copy that is being made",
    "secondary_regions",
    ["eu-west-1", "us-west-2"],
    { west: copy("us-west-2", "creating") },
    ["tenants-us-west-2 is creating"],
  ],
  ["a global database at work", "secondary_regions", ["eu-west-1", "us-west-2"], { status: "modifying" }, ["global is modifying"]],
  ["one that nobody has", "secondary_regions", [], { members: [] }, ["no global database has tenants as a member"]],
])("not yet: %s", async (_name, tunable, to, world, problems) => {
  expect(await outstanding(tunable, to, world)).toEqual(problems);
});

test("a region that refuses to answer is no region without a cluster", async () => {
  const denied: Answers = { DescribeDBClusters: { failure: "AccessDenied" } };
  await expect(outstanding("secondary_regions", ["eu-west-1"], { members: [HOME, "eu-west-1"], west: denied })).rejects.toThrow();
});

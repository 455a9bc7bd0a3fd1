import { z } from "zod";
import { staging } from "../../../stacks/staging";
import { Project } from "../../support/project";
import { scratch } from "../../support/terraform";
import { DEPLOYMENTS } from "./deployments";

const stackSchema = z.object({ resource: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))) });

/** Kind of resource, the argument that names it, and the longest that AWS takes; what the whole account shares comes first. */
const NAMED: readonly (readonly [string, string, number])[] = [
  ["aws_s3_bucket", "bucket", 63],
  ["aws_iam_role", "name", 64],
  ["aws_iam_instance_profile", "name", 128],
  ["aws_cloudwatch_dashboard", "dashboard_name", 255],
  ["aws_lb", "name", 32],
  ["aws_lb_target_group", "name", 32],
  ["aws_db_instance", "identifier", 63],
  ["aws_elasticache_replication_group", "replication_group_id", 40],
  ["aws_elasticache_user", "user_id", 40],
  ["aws_lambda_function", "function_name", 64],
  ["aws_scheduler_schedule", "name", 64],
  ["aws_sqs_queue", "name", 80],
  ["aws_secretsmanager_secret", "name", 512],
  ["aws_xray_group", "group_name", 32],
  ["aws_xray_sampling_rule", "rule_name", 32],
];

const longest = `staging-${"abcd-".repeat(6)}42`;
const at = new Project(scratch("staging-names"), [staging], {
  ...DEPLOYMENTS,
  organization: "an-organization-of-21",
  deployments: {
    ...DEPLOYMENTS.deployments,
    [longest]: { ...DEPLOYMENTS.deployments.staging, regions: ["ap-southeast-2", "ap-northeast-1"], vpcCidr: "10.60.0.0/16" },
  },
});
const deployments = at.synth();

/** `kind name` of everything that has one; the replicas' name has its number at the plan. */
const namesOf = (deployment: string): readonly string[] => {
  const { resource } = stackSchema.parse(JSON.parse(at.output(`stacks/${deployment}/cdk.tf.json`) ?? ""));
  return NAMED.flatMap(([type, argument]) =>
    Object.values(resource[type] ?? {}).map((values) => `${type} ${String(values[argument]).replace(/\$\{.*\}/, "1")}`),
  );
};

describe("names of staging deployments", () => {
  test("begin with the deployment's, and a further region's with its own", () => {
    const names = namesOf("staging-pr-42");
    expect(names).toEqual(
      expect.arrayContaining([
        "aws_iam_role staging-pr-42-service",
        "aws_iam_role staging-pr-42-eu-west-1-service",
        "aws_cloudwatch_dashboard staging-pr-42-eu-west-1",
      ]),
    );
  });

  test("differ in everything that is named, between deployments in one account and between regions", () => {
    const names = deployments.flatMap(namesOf);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect(names.length).toBeGreaterThan(200);
  });

  test.each(NAMED)("fit: %s by its %s in %i characters, of the longest deployment too", (type, _argument, limit) => {
    const names = namesOf(longest).filter((name) => name.startsWith(`${type} `));
    expect(names.length).toBeGreaterThan(0);
    const long = names.map((name) => name.slice(type.length + 1)).filter(({ length }) => length > limit);
    expect(long).toEqual([]);
  });
});

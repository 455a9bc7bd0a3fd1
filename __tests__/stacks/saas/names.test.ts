import { z } from "zod";
import { saas } from "../../../stacks/saas";
import { saasNames } from "../../../stacks/saas/names";
import { Project } from "../../support/project";
import { temporaryDirectory } from "../../support/temporary-directory";
import { SAAS_CONFIG } from "./deployment";

const stackSchema = z.object({ resource: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))) });

/** Kind of resource, the argument that names it, and the longest that AWS takes. */
const NAMED: readonly (readonly [string, string, number])[] = [
  ["aws_s3_bucket", "bucket", 63],
  ["aws_iam_role", "name", 64],
  ["aws_lb", "name", 32],
  ["aws_lb_target_group", "name", 32],
  ["aws_rds_global_cluster", "global_cluster_identifier", 63],
  ["aws_rds_cluster", "cluster_identifier", 63],
  ["aws_rds_cluster_instance", "identifier", 63],
  ["aws_backup_vault", "name", 50],
  ["aws_elasticache_replication_group", "replication_group_id", 40],
  ["aws_elasticache_user", "user_id", 40],
  ["aws_xray_sampling_rule", "rule_name", 32],
];

const longest = `saas-${"abcd-".repeat(6)}42-xy`;
const directory = temporaryDirectory();

describe("names of a multi-tenant deployment", () => {
  test("of the first one are as people read them", () => {
    expect(saasNames("saas")).toMatchObject({ cluster: "saas-database", writer: "saas-database-writer", cache: "saas-cache" });
  });

  test("fit AWS's limits for the longest one too, in the region with the longest name", () => {
    const regions = ["ap-southeast-2", "ap-northeast-1"];
    const at = new Project(directory(), [saas], {
      ...SAAS_CONFIG,
      deployments: { [longest]: { ...SAAS_CONFIG.deployments.saas, regions } },
    });
    expect(at.synth()).toEqual([longest]);
    const { resource } = stackSchema.parse(JSON.parse(at.output(`stacks/${longest}/cdk.tf.json`) ?? ""));
    for (const [type, argument, limit] of NAMED) {
      // A reader's number is known at the plan.
      const names = Object.values(resource[type] ?? {}).map((values) => String(values[argument]).replace(/\$\{.*\}/, "15"));
      expect(names.length).toBeGreaterThan(0);
      expect(names.filter(({ length }) => length > limit)).toEqual([]);
    }
  });
});

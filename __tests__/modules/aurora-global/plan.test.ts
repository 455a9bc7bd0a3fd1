import { RdsCluster } from "@cdktf/provider-aws/lib/rds-cluster";
import { TerraformVariable } from "cdktf";
import { changeOf } from "../../../contract";
import { AuroraGlobal } from "../../../modules/aurora-global";
import { byName, type ModuleStack, moduleUnderTest, only } from "../../support/module-plan";
import { describeWith } from "../../support/requirement";
import { terraformAvailable } from "../../support/terraform";
import type { Plan } from "../../support/terraform/plan";
import { globalProps, SECONDARIES } from "./props";

const PLAN_SECONDS = 180_000;

const CLASS = "db.r6g.4xlarge";
const PRIMARY = { "tenants-writer": CLASS, "tenants-failover-reader": CLASS, "tenants-reader-2": CLASS };

const sized = (stack: ModuleStack) => ({
  writerClass: stack.string("writer_class", CLASS),
  failoverReaderClass: stack.string("failover_reader_class", CLASS),
  readerClass: stack.string("reader_class", CLASS),
  readers: stack.number("readers", 2),
  secondaryClass: stack.string("secondary_class", CLASS),
  secondaryRegions: new TerraformVariable(stack, "secondary_regions", { type: "list(string)", default: [...SECONDARIES] }).listValue,
  backupRetentionDays: stack.number("backup_retention_days", 30),
});

const clusters = (plan: Plan, argument: string) => byName(plan, "aws_rds_cluster", "cluster_identifier", argument);

describeWith([terraformAvailable()], "an Aurora Global Database, planned by Terraform", () => {
  const planned = moduleUnderTest("aurora-global", (stack) => {
    new AuroraGlobal(stack, "database", { ...globalProps(stack), ...sized(stack) });
  });

  const detached = moduleUnderTest("aurora-global-detached", (stack) => {
    const { secondaries, secondaryRegions, ...props } = globalProps(stack);
    const { primary } = new AuroraGlobal(stack, "database", { ...props, secondaries: {}, secondaryRegions: [] });
    for (const construct of primary.node.findAll()) {
      if (construct instanceof RdsCluster) construct.resetGlobalClusterIdentifier();
    }
  });

  test.each<{ regions: readonly string[] }>([{ regions: SECONDARIES }, { regions: ["eu-west-1"] }, { regions: [] }])(
    "a copy of one instance stands in each of $regions and nowhere else",
    async ({ regions }) => {
      const plan = await planned({ secondary_regions: regions });
      const copies = Object.fromEntries(regions.map((region) => [`tenants-${region}-1`, CLASS]));
      expect(byName(plan, "aws_rds_cluster_instance", "identifier", "instance_class")).toEqual({ ...PRIMARY, ...copies });
      expect(Object.keys(clusters(plan, "engine"))).toEqual(
        expect.arrayContaining(["tenants", ...regions.map((region) => `tenants-${region}`)]),
      );
      expect(plan.ofType("aws_rds_cluster").size).toBe(1 + regions.length);
    },
    PLAN_SECONDS,
  );

  test(
    "a region that goes takes what the change table announces, and nothing else goes or changes",
    async () => {
      const [both, one] = [await planned(), await planned({ secondary_regions: ["us-west-2"] })];
      const left = new Set(one.resources.map(({ address }) => address));
      const gone = both.resources.filter(({ address }) => !left.has(address)).map(({ type }) => type);
      expect([...gone].sort()).toEqual(
        [...(changeOf("aurora-global", "secondary_regions", SECONDARIES, ["us-west-2"]).announcedDestroys ?? [])].sort(),
      );
      const stays = both.comparedWith(one).filter(({ address }) => left.has(address));
      expect(stays).toEqual([]);
    },
    PLAN_SECONDS,
  );

  test(
    "each class and number turns its own instances",
    async () => {
      const plan = await planned({
        writer_class: "db.r6g.xlarge",
        failover_reader_class: "db.r6g.2xlarge",
        readers: 1,
        secondary_class: "db.r6g.large",
        backup_retention_days: 14,
      });
      expect(byName(plan, "aws_rds_cluster_instance", "identifier", "instance_class")).toEqual({
        "tenants-writer": "db.r6g.xlarge",
        "tenants-failover-reader": "db.r6g.2xlarge",
        "tenants-us-west-2-1": "db.r6g.large",
        "tenants-eu-west-1-1": "db.r6g.large",
      });
      expect(new Set(Object.values(clusters(plan, "backup_retention_period")))).toEqual(new Set([14]));
    },
    PLAN_SECONDS,
  );

  test(
    "every region encrypts with a key of its own",
    async () => {
      const plan = await planned();
      const regionOf = (arn: unknown) => String(arn).split(":")[3];
      expect(Object.entries(clusters(plan, "kms_key_id")).map(([name, arn]) => [name, regionOf(arn)])).toEqual(
        expect.arrayContaining([
          ["tenants", "us-east-1"],
          ["tenants-us-west-2", "us-west-2"],
          ["tenants-eu-west-1", "eu-west-1"],
        ]),
      );
      expect(only(plan, "aws_rds_global_cluster")).toMatchObject({
        storage_encrypted: true,
        deletion_protection: true,
        engine: "aurora-mysql",
      });
    },
    PLAN_SECONDS,
  );

  test(
    "only the primary has credentials, and Terraform does not see the password",
    async () => {
      const plan = await planned();
      expect(clusters(plan, "master_username")).toMatchObject({ tenants: "administrator" });
      const primary = [...plan.ofType("aws_rds_cluster").values()].find(({ cluster_identifier: name }) => name === "tenants");
      expect(primary).toMatchObject({ master_password_wo_version: 1, deletion_protection: true, skip_final_snapshot: false });
      expect(primary?.manage_master_user_password ?? null).toBeNull();
      expect(primary?.master_password ?? null).toBeNull();
      expect(primary?.master_password_wo ?? null).toBeNull();
      for (const region of SECONDARIES) {
        expect(plan.at([...plan.ofType("aws_rds_cluster").keys()].find((address) => address.includes(region)) ?? "")).toMatchObject({
          source_region: "us-east-1",
          deletion_protection: false,
        });
      }
      expect(only(plan, "aws_secretsmanager_secret")).toMatchObject({ name: "tenants-master" });
    },
    PLAN_SECONDS,
  );

  test(
    "a plan that would take a cluster out of the global database is refused",
    async () => {
      await expect(detached()).rejects.toThrow("The plan would detach this cluster");
    },
    PLAN_SECONDS,
  );

  test(
    "a region that has no place is refused",
    async () => {
      await expect(planned({ secondary_regions: ["ap-south-1"] })).rejects.toThrow("A copy can be held in us-west-2, eu-west-1;");
    },
    PLAN_SECONDS,
  );
});

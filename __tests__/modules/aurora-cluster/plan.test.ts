import { AuroraCluster } from "../../../modules/aurora-cluster";
import { byName, type ModuleStack, moduleUnderTest, only } from "../../support/module-plan";
import { describeWith } from "../../support/requirement";
import { terraformAvailable } from "../../support/terraform";
import { clusterProps } from "./props";

const PLAN_SECONDS = 120_000;

const sized = (stack: ModuleStack) => ({
  writerClass: stack.string("writer_class", "db.r6g.8xlarge"),
  failoverReaderClass: stack.string("failover_reader_class", "db.r6g.8xlarge"),
  readerClass: stack.string("reader_class", "db.r6g.8xlarge"),
  readers: stack.number("readers", 4),
  backupRetentionDays: stack.number("backup_retention_days", 35),
  storageType: stack.string("storage_type", ""),
});

describeWith([terraformAvailable()], "an Aurora cluster, planned by Terraform", () => {
  const postgresql = moduleUnderTest("aurora-postgresql", (stack) => {
    new AuroraCluster(stack, "cluster", { ...clusterProps, ...sized(stack) });
  });
  const mysql = moduleUnderTest("aurora-mysql", (stack) => {
    new AuroraCluster(stack, "cluster", { ...clusterProps, engine: "mysql", protection: false });
  });

  test.each<{ readers?: number; further: readonly string[] }>([
    { readers: 1, further: [] },
    { further: ["orders-reader-2", "orders-reader-3", "orders-reader-4"] },
    { readers: 15, further: Array.from({ length: 14 }, (_, index) => `orders-reader-${index + 2}`) },
  ])(
    "beside the failover reader there are $further.length",
    async ({ readers, further }) => {
      const tiers = byName(
        await postgresql(readers === undefined ? {} : { readers }),
        "aws_rds_cluster_instance",
        "identifier",
        "promotion_tier",
      );
      expect(tiers).toEqual({
        "orders-writer": 1,
        "orders-failover-reader": 0,
        ...Object.fromEntries(further.map((identifier, index) => [identifier, index + 2])),
      });
    },
    PLAN_SECONDS,
  );

  test(
    "each role has a class of its own",
    async () => {
      const plan = await postgresql({
        writer_class: "db.r6g.4xlarge",
        failover_reader_class: "db.r6g.2xlarge",
        reader_class: "db.r6g.xlarge",
      });
      expect(byName(plan, "aws_rds_cluster_instance", "identifier", "instance_class")).toEqual({
        "orders-writer": "db.r6g.4xlarge",
        "orders-failover-reader": "db.r6g.2xlarge",
        "orders-reader-2": "db.r6g.xlarge",
        "orders-reader-3": "db.r6g.xlarge",
        "orders-reader-4": "db.r6g.xlarge",
      });
    },
    PLAN_SECONDS,
  );

  test(
    "writer and failover reader stand in different zones, and further readers go round",
    async () => {
      const plan = await postgresql();
      expect(byName(plan, "aws_rds_cluster_instance", "identifier", "availability_zone")).toEqual({
        "orders-writer": "us-east-1a",
        "orders-failover-reader": "us-east-1b",
        "orders-reader-2": "us-east-1c",
        "orders-reader-3": "us-east-1a",
        "orders-reader-4": "us-east-1b",
      });
      expect(only(plan, "aws_rds_cluster").availability_zones).toBeUndefined();
    },
    PLAN_SECONDS,
  );

  test(
    "sizes change the cluster's arguments and nothing else",
    async () => {
      const [before, after] = [await postgresql(), await postgresql({ backup_retention_days: 14, storage_type: "aurora-iopt1" })];
      expect(before.comparedWith(after).map(({ attribute, from, to }) => [attribute, from, to])).toEqual([
        ["backup_retention_period", 35, 14],
        // The provider takes an empty value for none.
        ["storage_type", undefined, "aurora-iopt1"],
      ]);
    },
    PLAN_SECONDS,
  );

  test(
    "it is encrypted, keeps its password out of the state, applies at once and is protected",
    async () => {
      const plan = await postgresql();
      expect(only(plan, "aws_rds_cluster")).toMatchObject({
        storage_encrypted: true,
        kms_key_id: clusterProps.dataKeyArn,
        manage_master_user_password: true,
        master_user_secret_kms_key_id: clusterProps.dataKeyArn,
        iam_database_authentication_enabled: true,
        apply_immediately: true,
        deletion_protection: true,
        skip_final_snapshot: false,
        delete_automated_backups: false,
        final_snapshot_identifier: "orders-final",
        copy_tags_to_snapshot: true,
        enabled_cloudwatch_logs_exports: ["postgresql"],
      });
      for (const instance of plan.ofType("aws_rds_cluster_instance").values()) {
        expect(instance).toMatchObject({
          performance_insights_enabled: true,
          performance_insights_kms_key_id: clusterProps.dataKeyArn,
          monitoring_interval: 60,
          apply_immediately: true,
          publicly_accessible: false,
        });
      }
      expect(only(plan, "aws_cloudwatch_log_group")).toMatchObject({
        name: "/aws/rds/cluster/orders/postgresql",
        retention_in_days: 90,
        kms_key_id: clusterProps.logKeyArn,
      });
    },
    PLAN_SECONDS,
  );

  test(
    "only the given groups are admitted, on the engine's port",
    async () => {
      const plan = await postgresql();
      expect(only(plan, "aws_vpc_security_group_ingress_rule")).toMatchObject({
        referenced_security_group_id: "sg-0123456789abcdef0",
        from_port: 5432,
        to_port: 5432,
        ip_protocol: "tcp",
      });
      expect(only(plan, "aws_security_group").ingress ?? []).toEqual([]);
    },
    PLAN_SECONDS,
  );

  test(
    "MySQL has its own port, logs and parameters, and TLS is forced on both engines",
    async () => {
      const [forPostgresql, forMysql] = [await postgresql(), await mysql()];
      const parameters = (plan: typeof forMysql) => only(plan, "aws_rds_cluster_parameter_group").parameter;
      expect(parameters(forPostgresql)).toContainEqual({ name: "rds.force_ssl", value: "1", apply_method: "immediate" });
      expect(parameters(forMysql)).toContainEqual({ name: "require_secure_transport", value: "ON", apply_method: "immediate" });
      expect(parameters(forMysql)).toContainEqual({ name: "long_query_time", value: "0.5", apply_method: "immediate" });
      const audited = { name: "server_audit_events", value: "CONNECT,QUERY_DCL,QUERY_DDL", apply_method: "immediate" };
      expect(parameters(forMysql)).toContainEqual(audited);
      expect(only(forMysql, "aws_rds_cluster")).toMatchObject({
        engine: "aurora-mysql",
        port: 3306,
        enabled_cloudwatch_logs_exports: ["audit", "error", "slowquery"],
        deletion_protection: false,
        skip_final_snapshot: true,
        delete_automated_backups: true,
      });
    },
    PLAN_SECONDS,
  );
});

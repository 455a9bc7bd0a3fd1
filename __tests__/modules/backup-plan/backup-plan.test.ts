import { BackupPlan, type BackupPlanProps } from "../../../modules/backup-plan";
import { problemsOf } from "../../support/construct";
import { moduleUnderTest, only } from "../../support/module-plan";
import { describeWith } from "../../support/requirement";
import { terraformAvailable } from "../../support/terraform";

const PLAN_SECONDS = 120_000;
const CLUSTER = "arn:aws:rds:us-east-1:123456789012:cluster:orders";

const props: BackupPlanProps = {
  name: "orders",
  resourceArns: [CLUSTER],
  dataKeyArn: "arn:aws:kms:us-east-1:123456789012:key/11111111-1111-1111-1111-111111111111",
  protection: true,
};

describeWith([terraformAvailable()], "a backup plan, planned by Terraform", () => {
  const planned = moduleUnderTest("backup-plan", (stack) => {
    new BackupPlan(stack, "backup", props);
  });

  test(
    "makes a recovery point every four hours, kept 35 days, without continuous backup",
    async () => {
      const plan = await planned();
      expect(only(plan, "aws_backup_plan").rule).toEqual([
        expect.objectContaining({
          schedule: "cron(0 0/4 * * ? *)",
          start_window: 60,
          completion_window: 180,
          lifecycle: [expect.objectContaining({ delete_after: 35 })],
        }),
      ]);
      expect(JSON.stringify(only(plan, "aws_backup_plan"))).not.toContain('"enable_continuous_backup":true');
      expect(only(plan, "aws_backup_selection")).toMatchObject({ resources: [CLUSTER] });
      expect(only(plan, "aws_backup_vault")).toMatchObject({ kms_key_arn: props.dataKeyArn, force_destroy: false });
    },
    PLAN_SECONDS,
  );
});

describe("properties of a backup plan", () => {
  const problems = (overrides: Partial<BackupPlanProps>) =>
    problemsOf((stack) => new BackupPlan(stack, "backup", { ...props, ...overrides }));

  test.each<[string, Partial<BackupPlanProps>]>([
    ["every hour", { everyHours: 1 }],
    ["an hour to start and an hour to end", { startWindowMinutes: 60, completionWindowMinutes: 120 }],
  ])("accepts %s", (_name, overrides) => expect(problems(overrides)).toEqual([]));

  test.each<[string, Partial<BackupPlanProps>, string]>([
    ["every five hours, which do not divide a day", { everyHours: 5 }, "everyHours: 5"],
    ["a start window under an hour", { startWindowMinutes: 30 }, "startWindowMinutes: 30"],
    ["an end before the start", { startWindowMinutes: 240, completionWindowMinutes: 240 }, "completionWindowMinutes: 240"],
    ["nothing to back up", { resourceArns: [] }, "resourceArns"],
  ])("rejects %s", (_name, overrides, problem) => {
    const found = problems(overrides);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(problem);
  });
});

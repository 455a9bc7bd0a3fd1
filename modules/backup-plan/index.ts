import { BackupPlan as Plan } from "@cdktf/provider-aws/lib/backup-plan";
import { BackupSelection } from "@cdktf/provider-aws/lib/backup-selection";
import { BackupVault } from "@cdktf/provider-aws/lib/backup-vault";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { policyDocument } from "../iam";
import { between, matches, oneOf, prop, validateAllProps } from "../validation";

export interface BackupPlanProps {
  /** Of vault and plan: 2 to 50 letters, digits, dashes and underscores. */
  readonly name: string;
  /** Encrypts the recovery points. */
  readonly dataKeyArn: string;
  /** What is backed up. */
  readonly resourceArns: readonly string[];
  /** 1, 2, 3, 4, 6, 8 or 12. @default 4 */
  readonly everyHours?: number;
  /** Days until a recovery point is deleted. @default 35 */
  readonly retentionDays?: number;
  /** Within which a job has to start, 60 or more. @default 60 */
  readonly startWindowMinutes?: number;
  /** Within which a job has to end, counted from its schedule. @default 180 */
  readonly completionWindowMinutes?: number;
  /** Keeps the vault as long as it holds recovery points. Read at synth: no Terraform expression. */
  readonly protection: boolean;
}

const SERVICE_ROLE = "arn:aws:iam::aws:policy/service-role";
const POLICIES = {
  backup: `${SERVICE_ROLE}/AWSBackupServiceRolePolicyForBackup`,
  restore: `${SERVICE_ROLE}/AWSBackupServiceRolePolicyForRestores`,
} as const;

/**
 * What these policies need for clusters of RDS, to back up and to restore, for a permissions boundary
 * (https://docs.aws.amazon.com/aws-backup/latest/devguide/security-iam-awsmanpol.html).
 */
export const CLUSTER_BACKUP_ACTIONS = [
  "backup:Copy*",
  "backup:DescribeBackupVault",
  "kms:CreateGrant",
  "kms:Decrypt",
  "kms:DescribeKey",
  "kms:GenerateDataKey*",
  "rds:*Snapshot*",
  "rds:AddTagsToResource",
  "rds:DeleteDBCluster",
  "rds:Describe*",
  "rds:ListTagsForResource",
  "rds:ModifyDBCluster",
  "rds:RestoreDBCluster*",
  "tag:GetResources",
] as const;

const DEFAULTS = { everyHours: 4, retentionDays: 35, startWindowMinutes: 60, completionWindowMinutes: 180 } as const;

/**
 * Recovery points of named resources at fixed hours, in a vault of their own. They are snapshots: point-in-time recovery stays
 * with the services themselves, which do it without a vault.
 * @throws InputError with every problem of its props
 */
export class BackupPlan extends Construct {
  /** Where the recovery points lie. */
  readonly vaultArn: string;
  /** Of the plan. */
  readonly planArn: string;
  /** Restores need it too. */
  readonly roleArn: string;

  constructor(scope: Construct, id: string, given: BackupPlanProps) {
    super(scope, id);
    validateAllProps(scope, id, [
      prop("name", given.name, matches(/^[A-Za-z0-9_-]{2,50}$/), "2 to 50 letters, digits, dashes and underscores"),
      prop("resourceArns", given.resourceArns, (arns) => arns.length > 0, "at least one ARN"),
      prop("everyHours", given.everyHours, oneOf(1, 2, 3, 4, 6, 8, 12), "1, 2, 3, 4, 6, 8 or 12"),
      prop("retentionDays", given.retentionDays, between(1, 36_500), "1 to 36,500 days"),
      prop("startWindowMinutes", given.startWindowMinutes, (minutes) => minutes >= 60, "60 minutes or more"),
      prop(
        "completionWindowMinutes",
        given.completionWindowMinutes,
        (minutes) => minutes >= (given.startWindowMinutes ?? DEFAULTS.startWindowMinutes) + 60,
        "an hour more than startWindowMinutes, or longer",
      ),
    ]);
    const props = { ...DEFAULTS, ...given };

    const vault = new BackupVault(this, "vault", { name: props.name, kmsKeyArn: props.dataKeyArn, forceDestroy: !props.protection });
    // No source condition: AWS documents none that Backup sends when it takes on a role, and a condition that never holds stops every backup.
    const role = new IamRole(this, "role", {
      name: `${props.name}-backup`,
      assumeRolePolicy: policyDocument([{ actions: ["sts:AssumeRole"], principals: { Service: ["backup.amazonaws.com"] } }]),
    });
    const attached = Object.entries(POLICIES).map(
      ([what, policyArn]) => new IamRolePolicyAttachment(this, `${what}_policy`, { role: role.name, policyArn }),
    );
    const plan = new Plan(this, "plan", {
      name: props.name,
      rule: [
        {
          ruleName: `every-${props.everyHours}-hours`,
          targetVaultName: vault.name,
          schedule: `cron(0 0/${props.everyHours} * * ? *)`,
          startWindow: props.startWindowMinutes,
          completionWindow: props.completionWindowMinutes,
          lifecycle: { deleteAfter: props.retentionDays },
        },
      ],
    });
    new BackupSelection(this, "selection", {
      name: props.name,
      planId: plan.id,
      iamRoleArn: role.arn,
      resources: [...props.resourceArns],
      dependsOn: attached,
    });

    this.vaultArn = vault.arn;
    this.planArn = plan.arn;
    this.roleArn = role.arn;
  }
}

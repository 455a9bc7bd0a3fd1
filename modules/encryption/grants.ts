import type { Statement } from "../iam";

/** Where a key lives. */
export interface KeyPlace {
  /** Twelve digits. */
  readonly account: string;
  /** Region of the key. */
  readonly region: string;
}

/** Who beside the account's own IAM identities may use a key. */
export type Grant = (place: KeyPlace) => readonly Statement[];

const USE = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"] as const;

/** Log groups of this account and region (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html). */
export const cloudWatchLogs: Grant = ({ account, region }) => [
  {
    sid: "CloudWatchLogs",
    actions: USE,
    resources: ["*"],
    principals: { Service: [`logs.${region}.amazonaws.com`] },
    conditions: { ArnLike: { "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:${region}:${account}:*` } },
  },
];

/** Alarms that publish to an encrypted SNS topic (https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html). */
export const cloudWatchAlarms: Grant = ({ account }) => [
  {
    sid: "CloudWatchAlarms",
    actions: ["kms:Decrypt", "kms:GenerateDataKey*"],
    resources: ["*"],
    principals: { Service: ["cloudwatch.amazonaws.com"] },
    conditions: { StringEquals: { "aws:SourceAccount": account } },
  },
];

/**
 * Auto-scaling groups whose volumes are encrypted (https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html).
 * The service-linked role is named by a condition, as it may not exist before the first group does.
 */
export const autoScaling: Grant = ({ account }) => {
  const role = `arn:aws:iam::${account}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling*`;
  const byRole = { StringEquals: { "kms:CallerAccount": account }, ArnLike: { "aws:PrincipalArn": role } };
  return [
    { sid: "AutoScaling", actions: USE, resources: ["*"], principals: { AWS: ["*"] }, conditions: byRole },
    {
      sid: "AutoScalingGrants",
      actions: ["kms:CreateGrant"],
      resources: ["*"],
      principals: { AWS: ["*"] },
      conditions: { ...byRole, Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ];
};

import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { Construct } from "constructs";
import { trustService } from "../iam";
import { fitted } from "../naming";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
const LONGEST_ROLE_NAME = 64;
const POLICY = "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole";

/** What that policy allows (https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonRDSEnhancedMonitoringRole.html). */
export const ENHANCED_MONITORING_ACTIONS = [
  "logs:CreateLogGroup",
  "logs:PutRetentionPolicy",
  "logs:CreateLogStream",
  "logs:PutLogEvents",
  "logs:DescribeLogStreams",
  "logs:GetLogEvents",
] as const;

/** The role by which RDS writes the operating system's metrics to CloudWatch Logs. */
export function monitoringRole(
  scope: Construct,
  name: string,
  account: string,
): { readonly role: IamRole; readonly attachment: IamRolePolicyAttachment } {
  const role = new IamRole(scope, "monitoring_role", {
    name: fitted(`${name}-monitoring`, LONGEST_ROLE_NAME),
    assumeRolePolicy: trustService("monitoring.rds.amazonaws.com", account),
  });
  const attachment = new IamRolePolicyAttachment(scope, "monitoring_policy", { role: role.name, policyArn: POLICY });
  return { role, attachment };
}

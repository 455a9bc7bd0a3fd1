import { CLUSTER_BACKUP_ACTIONS } from "../../modules/backup-plan";
import { ENHANCED_MONITORING_ACTIONS } from "../../modules/enhanced-monitoring";
import { PermissionsBoundary } from "../../modules/permissions-boundary";
import { tagComponent } from "../foundation";
import { itemActions } from "../parts";
import type { SaasContext } from "./context";

/** By what the instances are watched and reached. */
const INSTANCES = [
  "autoscaling:SetInstanceHealth",
  "cloudwatch:PutMetricData",
  "ec2:DescribeTags",
  "ec2messages:Acknowledge*",
  "ec2messages:Delete*",
  "ec2messages:Fail*",
  "ec2messages:Get*",
  "ec2messages:Send*",
  "s3:GetObject",
  "ssm:UpdateInstanceInformation",
  "ssmmessages:Create*",
  "ssmmessages:Open*",
  "xray:GetSampling*",
  "xray:Put*",
];
const DATA_STORES = [
  ...itemActions("dynamodb"),
  "elasticache:Connect",
  "elasticache:DescribeReplicationGroups",
  "kms:Encrypt",
  "kms:ReEncrypt*",
  "rds-db:connect",
];
const FLOW_LOGS = ["logs:DescribeLogGroups"];

/** The most that any role of the stack can be allowed, in the regions where the stack is. It allows nothing by itself. */
export function boundRoles({ stack, deployment, settings }: SaasContext): void {
  const boundary = new PermissionsBoundary(stack, "boundary", {
    name: `${deployment.name}-boundary`,
    description: `The most that a role of ${deployment.name} can be allowed`,
    account: deployment.account,
    regions: [...deployment.regions, ...settings.leavingRegions],
    actions: [...new Set([...INSTANCES, ...DATA_STORES, ...FLOW_LOGS, ...ENHANCED_MONITORING_ACTIONS, ...CLUSTER_BACKUP_ACTIONS])].sort(),
  });
  tagComponent(boundary, "access");
  boundary.applyTo(stack);
}

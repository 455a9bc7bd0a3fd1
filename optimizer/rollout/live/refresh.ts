import { type AutoScalingClient, DescribeInstanceRefreshesCommand, type InstanceRefreshStatus } from "@aws-sdk/client-auto-scaling";
import { TerraformError } from "../../../contract";

const FAILED: readonly InstanceRefreshStatus[] = [
  "Failed",
  "Cancelled",
  "Cancelling",
  "RollbackFailed",
  "RollbackSuccessful",
  "RollbackInProgress",
];

/**
 * Whether the group's instances all run the new launch template: its newest instance refresh has ended well.
 * @throws TerraformError when the refresh failed or was cancelled: some instances are new, some old
 */
export async function refreshIsSuccessful(client: AutoScalingClient, group: string): Promise<boolean> {
  const { InstanceRefreshes = [] } = await client.send(
    new DescribeInstanceRefreshesCommand({ AutoScalingGroupName: group, MaxRecords: 1 }),
  );
  const [newest] = InstanceRefreshes;
  if (newest?.Status === undefined) return false;
  if (FAILED.includes(newest.Status)) {
    throw new TerraformError(`The instance refresh of ${group} ended as ${newest.Status}`, {
      problems: newest.StatusReason === undefined ? [] : [newest.StatusReason],
      hint: "Cancelling a refresh leaves replaced instances as they are: roll the phase back with trimtab rollout rollback.",
    });
  }
  return newest.Status === "Successful";
}

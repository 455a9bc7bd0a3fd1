import {
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  DescribeInstanceRefreshesCommand,
  type InstanceRefresh,
  type InstanceRefreshStatus,
} from "@aws-sdk/client-auto-scaling";
import { z } from "zod";
import { TerraformError } from "../../../../contract";
import { clientOptions, DEFAULT_PATIENCE } from "../../../telemetry/aws/client";
import { allOf, dimensionsIn, identifiersIn, type Subject, type Watch } from "./subject";

/** Whether every group runs its new launch template. */
export const watchGroups: Watch = (subject) => {
  const client = new AutoScalingClient(clientOptions(subject.region, DEFAULT_PATIENCE));
  const recorded = recordedRefreshesSchema.parse(subject.before ?? {});
  const groups = identifiersIn(subject, "group", "AutoScalingGroupName");
  return () => allOf(groups.map((group) => refreshOutstanding(client, group, recorded[group])));
};

/** What {@link watchGroups} needs to know of the time before a step. */
export const recordGroups = ({ region, resources }: Pick<Subject, "region" | "resources">): Promise<RecordedRefreshes> =>
  recordRefreshes(new AutoScalingClient(clientOptions(region, DEFAULT_PATIENCE)), dimensionsIn(resources, "group", "AutoScalingGroupName"));

/** Id of each group's newest instance refresh before a step; null where it had none. */
export const recordedRefreshesSchema = z.record(z.string(), z.string().nullable());
export type RecordedRefreshes = z.infer<typeof recordedRefreshesSchema>;

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_InstanceRefresh.html */
const FAILED: readonly InstanceRefreshStatus[] = [
  "Failed",
  "Cancelled",
  "Cancelling",
  "RollbackFailed",
  "RollbackSuccessful",
  "RollbackInProgress",
];

/** The ids by which the step's own refreshes are told from earlier ones: unlike times they need no two clocks to agree. */
export async function recordRefreshes(client: AutoScalingClient, groups: readonly string[]): Promise<RecordedRefreshes> {
  const ids = await Promise.all(groups.map(async (group) => [group, (await newestRefresh(client, group))?.InstanceRefreshId ?? null]));
  return Object.fromEntries(ids);
}

/**
 * What keeps a group from running its new launch template: its newest instance refresh since the step began has to have ended well. Where
 * none has begun since, as when somebody applied the same before, every instance has to run the group's template version already.
 * @param before id of the newest refresh before the step, null for none; undefined where nobody recorded it, and any counts
 * @throws TerraformError when the refresh failed or was cancelled: some instances are new, some old
 */
export async function refreshOutstanding(
  client: AutoScalingClient,
  group: string,
  before: string | null | undefined,
): Promise<readonly string[]> {
  const newest = await newestRefresh(client, group);
  if (newest?.Status === undefined || newest.InstanceRefreshId === before) return oldInstances(client, group);
  if (FAILED.includes(newest.Status)) {
    throw new TerraformError(`The instance refresh of ${group} ended as ${newest.Status}`, {
      problems: newest.StatusReason === undefined ? [] : [newest.StatusReason],
      hint: "Cancelling a refresh leaves replaced instances as they are: roll the phase back with trimtab rollout rollback.",
    });
  }
  return newest.Status === "Successful"
    ? []
    : [`the instance refresh of ${group} is ${newest.Status} (${newest.PercentageComplete ?? 0} %)`];
}

/** One that is pending has no start time yet; a group has one at a time that is not over. */
async function newestRefresh(client: AutoScalingClient, group: string): Promise<InstanceRefresh | undefined> {
  const { InstanceRefreshes = [] } = await client.send(new DescribeInstanceRefreshesCommand({ AutoScalingGroupName: group }));
  const startOf = ({ StartTime }: InstanceRefresh): number => StartTime?.getTime() ?? Number.POSITIVE_INFINITY;
  return InstanceRefreshes.reduce<InstanceRefresh | undefined>(
    (newest, refresh) => (newest === undefined || startOf(refresh) > startOf(newest) ? refresh : newest),
    undefined,
  );
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_Instance.html */
async function oldInstances(client: AutoScalingClient, name: string): Promise<readonly string[]> {
  const { AutoScalingGroups = [] } = await client.send(new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] }));
  const [group] = AutoScalingGroups;
  if (group === undefined) return [`there is no Auto Scaling group ${name}`];
  const { Instances = [], LaunchTemplate } = group;
  const old = Instances.filter((instance) => instance.LaunchTemplate?.Version !== LaunchTemplate?.Version);
  if (old.length === 0) return [];
  return [
    `${old.length} of ${Instances.length} instances of ${name} run another launch template version, and no instance refresh has begun`,
  ];
}

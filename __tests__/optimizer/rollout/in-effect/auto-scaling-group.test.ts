import { AutoScalingClient, type InstanceRefresh } from "@aws-sdk/client-auto-scaling";
import { recordRefreshes, refreshOutstanding } from "../../../../optimizer/rollout/live/in-effect/auto-scaling-group";
import { clientOf } from "../../../support/wire";

const GROUP = "orders";
const refresh = (InstanceRefreshId: string, Status: InstanceRefresh["Status"], minute?: number, more: InstanceRefresh = {}) => ({
  InstanceRefreshId,
  Status,
  ...(minute === undefined ? {} : { StartTime: new Date(minute * 60_000) }),
  ...more,
});

const account = clientOf(AutoScalingClient);

/** A group with its refreshes, whose instances run these versions of the launch template; the group's own is 2. */
function withRefreshes(InstanceRefreshes: readonly InstanceRefresh[], versions: readonly string[] = ["1"]): AutoScalingClient {
  const Instances = versions.map((Version, i) => ({ InstanceId: `i-${i}`, LaunchTemplate: { Version } }));
  return account({
    DescribeInstanceRefreshes: { InstanceRefreshes },
    DescribeAutoScalingGroups: { AutoScalingGroups: [{ AutoScalingGroupName: GROUP, LaunchTemplate: { Version: "2" }, Instances }] },
  });
}

const earlier = refresh("earlier", "Successful", 1);

describe("an instance refresh is in effect", () => {
  test("when one that was not there before the step has ended well", async () => {
    expect(await refreshOutstanding(withRefreshes([earlier, refresh("own", "Successful", 2)]), GROUP, "earlier")).toEqual([]);
  });

  test("of a group that had none before, with its first", async () => {
    expect(await refreshOutstanding(withRefreshes([earlier]), GROUP, null)).toEqual([]);
  });

  test("where every instance runs the group's template already, so that none began", async () => {
    expect(await refreshOutstanding(withRefreshes([earlier], ["2", "2"]), GROUP, "earlier")).toEqual([]);
    expect(await refreshOutstanding(withRefreshes([], []), GROUP, null)).toEqual([]);
  });
});

describe("an instance refresh is not in effect yet", () => {
  test("on the word of one from before the step", async () => {
    expect(await refreshOutstanding(withRefreshes([earlier], ["2", "1"]), GROUP, "earlier")).toEqual([
      "1 of 2 instances of orders run another launch template version, and no instance refresh has begun",
    ]);
  });

  test.each(["Pending", "InProgress", "Baking"] as const)("while it is %s, in whatever order AWS lists them", async (status) => {
    const own = refresh("own", status, status === "Pending" ? undefined : 2, { PercentageComplete: 40 });
    for (const refreshes of [
      [earlier, own],
      [own, earlier],
    ]) {
      expect(await refreshOutstanding(withRefreshes(refreshes), GROUP, "earlier")).toEqual([
        `the instance refresh of orders is ${status} (40 %)`,
      ]);
    }
  });
});

test.each(["Failed", "Cancelled", "Cancelling", "RollbackInProgress", "RollbackSuccessful", "RollbackFailed"] as const)(
  "one that is %s ends the wait with AWS's reason",
  async (status) => {
    const own = refresh("own", status, 2, { StatusReason: "instances do not become healthy" });
    await expect(refreshOutstanding(withRefreshes([own, earlier]), GROUP, "earlier")).rejects.toMatchObject({
      message: `The instance refresh of orders ended as ${status}`,
      problems: ["instances do not become healthy"],
    });
  },
);

test("one that failed before the step is no failure of the step", async () => {
  expect(await refreshOutstanding(withRefreshes([refresh("earlier", "Failed", 1)], ["2"]), GROUP, "earlier")).toEqual([]);
});

test("what is recorded before a step is the newest refresh of each group", async () => {
  expect(await recordRefreshes(withRefreshes([earlier, refresh("newest", "Successful", 9)]), [GROUP])).toEqual({ orders: "newest" });
  expect(await recordRefreshes(withRefreshes([]), [GROUP])).toEqual({ orders: null });
});

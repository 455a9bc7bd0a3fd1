import { smallerClusters } from "../../../optimizer/rules/redis-candidates";
import { tradingPolicy } from "../../../stacks/trading/policy";
import { evidence } from "../../support/evidence";
import { tradingOnly } from "../../support/snapshot";

const clusters = (shards: number, replicas: number, tunables: readonly string[] = ["shards", "replicas_per_shard"]) =>
  smallerClusters(
    evidence("cache", {
      measures: {},
      components: tradingOnly("cache"),
      values: { cache_shards: shards, cache_replicas_per_shard: replicas },
      policy: { phases: [{ name: "cache", turns: [{ component: "cache", tunables }] }, ...tradingPolicy.phases.slice(1)] },
      days: 1,
    }),
  ).map((to) => [to.shards, to.replicas_per_shard]);

describe("smaller clusters", () => {
  test("hold the least number of shards for each number that is merged, and beside fewer replicas the least that twice the load of a node allows", () => {
    const asked = clusters(5, 2);
    expect(asked).toContainEqual([3, 2]);
    expect(asked).not.toContainEqual([4, 2]);
    // 15 nodes to 8: 1.875 times.
    expect(asked).toContainEqual([4, 1]);
  });

  test("are each named once", () => {
    const asked = clusters(6, 2).map((to) => to.join());
    expect(new Set(asked).size).toBe(asked.length);
  });

  test("keep their shards where no phase turns them", () => {
    expect(clusters(5, 2, ["replicas_per_shard"])).toEqual([[5, 1]]);
  });
});

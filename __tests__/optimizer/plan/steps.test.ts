import type { TunableValue } from "../../../contract";
import { modelOf } from "../../../optimizer/kinds";
import { stepsOf } from "../../../optimizer/plan/steps";
import { tradingPolicy } from "../../../stacks/trading/policy";
import { tradingContract } from "../../../stacks/trading/tunables";

type Values = Readonly<Record<string, TunableValue>>;

const steps = (component: keyof typeof tradingContract.components, current: Values, to: Values, direction: "down" | "up") => {
  const definition = tradingContract.components[component];
  const model = modelOf(definition.kind);
  if (model === undefined) throw new Error(`${component} has no model`);
  return stepsOf({ model, policy: tradingPolicy, component, definition, current }, { ...current, ...to }, direction);
};

const LARGE = { writer_class: "db.r6g.8xlarge", failover_reader_class: "db.r6g.8xlarge", reader_class: "db.r6g.8xlarge", readers: 4 };
const SMALL = { writer_class: "db.r6g.4xlarge", failover_reader_class: "db.r6g.4xlarge", reader_class: "db.r6g.4xlarge" };
const GROUP = { instance_type: "c6i.8xlarge", min_size: 15, max_size: 30, target_cpu_percent: 40 };
const CACHE = { node_type: "cache.r6gd.8xlarge", shards: 15, replicas_per_shard: 2 };

describe("steps", () => {
  test.each([
    [
      "readers before the writer, the failover reader after it",
      "database",
      LARGE,
      SMALL,
      "down",
      ["reader_class", "writer_class", "failover_reader_class"],
    ],
    [
      "up the other way round: what takes over before what it takes over from",
      "database",
      { ...LARGE, ...SMALL },
      LARGE,
      "up",
      ["failover_reader_class", "writer_class", "reader_class"],
    ],
    [
      "more, smaller readers: first more, then smaller",
      "database",
      { ...LARGE, readers: 2 },
      { reader_class: "db.r6g.4xlarge", readers: 4 },
      "down",
      ["readers", "reader_class"],
    ],
    [
      "Redis one dimension at a time, in the policy's order",
      "cache",
      CACHE,
      { node_type: "cache.r6gd.4xlarge", shards: 8, replicas_per_shard: 1 },
      "down",
      ["replicas_per_shard", "shards", "node_type"],
    ],
    [
      "Redis with more shards of a smaller type: first the shards",
      "cache",
      { ...CACHE, shards: 4 },
      { node_type: "cache.r6gd.4xlarge", shards: 8 },
      "down",
      ["shards", "node_type"],
    ],
    [
      "a group's bounds in one step, its type in another",
      "order_service",
      GROUP,
      { instance_type: "c6i.4xlarge", min_size: 9, max_size: 24 },
      "down",
      ["instance_type", "min_size max_size"],
    ],
    [
      "a lower CPU target runs more instances: it comes before they become smaller",
      "order_service",
      GROUP,
      { instance_type: "c6i.4xlarge", target_cpu_percent: 30 },
      "down",
      ["target_cpu_percent", "instance_type"],
    ],
    [
      "a higher CPU target runs fewer: it does not come first",
      "order_service",
      GROUP,
      { instance_type: "c6i.4xlarge", target_cpu_percent: 55 },
      "down",
      ["instance_type", "target_cpu_percent"],
    ],
    [
      "a set member by member, what is added first",
      "trades",
      { indexes: ["ByA", "ByB", "ByC"] },
      { indexes: ["ByC", "ByD"] },
      "down",
      ["indexes", "indexes", "indexes"],
    ],
    ["nothing to do", "cache", CACHE, CACHE, "down", []],
  ] as const)("%s", (_name, component, current, to, direction, expected) => {
    expect(steps(component, current, to, direction).map(({ tunables }) => tunables.join(" "))).toEqual(expected);
  });

  test("one index goes after the other", () => {
    const made = steps("trades", { indexes: ["ByA", "ByB", "ByC"] }, { indexes: ["ByC", "ByD"] }, "down");
    expect(made.map(({ after }) => after.indexes)).toEqual([
      ["ByA", "ByB", "ByC", "ByD"],
      ["ByB", "ByC", "ByD"],
      ["ByC", "ByD"],
    ]);
    expect(made.map(({ deltas: [delta] }) => delta?.from)).toEqual([["ByA", "ByB", "ByC"], made[0]?.after.indexes, made[1]?.after.indexes]);
  });

  test("each starts where the one before it ended, and the last ends as proposed", () => {
    const made = steps("database", LARGE, { ...SMALL, readers: 2 }, "down");
    expect(made.map(({ deltas }) => deltas.length)).toEqual(made.map(() => 1));
    expect(made.at(-1)?.after).toEqual({ ...LARGE, ...SMALL, readers: 2 });
    expect(made[0]?.after).toEqual({ ...LARGE, reader_class: "db.r6g.4xlarge" });
  });
});

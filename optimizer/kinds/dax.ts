import { DAX, type DaxSpec } from "../../contract";
import type { ComponentHistory } from "../evidence/history";
import { countIn, type Settings, textIn } from "../evidence/settings";
import { hottestTiers, maxTiers, productTiers, sumTiers, type Tiers, zip } from "../evidence/tiers";
import { bill, unitHours } from "../money";
import { fewerUnits, ladderOf, rangeOf, rungsBetween, withValues } from "./ladder";
import type { Dimension, KindModel, LimitCheck, Study } from "./model";
import { ANY_EVENT, bytesPerSecond, cpuCeiling, judgedRefs, lastAtLeast, latest, statisticOf } from "./reading";

/** Fewer leave one zone without a node. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAX.concepts.cluster.html */
const LEAST_NODES = 3;

/** DAX: every node holds the whole item cache, so nodes share requests, not memory. */
export const dax: KindModel = { kind: "dax", together: [], precedence: [], readsFrom: ["dynamodb-table"], study };

function study(history: ComponentHistory): Study {
  const { current, definition, policy } = history;
  const { guards } = policy;
  const nodes = history.scoped("node");
  const ladder = ladderOf(definition, "node_type");
  const nodesThen = history.capacity.over(history.grids, (settings) => countIn(settings, "nodes"));
  const coresThen = history.capacity.over(history.grids, (settings) => specOf(settings).vcpus);
  const gibThen = history.capacity.over(history.grids, (settings) => specOf(settings).memoryGib);
  const cores = maxTiers(nodes.map((resource) => productTiers(history.judged(resource, "cpu", "Average", "Maximum"), coresThen)));
  const memory = maxTiers(
    nodes.map((resource) => productTiers(history.read({ resource, metric: "memory", statistic: "Maximum" }), gibThen)),
  );
  const perNode = nodes.map((resource) => history.read({ resource, metric: "requests", statistic: "Sum" }));
  const requests = hottestTiers(perNode, 1);
  const network = (["network_in", "network_out"] as const).map((metric) =>
    hottestTiers(
      nodes.map((resource) => history.read({ resource, metric, statistic: "Maximum" })),
      1,
    ),
  );

  const dimensions = (settings: Settings, serving: number): readonly Dimension[] => {
    const spec = specOf(settings);
    const spread = (quantity: Tiers, capacity: number): Tiers =>
      zip(quantity, nodesThen, (value, then) => (value * then) / serving / capacity);
    const averages = statisticOf(history, "Average", "Maximum");
    return [
      { name: "CPU", need: spread(cores, spec.vcpus), ceiling: cpuCeiling(history, spec), statistic: averages },
      {
        name: "memory",
        need: zip(memory, nodesThen, (value) => value / spec.memoryGib),
        ceiling: guards.maxMemoryUse,
        statistic: statisticOf(history, "Maximum", "Maximum"),
      },
      {
        name: "network",
        need: maxTiers(network.map((direction) => spread(direction, bytesPerSecond(spec.networkGbps)))),
        ceiling: guards.cpuCeiling,
        statistic: statisticOf(history, "Maximum", "Maximum"),
      },
      ...(spec.requestsPerSecond === undefined
        ? []
        : [
            {
              name: "requests",
              need: spread(requests, spec.requestsPerSecond),
              ceiling: guards.cpuCeiling,
              statistic: statisticOf(history, "Sum", "Sum"),
            },
          ]),
    ];
  };

  return {
    rests: judgedRefs(history, nodes, [
      ["cpu", "Average", "Maximum"],
      ["memory", "Maximum", "Maximum"],
      ["requests", "Sum", "Sum"],
      ["network_in", "Maximum", "Maximum"],
      ["network_out", "Maximum", "Maximum"],
      ["evicted", "Sum", "Sum"],
      ["throttled", "Sum", "Sum"],
    ]),
    saturation: latest(
      nodes.flatMap((resource) => [
        lastAtLeast(history.judged(resource, "cpu", "Average", "Maximum"), guards.saturatedAt, `CPU of ${resource.name}`),
        lastAtLeast(history.read({ resource, metric: "throttled", statistic: "Sum" }), ANY_EVENT, `throttled requests of ${resource.name}`),
        lastAtLeast(history.read({ resource, metric: "evicted", statistic: "Sum" }), ANY_EVENT, `evictions from ${resource.name}`),
      ]),
    ),
    need: (settings) => dimensions(settings, countIn(settings, "nodes")),
    afterFailure: (settings) => [
      {
        name: "a node is lost: the others carry its requests",
        dimensions: dimensions(settings, Math.max(1, countIn(settings, "nodes") - 1)).filter(({ name }) => name !== "memory"),
      },
    ],
    queues: (settings) => [
      { servers: specOf(settings).vcpus, utilization: dimensions(settings, countIn(settings, "nodes"))[0]?.need ?? [] },
    ],
    lookups: () => {
      const ofAll = (metric: string): Tiers => sumTiers(nodes.map((resource) => history.read({ resource, metric, statistic: "Sum" })));
      return { hits: ofAll("item_hits"), misses: ofAll("item_misses") };
    },
    limits: (to) => [enoughNodes(to), inPlace(current, to)],
    rungsDown: (to) =>
      Math.max(0, rungsBetween(ladder, textIn(current, "node_type"), textIn(to, "node_type"))) +
      fewerUnits(countIn(current, "nodes"), countIn(to, "nodes"), { margin: policy.guards.sloMargin }),
    cost: (settings) => {
      const type = textIn(settings, "node_type");
      const count = countIn(settings, "nodes");
      return bill([{ item: `DAX, ${count} × ${type}`, priceKey: `dax:${type}`, quantity: unitHours(count), unit: "hour" }], history.prices);
    },
    stepUp: () => {
      const more = countIn(current, "nodes") + 1;
      return more <= (rangeOf(definition, "nodes")?.max ?? 0) ? withValues(current, { nodes: more }) : undefined;
    },
  };
}

const UNPUBLISHED: DaxSpec = {
  type: "",
  vcpus: Number.NaN,
  memoryGib: Number.NaN,
  networkGbps: Number.NaN,
  hyperThreaded: true,
  requestsPerSecond: undefined,
};

const specOf = (settings: Settings): DaxSpec => DAX.get(textIn(settings, "node_type")) ?? UNPUBLISHED;

function enoughNodes(to: Settings): LimitCheck {
  const nodes = countIn(to, "nodes");
  return {
    pass: nodes >= LEAST_NODES,
    reason: `${nodes} nodes; DAX wants at least ${LEAST_NODES}, one per zone`,
    numbers: { nodes, least: LEAST_NODES },
  };
}

function inPlace(current: Settings, to: Settings): LimitCheck {
  const from = textIn(current, "node_type");
  const type = textIn(to, "node_type");
  const pass = from === type;
  return {
    pass,
    reason: pass ? "same node type" : `from ${from} to ${type} the cluster is replaced, and its cold cache would stampede the tables`,
    numbers: {},
  };
}

import { CACHE, type CacheEngine, type CacheSpec, cacheKey, GIB, hasDataTiering, type Resource } from "../../contract";
import type { ComponentHistory } from "../evidence/history";
import { countIn, type Settings, textIn } from "../evidence/settings";
import { hottestTiers, maxTiers, productTiers, scaleTiers, sumTiers, type Tiers, zip } from "../evidence/tiers";
import { memo } from "../memo";
import { bill, unitHours } from "../money";
import { isMissing, largest } from "../statistics";
import { sameFamily } from "./family";
import { familyOf, fewerUnits, halvings, ladderOf, rangeOf, rungAbove, rungsBetween, withValues } from "./ladder";
import type { Dimension, FailureCase, KindModel, LimitCheck, Study } from "./model";
import { ANY_EVENT, bytesPerSecond, cpuCeiling, judgedRefs, lastAtLeast, latest, statisticOf } from "./reading";

/** Redis runs commands on one thread; with two vCPUs the operating system's own work counts too (AWS: Redis CPU metrics). */
const SINGLE_THREAD_FROM_VCPUS = 4;

const NAMES = { redis: "Redis", valkey: "Valkey" } as const;

const METRICS = [
  ["engine_cpu", "Average", "Maximum"],
  ["cpu", "Maximum", "Maximum"],
  ["bytes_used", "Maximum", "Maximum"],
  ["capacity_used", "Maximum", "Maximum"],
  ["network_out", "Maximum", "Maximum"],
] as const;

const QUANTITIES = ["engine", "host", "network", "memory"] as const;
type Quantity = (typeof QUANTITIES)[number];

/** Redis in cluster mode: data and keys are cut into shards, each a primary with replicas. */
export const redis: KindModel = {
  kind: "redis",
  together: [],
  precedence: [],
  readsFrom: ["aurora-cluster", "aurora-global", "rds-instance", "dynamodb-table"],
  study,
};

/** @param recent the window's own history, where the history is of the hours before it: those may veto, never permit */
function study(history: ComponentHistory, recent: ComponentHistory = history): Study {
  const { current, definition, policy } = history;
  const nodes = history.scoped("node");
  const shards = shardsOf(nodes);
  const ladder = ladderOf(definition, "node_type");
  const shardsThen = history.capacity.over(history.grids, (settings) => countIn(settings, "shards"));
  const vcpusThen = history.capacity.over(history.grids, (settings) => specOf(settings).vcpus);

  const readNode: Readonly<Record<Quantity, (node: Resource) => Tiers>> = {
    engine: (resource) => history.judged(resource, "engine_cpu", "Average", "Maximum"),
    host: (resource) => productTiers(history.read({ resource, metric: "cpu", statistic: "Maximum" }), vcpusThen),
    network: (resource) => history.read({ resource, metric: "network_out", statistic: "Maximum" }),
    memory: (resource) => history.read({ resource, metric: "bytes_used", statistic: "Maximum" }),
  };
  const byShard = new Map(QUANTITIES.map((quantity) => [quantity, shards.map((members) => members.map(readNode[quantity]))]));

  const nodesThen = history.capacity.over(history.grids, servingNodes);
  const mostNodes = largest(nodesThen.map(({ values }) => largest(values)));
  /** Nodes of a shard that have gone since carried as much as the hottest that is left, and that spreads as what lost ones carry does. */
  const withGone = (members: readonly Tiers[], serving: number, demand: Tiers): Tiers =>
    mostNodes > members.length
      ? zip(
          demand,
          zip(maxTiers(members), nodesThen, (hottest, then) => (hottest * Math.max(0, then - members.length)) / serving),
          (own, gone) => own + gone,
        )
      : demand;

  /** What the hottest node of a merged shard carries, when `serving` nodes of each shard are left. */
  const merged = memo((key: string): Tiers => {
    const [quantity, targets = 1, serving = 1] = parseKey(key);
    const perShard = (byShard.get(quantity) ?? []).map((members) =>
      quantity === "memory" ? maxTiers(members) : withGone(members, serving, hottestNode(members, serving)),
    );
    const demand = hottestTiers(perShard, Math.ceil(shards.length / targets));
    // Shards that have gone since are no longer measured: what they carried then is not known, but no more than as if all had been as hot.
    const bound = recent === history ? undefined : hottestTiers(perShard, 1);
    const exact = zip(demand, shardsThen, (value, then) => (then === shards.length ? value : Number.NaN));
    if (bound === undefined) return exact;
    const hottest = zip(bound, shardsThen, (value, then) => value * Math.ceil(then / targets));
    return zip(exact, hottest, (known, most) => (isMissing(known) ? most : known));
  });
  const demandOf = (quantity: Quantity, settings: Settings, serving: number): Tiers =>
    merged(`${quantity}/${countIn(settings, "shards")}/${serving}`);

  const dimensions = (settings: Settings, serving: number): readonly Dimension[] => {
    const spec = specOf(settings);
    const { guards } = policy;
    const single = spec.vcpus >= SINGLE_THREAD_FROM_VCPUS;
    const cpu = single ? demandOf("engine", settings, serving) : scaleTiers(demandOf("host", settings, serving), 1 / spec.vcpus);
    const usable = spec.usableMemoryGib * GIB * (1 - guards.memoryReserve);
    return [
      {
        name: single ? "engine CPU" : "CPU",
        need: cpu,
        ceiling: cpuCeiling(history, spec),
        statistic: single ? statisticOf(history, "Average", "Maximum") : statisticOf(history, "Maximum", "Maximum"),
      },
      {
        name: "network",
        need: scaleTiers(demandOf("network", settings, serving), 1 / bytesPerSecond(spec.networkGbps)),
        ceiling: guards.cpuCeiling,
        statistic: statisticOf(history, "Maximum", "Maximum"),
      },
      {
        name: "memory",
        need: scaleTiers(demandOf("memory", settings, serving), 1 / usable),
        ceiling: guards.maxMemoryUse,
        statistic: statisticOf(history, "Maximum", "Maximum"),
      },
    ];
  };

  const afterFailure = (settings: Settings): readonly FailureCase[] => [
    {
      name: "a primary is lost: the promoted replica carries its shard",
      dimensions: dimensions(settings, Math.max(1, servingNodes(settings) - 1)).filter(({ name }) => name !== "memory"),
    },
  ];

  return {
    rests: [
      ...judgedRefs(history, nodes, METRICS),
      ...judgedRefs(history, nodes, [
        ["evictions", "Sum", "Sum"],
        ["hits", "Sum", "Sum"],
        ["misses", "Sum", "Sum"],
      ]),
    ],
    saturation: latest(
      nodes.flatMap((resource) => [
        lastAtLeast(readNode.engine(resource), policy.guards.saturatedAt, `engine CPU of ${resource.name}`),
        lastAtLeast(
          history.read({ resource, metric: "capacity_used", statistic: "Maximum" }),
          policy.guards.saturatedAt,
          `capacity of ${resource.name}`,
        ),
        lastAtLeast(history.read({ resource, metric: "evictions", statistic: "Sum" }), ANY_EVENT, `evictions from ${resource.name}`),
      ]),
    ),
    need: (settings) => dimensions(settings, servingNodes(settings)),
    afterFailure,
    queues: (settings) => [{ servers: 1, utilization: dimensions(settings, servingNodes(settings))[0]?.need ?? [] }],
    lookups: () => {
      const ofAll = (metric: string): Tiers => sumTiers(nodes.map((resource) => history.read({ resource, metric, statistic: "Sum" })));
      return { hits: ofAll("hits"), misses: ofAll("misses") };
    },
    limits: (to) => [nodeTypeMove(textIn(current, "node_type"), textIn(to, "node_type")), multiAz(to)],
    rungsDown: (to) => {
      const [serving, left] = [servingNodes(current), servingNodes(to)];
      const types = Math.max(0, rungsBetween(ladder, textIn(current, "node_type"), textIn(to, "node_type")));
      // Every node of a shard is written all of its share; what is read of it spreads over the nodes that are left. Were all of it reads:
      const perNode = (countIn(current, "shards") / countIn(to, "shards")) * Math.max(1, serving / left) * 2 ** types;
      return Math.max(fewerUnits(serving, left, { margin: policy.guards.sloMargin }), halvings(perNode, 1));
    },
    cost: (settings) => {
      const type = textIn(settings, "node_type");
      const count = countIn(settings, "shards") * servingNodes(settings);
      return bill(
        [
          {
            item: `${NAMES[engineOf(settings)]}, ${count} × ${type}`,
            priceKey: nodeKey(settings),
            quantity: unitHours(count),
            unit: "hour",
          },
        ],
        history.prices,
      );
    },
    running: (settings) => [
      { priceKey: nodeKey(settings), units: countIn(settings, "shards") * servingNodes(settings), shareOfHours: () => 1 },
    ],
    stepUp: () => {
      const range = rangeOf(definition, "shards");
      const more = countIn(current, "shards") + 1;
      if (range !== undefined && more <= range.max) return withValues(current, { shards: more });
      const above = rungAbove(ladder, textIn(current, "node_type"));
      return above === undefined ? undefined : withValues(current, { node_type: above });
    },
  };
}

const engineOf = ({ engine }: Settings): CacheEngine => (engine === "valkey" ? "valkey" : "redis");
const nodeKey = (settings: Settings): string => cacheKey(textIn(settings, "node_type"), engineOf(settings));

const servingNodes = (settings: Settings): number => 1 + countIn(settings, "replicas_per_shard");

/**
 * The hottest node of a shard when fewer nodes serve: it keeps its own load, and what the lost ones carried spreads over all that are left.
 * Which nodes go is not known, so the hottest others do.
 */
function hottestNode(members: readonly Tiers[], serving: number): Tiers {
  const lost = Math.max(0, members.length - serving);
  const hottest = maxTiers(members);
  if (lost === 0) return hottest;
  const withLost = hottestTiers(members, 1 + lost);
  return zip(hottest, withLost, (own, sum) => own + (sum - own) / serving);
}

function parseKey(key: string): readonly [Quantity, number, number] {
  const [name, targets, serving] = key.split("/");
  return [QUANTITIES.find((quantity) => quantity === name) ?? "engine", Number(targets), Number(serving)];
}

/** Nodes by the shard that they belong to. */
export function shardsOf(nodes: readonly Resource[]): readonly (readonly Resource[])[] {
  const shards = new Map<string, Resource[]>();
  for (const node of nodes) {
    const shard = node.group ?? node.name;
    shards.set(shard, [...(shards.get(shard) ?? []), node]);
  }
  return [...shards].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, members]) => members);
}

const UNPUBLISHED: CacheSpec = {
  type: "",
  vcpus: Number.NaN,
  memoryGib: Number.NaN,
  networkGbps: Number.NaN,
  hyperThreaded: false,
  usableMemoryGib: Number.NaN,
  ssdGib: 0,
};

const specOf = (settings: Settings): CacheSpec => CACHE.get(textIn(settings, "node_type")) ?? UNPUBLISHED;

/** Data tiering cannot be turned on or off in place: the API refuses what the plan calls an update. */
function nodeTypeMove(from: string, to: string): LimitCheck {
  if (!CACHE.has(to)) return { pass: false, reason: `${to}: capacity not published`, numbers: {} };
  if (from === to) return { pass: true, reason: `the node type stays ${to}`, numbers: {} };
  const pass = hasDataTiering(from) === hasDataTiering(to);
  if (pass && familyOf(from) !== familyOf(to)) return sameFamily(CACHE, from, to);
  return {
    pass,
    reason: pass ? `${from} can be scaled to ${to} in place` : `between ${from} and ${to} data tiering changes, which replaces the cluster`,
    numbers: {},
  };
}

function multiAz(to: Settings): LimitCheck {
  const replicas = countIn(to, "replicas_per_shard");
  return { pass: replicas >= 1, reason: `Multi-AZ needs a replica in every shard; ${replicas} given`, numbers: { replicas } };
}

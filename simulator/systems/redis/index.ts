import { GIB, type MetricEntry, type Resource } from "../../../contract";
import { HIGHEST_RHO, queueTable } from "../../queue";
import { normal, stream, uniform } from "../../random";
import type { RedisParameters } from "../../scenario/systems";
import { MINUTES_PER_DAY, SECONDS_PER_MINUTE } from "../../time";
import { minutes, sparse } from "../block";
import type { System, SystemContext } from "../system";
import { CacheLoad, type Fit } from "./load";

const { floor, max, min } = Math;

const PERCENT = 100;
const NOISE = 0.03;
const IDLE_ENGINE = 0.01;
/** CPU of the node that is not Redis's own thread, relative to it: network threads, snapshots, the operating system. */
const OTHER_THREADS = 0.4;
/** Commands that write, relative to those that look up; every replica applies them too. */
const WRITES_PER_LOOKUP = 0.1;
/** A request names a key and little else. */
const BYTES_PER_REQUEST = 64;

interface Node {
  readonly shard: number;
  /** 0 is the primary. */
  readonly position: number;
  /** Keys and commands of its shard relative to the mean shard's. */
  readonly weight: number;
}

/** A node under a segment's settings. */
interface NodeFit extends Fit {
  /** Share of the cluster's commands that it runs. */
  readonly commands: number;
  /** Share of the cluster's data that its shard has. */
  readonly data: number;
}

type NodeMetric = (node: NodeFit, rate: number, datasetGib: number, hitRate: number) => number;

/** Memory does not flicker; a count is a whole number. */
const LEVELS: ReadonlySet<string> = new Set(["bytes_used", "capacity_used"]);
const COUNTS: ReadonlySet<string> = new Set(["hits", "misses", "evictions", "get_commands", "set_commands", "network_in", "network_out"]);

/** Redis in cluster mode. Commands run on one thread; keys that do not fit are evicted, and their reads go to the database. */
export function redis(context: SystemContext, parameters: RedisParameters): System {
  const load = new CacheLoad(context, parameters);
  const shardNames = [...new Set(context.resources.map(({ group }) => group))];
  const table = queueTable(parameters.queue, 1, context.seed);
  const metrics = nodeMetrics(parameters);
  const fitOf = (node: Node, fit: Fit): NodeFit => ({
    ...fit,
    commands: commandShare(parameters, node, fit),
    data: node.weight / fit.shards,
  });

  return {
    source(resource: Resource, { name }: MetricEntry) {
      const metric = metrics[name];
      if (metric === undefined) return undefined;
      const shard = shardNames.indexOf(resource.group);
      const inShard = context.resources.filter(({ group }) => group === resource.group);
      const position = inShard.findIndex((node) => node.name === resource.name);
      const weight = 1 + parameters.skew * normal(stream(context.seed, `${context.name}/shard`), shard);
      const noise = stream(context.seed, `${context.name}/${resource.name}/${name}`);
      const spread = LEVELS.has(name) ? 0 : NOISE;
      const isCount = COUNTS.has(name);
      const limit = name.endsWith("cpu") ? PERCENT : Number.POSITIVE_INFINITY;
      return {
        day: (day) => {
          const { rate, datasetGib, hitRate } = load.day(day);
          const first = day * MINUTES_PER_DAY;
          const values = load.bySegment(day, (fit) => {
            if (shard >= fit.shards || position > fit.replicas) return () => Number.NaN;
            const node = fitOf({ shard, position, weight }, fit);
            return (i) => {
              const mean = metric(node, rate[i] ?? 0, datasetGib[i] ?? 0, hitRate[i] ?? 0);
              const value = spread === 0 ? mean : mean * (1 + spread * normal(noise, first + i));
              return isCount ? floor(value + uniform(noise, -first - i)) : min(limit, value);
            };
          });
          return sparse(values);
        },
      };
    },
    slowdown: (day) => {
      const { rate } = load.day(day);
      const fault = context.latencyFault(day);
      const values = load.bySegment(day, (fit) => {
        const primary = fitOf({ shard: 0, position: 0, weight: 1 }, fit);
        return (i) => table.mean(table.position(min(HIGHEST_RHO, engineBusy(parameters, primary, rate[i] ?? 0))));
      });
      return minutes((i) => (values[i] ?? 1) * (fault?.[i] ?? 1));
    },
    misses: (day) => {
      const { rate, hitRate } = load.day(day);
      return minutes((i) => (rate[i] ?? 0) * (1 - (hitRate[i] ?? 1)));
    },
  };
}

function commandShare({ readsOnReplicas }: RedisParameters, { position, weight }: Node, { shards, replicas }: Fit): number {
  const ofShard = weight / shards;
  if (replicas === 0) return ofShard;
  return position === 0 ? ofShard * (1 - readsOnReplicas) : (ofShard * readsOnReplicas) / replicas;
}

const engineBusy = ({ microsecondsPerCommand }: RedisParameters, node: NodeFit, rate: number): number =>
  min(1, IDLE_ENGINE + (rate * node.commands * microsecondsPerCommand) / 1e6);

function nodeMetrics(parameters: RedisParameters): Readonly<Record<string, NodeMetric>> {
  const heldGib = (node: NodeFit, datasetGib: number): number => min(datasetGib * node.data, node.capacityGib);
  const perMinute = (node: NodeFit, rate: number): number => rate * node.commands * SECONDS_PER_MINUTE;
  return {
    engine_cpu: (node, rate) => engineBusy(parameters, node, rate) * PERCENT,
    cpu: (node, rate) => ((engineBusy(parameters, node, rate) * (1 + OTHER_THREADS)) / node.vcpus) * PERCENT,
    capacity_used: (node, _rate, datasetGib) => (heldGib(node, datasetGib) / node.capacityGib) * PERCENT,
    bytes_used: (node, _rate, datasetGib) => Math.round(heldGib(node, datasetGib) * GIB),
    hits: (node, rate, _datasetGib, hitRate) => perMinute(node, rate) * hitRate,
    misses: (node, rate, _datasetGib, hitRate) => perMinute(node, rate) * (1 - hitRate),
    evictions: (node, rate, datasetGib) => perMinute(node, rate) * max(0, 1 - node.capacityGib / (datasetGib * node.data)),
    get_commands: (node, rate) => perMinute(node, rate),
    set_commands: (node, rate) => perMinute(node, rate) * WRITES_PER_LOOKUP,
    network_in: (node, rate) => perMinute(node, rate) * (BYTES_PER_REQUEST + WRITES_PER_LOOKUP * parameters.bytesPerCommand),
    network_out: (node, rate) => perMinute(node, rate) * parameters.bytesPerCommand,
  };
}

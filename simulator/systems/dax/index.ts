import { DAX, type MetricEntry, type Resource } from "../../../contract";
import { Lru } from "../../lru";
import { HIGHEST_RHO, queueTable } from "../../queue";
import { normal, stream, uniform } from "../../random";
import type { DaxParameters } from "../../scenario/systems";
import { type Day, MINUTES_PER_DAY, SECONDS_PER_MINUTE } from "../../time";
import { minutes, sparse } from "../block";
import { numberOf, type Segment, type System, type SystemContext, specOf, textOf } from "../system";

const { floor, max, min } = Math;

const DAYS_REMEMBERED = 512;
const PERCENT = 100;
const NOISE = 0.03;
/** Over this utilisation a node refuses requests. */
const THROTTLES_ABOVE = 0.95;
/** Share of a node's memory that holds items. */
const ITEM_MEMORY = 0.8;
const ITEM_BYTES = 1024;
/** A request names a table and a key. */
const REQUEST_BYTES = 128;

interface Cluster {
  readonly nodes: number;
  readonly capacityPerSecond: number;
  readonly itemGib: number;
}

/** DynamoDB Accelerator: every node holds the whole working set, reads spread over all, writes go through the primary. */
export function dax(context: SystemContext, parameters: DaxParameters): System {
  const demand = context.demand("demand", parameters.demand);
  const table = queueTable(parameters.queue, 8, context.seed);

  const clusterOf = (segment: Segment): Cluster => {
    const spec = specOf(DAX, textOf(segment, "node_type"));
    return {
      nodes: numberOf(segment, "nodes"),
      capacityPerSecond: spec.vcpus * parameters.requestsPerVcpu,
      itemGib: spec.memoryGib * ITEM_MEMORY,
    };
  };
  const fits = (cluster: Cluster): number => min(1, cluster.itemGib / parameters.workingSetGib);
  const hitRate = (cluster: Cluster): number => parameters.hitRate * fits(cluster) ** parameters.missExponent;
  const requests = (cluster: Cluster, rate: number, primary: boolean): number =>
    (rate * (1 - parameters.writeShare)) / cluster.nodes + (primary ? rate * parameters.writeShare : 0);
  const bySegment = (day: Day, value: (cluster: Cluster, minute: number) => number): Float64Array => {
    const values = new Float64Array(MINUTES_PER_DAY);
    for (const segment of context.settings(day)) {
      const cluster = clusterOf(segment);
      for (let i = segment.from; i < segment.to; i++) values[i] = value(cluster, i);
    }
    return values;
  };
  const misses = new Lru<Day, Float64Array>(DAYS_REMEMBERED, (day) => {
    const rate = demand.day(day);
    return bySegment(day, (cluster, i) => (rate[i] ?? 0) * (1 - parameters.writeShare) * (1 - hitRate(cluster)));
  });

  /** Of requests per second on one node: value a minute. */
  const metrics: Readonly<Record<string, (cluster: Cluster, perSecond: number) => number>> = {
    cpu: (cluster, perSecond) => min(1, 0.01 + perSecond / cluster.capacityPerSecond) * PERCENT,
    memory: (cluster) => min(1, parameters.workingSetGib / cluster.itemGib) * PERCENT,
    network_in: (_cluster, perSecond) => perSecond * SECONDS_PER_MINUTE * (REQUEST_BYTES + parameters.writeShare * ITEM_BYTES),
    network_out: (_cluster, perSecond) => perSecond * SECONDS_PER_MINUTE * (1 - parameters.writeShare) * ITEM_BYTES,
    requests: (_cluster, perSecond) => perSecond * SECONDS_PER_MINUTE,
    item_hits: (cluster, perSecond) => perSecond * SECONDS_PER_MINUTE * hitRate(cluster),
    item_misses: (cluster, perSecond) => perSecond * SECONDS_PER_MINUTE * (1 - hitRate(cluster)),
    evicted: (cluster, perSecond) => (fits(cluster) === 1 ? 0 : perSecond * SECONDS_PER_MINUTE * (1 - fits(cluster)) * ITEM_BYTES),
    throttled: (cluster, perSecond) => max(0, perSecond - THROTTLES_ABOVE * cluster.capacityPerSecond) * SECONDS_PER_MINUTE,
    errors: () => 0,
  };

  return {
    source(resource: Resource, { name }: MetricEntry) {
      const metric = metrics[name];
      if (metric === undefined) return undefined;
      const position = context.resources.findIndex((node) => node.name === resource.name);
      const noise = stream(context.seed, `${context.name}/${resource.name}/${name}`);
      const weight = 1 + parameters.skew * normal(stream(context.seed, `${context.name}/node`), position);
      const isLevel = name === "cpu" || name === "memory";
      return {
        day: (day) => {
          const rate = demand.day(day);
          const first = day * MINUTES_PER_DAY;
          const values = bySegment(day, (cluster, i) => {
            if (position >= cluster.nodes) return Number.NaN;
            const load = requests(cluster, rate[i] ?? 0, position === 0) * weight * (1 + NOISE * normal(noise, first + i));
            const value = metric(cluster, load);
            return isLevel ? value : floor(value + uniform(noise, -first - i));
          });
          return sparse(values);
        },
      };
    },
    slowdown: (day) => {
      const rate = demand.day(day);
      const fault = context.latencyFault(day);
      const values = bySegment(day, (cluster, i) => {
        const busy = requests(cluster, rate[i] ?? 0, true) / cluster.capacityPerSecond;
        return table.mean(table.position(min(HIGHEST_RHO, busy)));
      });
      return minutes((i) => (values[i] ?? 1) * (fault?.[i] ?? 1));
    },
    misses: (day) => misses.get(day),
  };
}

import { EC2, GIB, type MetricEntry, type Resource } from "../../../contract";
import { normal, type Stream, stream, uniform } from "../../random";
import type { GroupParameters } from "../../scenario/systems";
import { type Day, MINUTES_PER_DAY, SECONDS_PER_MINUTE } from "../../time";
import { type MinuteBlock, minutes, once } from "../block";
import { type MetricSource, numberOf, type Segment, type System, type SystemContext, specOf, textOf } from "../system";
import { balancerMetric } from "./balancer";
import { type GroupDay, GroupLoad } from "./load";
import { GroupResponses } from "./responses";
import { serviceMetric } from "./service";

const MIB_PER_GIB = 1024;
const PERCENT = 100;
/** Relative noise between one instance-minute and the next. */
const NOISE = 0.03;

/** Mean over a group's instances at one minute, from the load of a day. */
type PerInstance = (day: GroupDay, minute: number, instances: number) => number;

/** Instances behind one load balancer, one group per zone; their latency is that of a queue with as many servers as vCPUs. */
export function autoScalingGroup(context: SystemContext, parameters: GroupParameters): System {
  const load = new GroupLoad(context, parameters);
  const responses = new GroupResponses(context, parameters, load);
  const groups = context.resources.filter(({ scope }) => scope === "group");
  const perInstance = instanceMetrics(parameters);

  const groupSource = (resource: Resource, name: string): MetricSource | undefined => {
    const position = groups.findIndex((group) => group.name === resource.name);
    const inGroup = (total: number): number => Math.floor(total / groups.length) + (position < total % groups.length ? 1 : 0);
    if (name === "in_service") return { day: (day) => once(load.day(day).inService.map(inGroup)) };
    const metric = perInstance[name];
    if (metric === undefined) return undefined;
    const noise = stream(context.seed, `${context.name}/${resource.name}/${name}`);
    const limit = name === "cpu" || name === "memory" || name === "disk" ? PERCENT : Number.POSITIVE_INFINITY;
    const spread = name === "memory" || name === "disk" ? parameters.skew / 4 : parameters.skew;
    return { day: (day) => overInstances(load.day(day), day, metric, inGroup, { noise, limit, spread }) };
  };

  return {
    source(resource: Resource, entry: MetricEntry) {
      if (entry.scope === "group") return groupSource(resource, entry.name);
      if (/(load_balancer|target_group)$/.test(entry.scope))
        return balancerMetric({ context, parameters, load, responses, resource, entry });
      return serviceMetric({ context, parameters, load, responses, name: entry.name });
    },
    slowdown: (day) => load.day(day).busy.map((busy) => 1 / Math.max(0.05, 1 - busy)),
  };
}

function instanceMetrics(parameters: GroupParameters): Readonly<Record<string, PerInstance>> {
  const { memory, disk, network } = parameters;
  const perRequest =
    (amount: number): PerInstance =>
    (day, i, instances) =>
      ((day.rate[i] ?? 0) / instances) * SECONDS_PER_MINUTE * amount;
  const memoryGibOf = (segment: Segment): number => specOf(EC2, textOf(segment, "instance_type")).memoryGib;
  return {
    cpu: (day, i) => (day.busy[i] ?? 0) * PERCENT,
    network_in: perRequest(network.bytesInPerRequest),
    network_out: perRequest(network.bytesOutPerRequest),
    ebs_read_ops: perRequest(disk.readsPerRequest),
    ebs_write_ops: perRequest(disk.writesPerRequest),
    ebs_read_bytes: perRequest(disk.readsPerRequest * disk.bytesPerOperation),
    ebs_write_bytes: perRequest(disk.writesPerRequest * disk.bytesPerOperation),
    memory: (day, i, instances) => {
      const gib = memory.residentGib + ((day.rate[i] ?? 0) / instances) * (memory.mibPerRequestPerSecond / MIB_PER_GIB);
      return (gib / memoryGibOf(day.segmentAt(i))) * PERCENT;
    },
    disk: (day, i) => ((disk.usedGib * GIB) / (numberOf(day.segmentAt(i), "volume_size_gib") * GIB)) * PERCENT,
  };
}

/** Statistic set over the instances of one zone's group: one sample each a minute. */
function overInstances(
  load: GroupDay,
  day: Day,
  metric: PerInstance,
  inGroup: (total: number) => number,
  { noise, limit, spread }: { readonly noise: Stream; readonly limit: number; readonly spread: number },
): MinuteBlock {
  const first = day * MINUTES_PER_DAY;
  const count = load.inService.map(inGroup);
  const mean = minutes((i) =>
    Math.min(limit, metric(load, i, Math.max(1, load.inService[i] ?? 1)) * (1 + NOISE * normal(noise, first + i))),
  );
  const hottest = minutes((i) => Math.min(limit, (mean[i] ?? 0) * (1 + spread * (0.5 + 0.5 * uniform(noise, -first - i)))));
  const coolest = minutes((i) => (mean[i] ?? 0) * (1 - spread * 0.5));
  return { sum: minutes((i) => (mean[i] ?? 0) * (count[i] ?? 0)), min: coolest, max: hottest, count };
}

import type { MetricEntry, Resource } from "../../../contract";
import type { AuroraParameters } from "../../scenario/relational";
import type { Day } from "../../time";
import { minutes } from "../block";
import type { System, SystemContext } from "../system";
import { type Instances, instancesOf } from "./instances";
import { ClusterLoad } from "./load";
import { volumeSource } from "./volume";

/** Aurora: one writer, readers that share the reads, buffers in memory, one volume below. */
export function auroraCluster(context: SystemContext, parameters: AuroraParameters): System {
  const load = new ClusterLoad(context, parameters);
  const instances = instancesOf(context, parameters, load);
  return {
    source: (resource: Resource, { scope, name }: MetricEntry) =>
      scope === "cluster" ? volumeSource(context, parameters, load, instances.members, name) : instances.source(resource, name),
    slowdown: (day) => clusterSlowdown(context, load, instances, day),
  };
}

/** Response of the writer or of the first reader, whichever is slower. */
export function clusterSlowdown(context: SystemContext, load: ClusterLoad, { members, response }: Instances, day: Day): Float64Array {
  const fault = context.latencyFault(day);
  const writer = members.find(({ role }) => role === "writer");
  const firstReader = members.find(({ role }) => role === "failover_reader");
  const instances = [writer, firstReader].flatMap((member) => (member === undefined ? [] : [load.instance(member, day)]));
  return minutes((i) => Math.max(1, ...instances.map((at) => (Number.isNaN(at.busy[i]) ? 1 : response(at, i)))) * (fault?.[i] ?? 1));
}

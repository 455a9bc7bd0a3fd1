import type { MetricEntry, Resource } from "../../../contract";
import { normal, stream } from "../../random";
import type { AuroraGlobalParameters } from "../../scenario/relational";
import { type Day, MINUTES_PER_DAY, SECONDS_PER_MINUTE } from "../../time";
import { clusterSlowdown } from "../aurora-cluster";
import { instancesOf } from "../aurora-cluster/instances";
import { ClusterLoad } from "../aurora-cluster/load";
import { volumeSource } from "../aurora-cluster/volume";
import { minutes, sparse } from "../block";
import { holds, type MetricSource, type System, type SystemContext, segmentAt } from "../system";

const NOISE = 0.1;
/** What a failover would lose is as old as the lag at its worst moments, not on average. */
const RPO_PER_LAG = 1.6;
const PROGRESS_PER_LAG = 1.2;

/** A primary cluster as in one region, and in each further region a copy that applies its writes, later. */
export function auroraGlobal(context: SystemContext, parameters: AuroraGlobalParameters): System {
  const load = new ClusterLoad(context, parameters, parameters.secondary);
  const instances = instancesOf(context, parameters, load);
  const primary = instances.members.filter(({ role }) => role !== "secondary");

  /** Longer where the secondary is too busy to apply what comes; silent where there is no secondary. */
  const lag = (resource: Resource, name: string, factor: number): MetricSource => {
    const noise = stream(context.seed, `${context.name}/${resource.name}/${name}`);
    const member = instances.members.find(({ role, region }) => role === "secondary" && region === resource.region);
    return {
      day: (day) => {
        const at = member === undefined ? undefined : load.instance(member, day);
        const fault = context.latencyFault(day);
        return sparse(
          minutes((i) => {
            if (at === undefined || Number.isNaN(at.busy[i])) return Number.NaN;
            const drawn = Math.exp(NOISE * normal(noise, day * MINUTES_PER_DAY + i));
            return parameters.secondary.lagMs * factor * instances.response(at, i) * drawn * (fault?.[i] ?? 1);
          }),
        );
      },
    };
  };

  const copies = (day: Day): Float64Array => {
    const segments = context.settings(day);
    const regions = [
      ...new Set(context.resources.flatMap(({ scope, region }) => (scope === "secondary_cluster" && region ? [region] : []))),
    ];
    const known = new Map(
      segments.map((segment) => [segment, regions.filter((region) => holds(segment, "secondary_regions", region)).length]),
    );
    return minutes((i) => known.get(segmentAt(segments, i)) ?? 0);
  };
  /** A counter of events: nothing is published where nothing is replicated. */
  const replicated = (perWrite: number, times: (day: Day) => Float64Array): MetricSource => ({
    day: (day) => {
      const writes = load.writes.day(day);
      const targets = times(day);
      return sparse(minutes((i) => Math.round((writes[i] ?? 0) * SECONDS_PER_MINUTE * perWrite * (targets[i] ?? 0)) || Number.NaN));
    },
  });
  const toRegion =
    (region: string) =>
    (day: Day): Float64Array => {
      const segments = context.settings(day);
      return minutes((i) => (holds(segmentAt(segments, i), "secondary_regions", region) === true ? 1 : 0));
    };

  const onSecondaryCluster = (resource: Resource, name: string): MetricSource | undefined => {
    switch (name) {
      case "global_replication_lag":
        return lag(resource, name, 1);
      case "global_rpo_lag":
        return lag(resource, name, RPO_PER_LAG);
      case "global_progress_lag":
        return lag(resource, name, PROGRESS_PER_LAG);
      case "global_transfer":
        return replicated(parameters.secondary.bytesPerReplicatedWrite, toRegion(resource.region ?? ""));
      default:
        return undefined;
    }
  };

  return {
    source(resource: Resource, { scope, name }: MetricEntry) {
      if (scope === "secondary_cluster") return onSecondaryCluster(resource, name);
      if (scope !== "cluster") return instances.source(resource, name);
      return name === "global_replicated_writes"
        ? replicated(parameters.ioPerWrite, copies)
        : volumeSource(context, parameters, load, primary, name);
    },
    slowdown: (day) => clusterSlowdown(context, load, instances, day),
  };
}

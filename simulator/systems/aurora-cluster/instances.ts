import { GIB, type Resource } from "../../../contract";
import { HIGHEST_RHO, queueTables } from "../../queue";
import { normal, stream } from "../../random";
import type { AuroraParameters } from "../../scenario/relational";
import { MINUTES_PER_DAY } from "../../time";
import { minutes, sparse } from "../block";
import type { MetricSource, SystemContext } from "../system";
import { BUFFER_SHARE, type ClusterLoad, type InstanceDay, type Member, membersOf } from "./load";

const PERCENT = 100;
/** Memory of one backend, and of what runs beside the database. */
const CONNECTION_GIB = 10 / 1024;
const SYSTEM_GIB = 1.5;
/** Local storage is about twice the memory: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Managing.html */
const LOCAL_STORAGE_PER_MEMORY = 2;
const NOISE = 0.02;
/** These do not flicker beyond the load that they follow. */
const STEADY: ReadonlySet<string> = new Set(["cpu", "buffer_cache_hit_ratio", "free_local_storage"]);

/** Value of an instance's metric at one minute. */
type OnInstance = (at: InstanceDay, minute: number, session: number, member: Member) => number;

export interface Instances {
  readonly members: readonly Member[];
  /** @returns undefined for a metric that instances do not publish */
  source(resource: Resource, name: string): MetricSource | undefined;
  /** Response time relative to an idle instance. */
  response(at: InstanceDay, minute: number): number;
}

/** What the instances of a cluster publish, in whichever region they are. */
export function instancesOf(context: SystemContext, parameters: AuroraParameters, load: ClusterLoad): Instances {
  const members = membersOf(context.resources);
  const tableOf = queueTables(parameters.queue, context.seed);
  const response = (at: InstanceDay, minute: number): number => {
    const table = tableOf(at.specAt(minute).vcpus);
    return table.mean(table.position(Math.min(HIGHEST_RHO, at.busy[minute] ?? 0)));
  };
  const metrics = instanceMetrics(parameters, response);

  return {
    members,
    response,
    source(resource, name) {
      const member = members.find((known) => known.name === resource.name);
      const metric = metrics[name];
      if (member === undefined || metric === undefined) return undefined;
      const noise = stream(context.seed, `${context.name}/${resource.name}/${name}`);
      const limit = name === "cpu" || name === "buffer_cache_hit_ratio" ? PERCENT : Number.POSITIVE_INFINITY;
      const isLatency = name === "commit_latency";
      return {
        day: (day) => {
          const at = load.instance(member, day);
          const session = context.market.day(day).session;
          const fault = isLatency ? context.latencyFault(day) : undefined;
          const first = day * MINUTES_PER_DAY;
          const spread = STEADY.has(name) ? 0 : NOISE;
          return sparse(
            minutes((i) => {
              if (Number.isNaN(at.busy[i])) return Number.NaN;
              const value = metric(at, i, session[i] ?? 0, member) * (1 + spread * normal(noise, first + i)) * (fault?.[i] ?? 1);
              return Math.min(limit, name === "connections" ? Math.round(value) : value);
            }),
          );
        },
      };
    },
  };
}

function instanceMetrics(
  parameters: AuroraParameters,
  response: (at: InstanceDay, minute: number) => number,
): Readonly<Record<string, OnInstance>> {
  const { connections, bytesPerRead, bytesPerWrite } = parameters;
  const connectionsOf: OnInstance = (at, i, _session, { role, engine }) => {
    const { postgresMaxConnections, auroraMysqlMaxConnections } = at.specAt(i);
    const limit = engine === "mysql" ? auroraMysqlMaxConnections : postgresMaxConnections;
    // Whoever reads a copy holds connections to it; where nobody does, none are open.
    if (role === "secondary" && (at.reads[i] ?? 0) === 0) return 0;
    const pooled = connections.pooled * (role === "writer" ? connections.onWriter : 1 - connections.onWriter);
    return Math.min(limit, pooled + (at.busy[i] ?? 0) * at.specAt(i).vcpus * connections.perBusyVcpu);
  };
  return {
    cpu: (at, i) => (at.busy[i] ?? 0) * PERCENT,
    connections: connectionsOf,
    freeable_memory: (at, i, session, member) => {
      const { memoryGib } = at.specAt(i);
      const taken = memoryGib * BUFFER_SHARE + SYSTEM_GIB + connectionsOf(at, i, session, member) * CONNECTION_GIB;
      return Math.round(Math.max(memoryGib * 0.02, memoryGib - taken) * GIB);
    },
    free_local_storage: (at, i, session) =>
      Math.round(Math.max(0, at.specAt(i).memoryGib * LOCAL_STORAGE_PER_MEMORY - parameters.temporaryGib * (0.2 + 0.8 * session)) * GIB),
    buffer_cache_hit_ratio: (at, i) => (at.hitRatio[i] ?? 0) * PERCENT,
    network_in: (at, i) => ((at.reads[i] ?? 0) + (at.writes[i] ?? 0)) * bytesPerWrite,
    network_out: (at, i) => (at.reads[i] ?? 0) * bytesPerRead + (at.writes[i] ?? 0) * bytesPerWrite,
    commit_latency: (at, i, _session, { role }) => (role === "writer" ? parameters.commitMs * response(at, i) : Number.NaN),
    replica_lag: (at, i, _session, { role }) => (role === "writer" ? Number.NaN : parameters.replicaLagMs * response(at, i)),
  };
}

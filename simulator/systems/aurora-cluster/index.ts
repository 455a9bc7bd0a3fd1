import { GIB, type MetricEntry, type Resource } from "../../../contract";
import { HIGHEST_RHO, type QueueTable, queueTable } from "../../queue";
import { normal, stream, uniform } from "../../random";
import type { AuroraParameters } from "../../scenario/systems";
import { type Day, MINUTES_PER_DAY } from "../../time";
import { minutes, sparse } from "../block";
import type { MetricSource, System, SystemContext } from "../system";
import { BUFFER_SHARE, ClusterLoad, type InstanceDay, type Member, membersOf } from "./load";

const PERCENT = 100;
/** Memory of one PostgreSQL backend, and of what runs beside the database. */
const CONNECTION_GIB = 10 / 1024;
const SYSTEM_GIB = 1.5;
/** Local storage is about twice the memory: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Managing.html */
const LOCAL_STORAGE_PER_MEMORY = 2;
const VOLUME_EVERY_MINUTES = 5;
const VOLUME_SECONDS = 300;
/** All that is stored, relative to what is in use. */
const VOLUME_PER_WORKING_SET = 5;
const NOISE = 0.02;
/** These do not flicker beyond the load that they follow. */
const STEADY: ReadonlySet<string> = new Set(["cpu", "buffer_cache_hit_ratio", "free_local_storage"]);

/** Value of an instance's metric at one minute. */
type OnInstance = (at: InstanceDay, minute: number, session: number, member: Member) => number;

/** Aurora: one writer, readers that share the reads, buffers in memory, one volume below. */
export function auroraCluster(context: SystemContext, parameters: AuroraParameters): System {
  const load = new ClusterLoad(context, parameters);
  const members = membersOf(context.resources);
  const writer = members.find(({ role }) => role === "writer");
  const firstReader = members.find(({ role }) => role === "failover_reader");
  const tables = new Map<number, QueueTable>();
  const tableOf = (vcpus: number): QueueTable => {
    const table = tables.get(vcpus) ?? queueTable(parameters.queue, vcpus, context.seed);
    tables.set(vcpus, table);
    return table;
  };
  const response = (at: InstanceDay, minute: number): number => {
    const table = tableOf(at.specAt(minute).vcpus);
    return table.mean(table.position(Math.min(HIGHEST_RHO, at.busy[minute] ?? 0)));
  };
  const metrics = instanceMetrics(parameters, response);

  const onInstance = (resource: Resource, name: string): MetricSource | undefined => {
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
  };

  const onVolume = (name: string): MetricSource | undefined => {
    if (name === "volume_bytes") {
      const bytes = Math.round(parameters.workingSetGib * VOLUME_PER_WORKING_SET * GIB);
      return { day: () => sparse(minutes((i) => (i % VOLUME_EVERY_MINUTES === 0 ? bytes : Number.NaN))) };
    }
    const perSecond: Readonly<Record<string, (day: Day, minute: number) => number>> = {
      volume_read_iops: (day, i) =>
        members.reduce((sum, member) => {
          const at = load.instance(member, day);
          return Number.isNaN(at.busy[i]) ? sum : sum + (at.reads[i] ?? 0) * (1 - (at.hitRatio[i] ?? 1));
        }, 0),
      volume_write_iops: (day, i) => (load.writes.day(day)[i] ?? 0) * parameters.ioPerWrite,
    };
    const rate = perSecond[name];
    if (rate === undefined) return undefined;
    const noise = stream(context.seed, `${context.name}/${name}`);
    return {
      day: (day) =>
        sparse(
          minutes((i) => {
            if (i % VOLUME_EVERY_MINUTES !== 0) return Number.NaN;
            return Math.floor(rate(day, i) * VOLUME_SECONDS * (1 + NOISE * normal(noise, day * MINUTES_PER_DAY + i)) + uniform(noise, -i));
          }),
        ),
    };
  };

  return {
    source: (resource: Resource, { scope, name }: MetricEntry) => (scope === "cluster" ? onVolume(name) : onInstance(resource, name)),
    slowdown: (day) => {
      const fault = context.latencyFault(day);
      const instances = [writer, firstReader].flatMap((member) => (member === undefined ? [] : [load.instance(member, day)]));
      return minutes((i) => Math.max(1, ...instances.map((at) => (Number.isNaN(at.busy[i]) ? 1 : response(at, i)))) * (fault?.[i] ?? 1));
    },
  };
}

function instanceMetrics(
  parameters: AuroraParameters,
  response: (at: InstanceDay, minute: number) => number,
): Readonly<Record<string, OnInstance>> {
  const { connections, bytesPerRead, bytesPerWrite } = parameters;
  const connectionsOf: OnInstance = (at, i, _session, { role }) => {
    const pooled = connections.pooled * (role === "writer" ? connections.onWriter : 1 - connections.onWriter);
    return Math.min(at.specAt(i).postgresMaxConnections, pooled + (at.busy[i] ?? 0) * at.specAt(i).vcpus * connections.perBusyVcpu);
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

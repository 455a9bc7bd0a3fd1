import { GIB, type MetricEntry, type Resource } from "../../../contract";
import { HIGHEST_RHO, queueTables } from "../../queue";
import { normal, stream } from "../../random";
import type { RdsParameters } from "../../scenario/relational";
import { MINUTES_PER_DAY } from "../../time";
import { minutes, sparse } from "../block";
import { numberOf, type System, type SystemContext } from "../system";
import { type DiskDay, Disks } from "./disk";
import { type InstanceDay, type Member, membersOf, RdsLoad } from "./load";

const PERCENT = 100;
const MS_PER_SECOND = 1000;
/** PostgreSQL's shared buffers by RDS's default; the operating system's cache counts as freeable. */
const SHARED_BUFFERS = 0.25;
const SYSTEM_GIB = 1.5;
const CONNECTION_GIB = 10 / 1024;
/** Pages are swapped out once less than this share of memory is free. */
const SWAPS_UNDER = 0.05;
const IDLE_SWAP_BYTES = 1_048_576;
const NOISE = 0.02;
const STEADY: ReadonlySet<string> = new Set(["cpu", "free_storage", "swap", "ebs_io_balance", "ebs_byte_balance", "disk_queue_depth"]);

/** What a metric is made from at one minute. */
interface At {
  readonly member: Member;
  readonly instance: InstanceDay;
  readonly disk: DiskDay;
  readonly day: number;
  readonly i: number;
}

/** One instance with a volume, perhaps a standby that every write waits for, and read replicas. */
export function rdsInstance(context: SystemContext, parameters: RdsParameters): System {
  const load = new RdsLoad(context, parameters);
  const disks = new Disks(context, parameters, load);
  const members = membersOf(context.resources);
  const tableOf = queueTables(parameters.queue, context.seed);
  const response = ({ busy, specAt }: InstanceDay, i: number): number => {
    const table = tableOf(specAt(i).vcpus);
    return table.mean(table.position(Math.min(HIGHEST_RHO, busy[i] ?? 0)));
  };
  const metrics = metricsOf(context, parameters, response);

  return {
    source(resource: Resource, { name, cadenceSeconds }: MetricEntry) {
      const member = members.find((known) => known.name === resource.name);
      const metric = metrics[name];
      if (member === undefined || metric === undefined) return undefined;
      const noise = stream(context.seed, `${context.name}/${resource.name}/${name}`);
      const spread = STEADY.has(name) ? 0 : NOISE;
      const everyMinutes = cadenceSeconds / 60;
      return {
        day: (day) => {
          const instance = load.instance(member, day);
          const disk = disks.day(member, day);
          return sparse(
            minutes((i) => {
              if (i % everyMinutes !== 0 || Number.isNaN(instance.busy[i])) return Number.NaN;
              const value = metric({ member, instance, disk, day, i }) * (1 + spread * normal(noise, day * MINUTES_PER_DAY + i));
              return name === "connections" ? Math.round(value) : name === "cpu" ? Math.min(PERCENT, value) : value;
            }),
          );
        },
      };
    },
    slowdown: (day) => {
      const primary = members.find(({ replica }) => replica === undefined);
      if (primary === undefined) return minutes(() => 1);
      const instance = load.instance(primary, day);
      const { readMs } = disks.day(primary, day);
      return minutes((i) =>
        Number.isNaN(instance.busy[i]) ? 1 : response(instance, i) * Math.max(1, (readMs[i] ?? 0) / parameters.disk.operationMs),
      );
    },
  };
}

function metricsOf(
  context: SystemContext,
  parameters: RdsParameters,
  response: (instance: InstanceDay, minute: number) => number,
): Readonly<Record<string, (at: At) => number>> {
  const { connections, bytesPerRead, bytesPerWrite, disk: volume } = parameters;
  const connectionsOf = ({ member, instance, i }: At): number => {
    const spec = instance.specAt(i);
    const replicas = Math.max(1, numberOf(instance.segmentAt(i), "read_replicas"));
    const pooled = connections.pooled * (member.replica === undefined ? connections.onPrimary : (1 - connections.onPrimary) / replicas);
    // Repeating writes keeps a replica busy without a client.
    const statements = member.replica === undefined || (instance.reads[i] ?? 0) > 0 ? (instance.busy[i] ?? 0) * spec.vcpus : 0;
    return Math.min(spec.postgresMaxConnections, pooled + statements * connections.perBusyVcpu);
  };
  const freeGib = (at: At): number => {
    const { memoryGib } = at.instance.specAt(at.i);
    return memoryGib * (1 - SHARED_BUFFERS) - SYSTEM_GIB - connectionsOf(at) * CONNECTION_GIB;
  };
  const memoryGib = ({ instance, i }: At): number => instance.specAt(i).memoryGib;
  const stored = ({ day, i }: At): number =>
    parameters.storedGib + parameters.storedGibPerDay * (day - context.nowDay + i / MINUTES_PER_DAY);
  return {
    cpu: ({ instance, i }) => (instance.busy[i] ?? 0) * PERCENT,
    connections: connectionsOf,
    freeable_memory: (at) => Math.round(Math.max(memoryGib(at) * SWAPS_UNDER, freeGib(at)) * GIB),
    swap: (at) => IDLE_SWAP_BYTES + Math.round(Math.max(0, memoryGib(at) * SWAPS_UNDER - freeGib(at)) * GIB),
    free_storage: (at) => Math.round(Math.max(0, numberOf(at.instance.segmentAt(at.i), "allocated_storage_gib") - stored(at)) * GIB),
    read_iops: ({ disk, i }) => disk.reads[i] ?? 0,
    write_iops: ({ disk, i }) => disk.writes[i] ?? 0,
    read_throughput: ({ disk, i }) => (disk.reads[i] ?? 0) * volume.bytesPerOperation,
    write_throughput: ({ disk, i }) => (disk.writes[i] ?? 0) * volume.bytesPerOperation,
    read_latency: ({ disk, i }) => (disk.readMs[i] ?? 0) / MS_PER_SECOND,
    write_latency: ({ disk, i }) => (disk.writeMs[i] ?? 0) / MS_PER_SECOND,
    // Little: as many operations are under way as arrive while one takes its time.
    disk_queue_depth: ({ disk, i }) =>
      ((disk.reads[i] ?? 0) * (disk.readMs[i] ?? 0) + (disk.writes[i] ?? 0) * (disk.writeMs[i] ?? 0)) / MS_PER_SECOND,
    network_in: ({ instance, i }) => ((instance.reads[i] ?? 0) + (instance.writes[i] ?? 0)) * bytesPerWrite,
    network_out: ({ instance, i }) => (instance.reads[i] ?? 0) * bytesPerRead + (instance.writes[i] ?? 0) * bytesPerWrite,
    replica_lag: ({ member, instance, i }) =>
      member.replica === undefined ? Number.NaN : (parameters.replicaLagMs / MS_PER_SECOND) * response(instance, i),
    ebs_io_balance: ({ disk, i }) => disk.operationBalance[i] ?? 0,
    ebs_byte_balance: ({ disk, i }) => disk.byteBalance[i] ?? 0,
  };
}

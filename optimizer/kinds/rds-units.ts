import { DATABASE, type DatabaseSpec, GIB, type Resource } from "../../contract";
import type { ComponentHistory } from "../evidence/history";
import { countIn, type Settings, textIn } from "../evidence/settings";
import { mapTiers, maxTiers, productTiers, sumTiers, type Tiers, zip } from "../evidence/tiers";
import { UNPUBLISHED } from "./aurora-units";

/** Share of an instance's memory that RDS for PostgreSQL's default parameter group gives to shared buffers. */
export const SHARED_BUFFERS = 0.25;

export type RdsRole = "primary" | "replica";
export const CLASS_OF = { primary: "instance_class", replica: "replica_class" } as const satisfies Record<RdsRole, string>;

export const QUANTITIES = ["cores", "network", "connections", "operations", "throughput"] as const;
export type Quantity = (typeof QUANTITIES)[number];

/** What one instance asked for, whatever class it had then. */
export interface RdsUnit {
  readonly resource: Resource;
  readonly role: RdsRole;
  readonly own: Readonly<Record<Quantity, Tiers>>;
  /** What would go to the primary with its clients: nothing in a minute without a connection, for repeating writes needs no client. */
  readonly moving: Readonly<Record<Quantity, Tiers>>;
  /** Operations that read. */
  readonly reads: Tiers;
  /** Bytes in use, shared buffers included, and those outside of them. */
  readonly resident: Tiers;
  readonly outsideBuffers: Tiers;
  /** Of those, what its clients would take along at worst. */
  readonly movingOutside: Tiers;
}

/** Demand of one instance, from its utilisation and the class that it had at the time. */
export function readUnit(history: ComponentHistory, resource: Resource): RdsUnit {
  const role: RdsRole = resource.role === "replica" ? "replica" : "primary";
  const then = (f: (spec: DatabaseSpec) => number): Tiers => history.capacity.over(history.grids, (settings) => f(specOf(settings, role)));
  const judged = (metric: string): Tiers => history.judged(resource, metric, "Average", "Maximum");
  const highest = (metric: string): Tiers => history.read({ resource, metric, statistic: "Maximum" });
  const memory = then(({ memoryGib }) => memoryGib * GIB);
  const resident = zip(memory, history.read({ resource, metric: "freeable_memory", statistic: "Minimum" }), (all, free) => all - free);
  const reads = judged("read_iops");
  const readBytes = highest("read_throughput");
  const same = {
    cores: productTiers(
      judged("cpu"),
      then(({ vcpus }) => vcpus),
    ),
    network: maxTiers([judged("network_in"), judged("network_out")]),
    connections: judged("connections"),
  };
  // Where the buffers are not full it cannot be told what lies outside of them: taken as the share that it has when they are.
  const outsideBuffers = zip(resident, memory, (used, all) =>
    used >= SHARED_BUFFERS * all ? used - SHARED_BUFFERS * all : (1 - SHARED_BUFFERS) * used,
  );
  const withClients = (quantity: Tiers): Tiers => zip(quantity, same.connections, (value, open) => (open === 0 ? 0 : value));
  return {
    resource,
    role,
    own: {
      ...same,
      operations: sumTiers([reads, judged("write_iops")]),
      throughput: sumTiers([readBytes, highest("write_throughput")]),
    },
    moving: {
      cores: withClients(same.cores),
      network: withClients(same.network),
      connections: same.connections,
      operations: withClients(reads),
      throughput: withClients(readBytes),
    },
    reads,
    resident,
    outsideBuffers,
    movingOutside: withClients(outsideBuffers),
  };
}

/** Capacity of a role's class. */
export const specOf = (settings: Settings, role: RdsRole): DatabaseSpec => DATABASE.get(textIn(settings, CLASS_OF[role])) ?? UNPUBLISHED;

/**
 * Of all replicas together, at worst: as many of the hottest as there were. Where there were none it is nothing; where those that were
 * there are no longer measured it is not known.
 * @param gone what those count for: 0 where what is left may veto, and never permit. @default not known
 */
export function ofAllReplicas(history: ComponentHistory, replicas: readonly Tiers[], gone = Number.NaN): Tiers {
  const then = history.capacity.over(history.grids, (settings) => countIn(settings, "read_replicas"));
  if (replicas.length === 0) return mapTiers(then, (count) => (count === 0 ? 0 : gone));
  return zip(maxTiers(replicas), then, (hottest, count) => (count === 0 ? 0 : hottest * count));
}

import { DATABASE, type DatabaseSpec, type Engine, GIB, type Resource } from "../../contract";
import type { ComponentHistory } from "../evidence/history";
import { type Settings, textIn } from "../evidence/settings";
import { maxTiers, productTiers, type Tiers, zip } from "../evidence/tiers";
import { largest, quantile } from "../statistics";
import { ladderOf, rungsBetween } from "./ladder";
import type { LimitCheck } from "./model";

/** Share of an instance's memory that the default parameter groups of both engines give to their buffers: shared_buffers, innodb_buffer_pool_size. */
export const SHARED_BUFFERS = 0.75;
/** Buffer hit ratio from which on the buffers hold what is read again. */
const WARM_HIT_RATIO = 0.99;

export const ROLES = ["writer", "failover_reader", "reader"] as const;
export type Role = (typeof ROLES)[number];
/** With those of a global database's copies in further regions. */
export type AnyRole = Role | "secondary";
export const CLASS_OF = {
  writer: "writer_class",
  failover_reader: "failover_reader_class",
  reader: "reader_class",
  secondary: "secondary_class",
} as const satisfies Record<AnyRole, string>;

/** What one instance asked for, whatever class it had then. */
export interface Unit {
  readonly resource: Resource;
  readonly role: AnyRole;
  readonly cores: Tiers;
  readonly network: Tiers;
  readonly connections: Tiers;
  /** Bytes in use, shared buffers included, and those outside of them. */
  readonly resident: Tiers;
  readonly outsideBuffers: Tiers;
  readonly residentPeakBytes: number;
  /** What all but the violation budget of the intervals reach. */
  readonly bufferHitRatio: number;
  readonly localStorageBytes: { readonly mostFree: number; readonly leastFree: number };
}

/** Demand of one instance, from its utilisation and the class that it had at the time. */
export function readUnit(history: ComponentHistory, resource: Resource, role: AnyRole): Unit {
  const then = (f: (spec: DatabaseSpec) => number): Tiers => history.capacity.over(history.grids, (settings) => f(specOf(settings, role)));
  const judged = (metric: string): Tiers => history.judged(resource, metric, "Average", "Maximum");
  const memory = then(({ memoryGib }) => memoryGib * GIB);
  const resident = zip(memory, history.read({ resource, metric: "freeable_memory", statistic: "Minimum" }), (all, free) => all - free);
  const freeStorage = valuesOf(history.read({ resource, metric: "free_local_storage", statistic: "Minimum" }));
  const hitRatios = valuesOf(history.read({ resource, metric: "buffer_cache_hit_ratio", statistic: "Average" }));
  return {
    resource,
    role,
    residentPeakBytes: Math.max(...resident.map(({ values }) => largest(values))),
    bufferHitRatio: quantile(hitRatios, history.policy.guards.violationBudget),
    localStorageBytes: { mostFree: largest(freeStorage), leastFree: -largest(freeStorage.map((value) => -value)) },
    cores: coresOf(history, resource, role),
    network: maxTiers([judged("network_in"), judged("network_out")]),
    connections: judged("connections"),
    resident,
    // Where the buffers are not full it cannot be told what lies outside of them: taken as the share that it has when they are.
    outsideBuffers: zip(resident, memory, (used, all) =>
      used >= SHARED_BUFFERS * all ? used - SHARED_BUFFERS * all : (1 - SHARED_BUFFERS) * used,
    ),
  };
}

const valuesOf = (tiers: Tiers): Float64Array => {
  const all = new Float64Array(tiers.reduce((length, { values }) => length + values.length, 0));
  let offset = 0;
  for (const { values } of tiers) {
    all.set(values, offset);
    offset += values.length;
  }
  return all;
};

/** By promotion tier, which follows the names' order: the reader whose name says so takes over first, else the first of all. */
export function rolesOf(instances: readonly Resource[]): (resource: Resource) => Role {
  const readers = instances.filter(({ role }) => role !== "writer");
  const failover = readers.find(({ name }) => name.includes("failover")) ?? readers[0];
  return (resource) => (resource.role === "writer" ? "writer" : resource === failover ? "failover_reader" : "reader");
}

/** Roles that instances have where there are so many readers: the only reader is the failover reader. */
export const rolesLeft = (readers: number): readonly Role[] => (readers > 1 ? ROLES : ROLES.filter((role) => role !== "reader"));

/** Cores that one instance kept busy, whatever class it had then. */
export const coresOf = (history: ComponentHistory, resource: Resource, role: AnyRole): Tiers =>
  productTiers(
    history.judged(resource, "cpu", "Average", "Maximum"),
    history.capacity.over(history.grids, (settings) => specOf(settings, role).vcpus),
  );

/** Capacity of a role's class. */
export function specOf(settings: Settings, role: AnyRole): DatabaseSpec {
  const type = textIn(settings, CLASS_OF[role]);
  return DATABASE.get(type) ?? UNPUBLISHED;
}

/** Connections that an instance of a class takes by its engine's default parameter group; PostgreSQL where the inventory names no engine. */
export const maxConnections = (spec: DatabaseSpec, engine: Engine | undefined): number =>
  engine === "mysql" ? spec.auroraMysqlMaxConnections : spec.postgresMaxConnections;

/** A class that the catalog does not know has no capacity that could be relied on. */
export const UNPUBLISHED: DatabaseSpec = {
  type: "",
  vcpus: Number.NaN,
  memoryGib: Number.NaN,
  networkGbps: Number.NaN,
  postgresMaxConnections: Number.NaN,
  auroraMysqlMaxConnections: Number.NaN,
  ebsIops: Number.NaN,
  ebsMbps: Number.NaN,
  hyperThreaded: false,
};

/** What is resident fits whole, or the buffers shrink by one rung at most while nearly every read still hits them. */
export function workingSet(history: ComponentHistory, unit: Unit, to: Settings): LimitCheck {
  const { residentPeakBytes, bufferHitRatio, resource } = unit;
  const bytes = specOf(to, unit.role).memoryGib * GIB;
  const ladder = ladderOf(history.definition, CLASS_OF[unit.role]);
  const rungs = rungsBetween(ladder, textIn(history.current, CLASS_OF[unit.role]), textIn(to, CLASS_OF[unit.role]));
  const numbers = { residentGib: gib(residentPeakBytes), targetGib: gib(bytes), bufferHitRatio, rungs };
  const what = `working set of ${resource.name}`;
  if (rungs <= 0) return { pass: true, reason: `${what}: no less memory`, numbers };
  if (residentPeakBytes <= bytes * history.policy.guards.maxMemoryUse)
    return { pass: true, reason: `${what}: resident memory fits whole`, numbers };
  if (rungs === 1 && bufferHitRatio >= WARM_HIT_RATIO)
    return { pass: true, reason: `${what}: one size down, and buffer hits are the rule`, numbers };
  const story = `${numbers.residentGib} GiB resident do not fit ${numbers.targetGib} GiB; ${Number.isFinite(rungs) ? `${rungs} ${rungs === 1 ? "size" : "sizes"} down` : "another family,"} with a buffer hit ratio of ${bufferHitRatio.toFixed(3)}`;
  return { pass: false, reason: `${what}: ${story}`, numbers };
}

/** Local storage for sorts and temporary tables scales with the class; its largest use must fit the target's share. */
export function localStorage(history: ComponentHistory, { resource, role, localStorageBytes }: Unit, to: Settings): LimitCheck {
  const { mostFree, leastFree } = localStorageBytes;
  const share = specOf(to, role).memoryGib / specOf(history.current, role).memoryGib;
  const numbers = { usedGib: gib(mostFree - leastFree), targetGib: gib(mostFree * share) };
  return {
    pass: share >= 1 || numbers.usedGib <= numbers.targetGib * history.policy.guards.maxMemoryUse,
    reason: `local storage of ${resource.name}: at most ${numbers.usedGib} GiB used, the target's share is ${numbers.targetGib} GiB`,
    numbers,
  };
}

const gib = (bytes: number): number => Math.round((bytes / GIB) * 10) / 10;

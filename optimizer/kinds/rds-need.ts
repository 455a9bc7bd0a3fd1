import { GIB, MIB } from "../../contract";
import type { ComponentHistory } from "../evidence/history";
import { countIn, type Settings } from "../evidence/settings";
import { maxTiers, scaleTiers, sumTiers, type Tiers, zip } from "../evidence/tiers";
import { memo } from "../memo";
import type { Dimension } from "./model";
import { ofAllReplicas, type Quantity, type RdsRole, type RdsUnit, SHARED_BUFFERS, specOf } from "./rds-units";
import { volumeSpeed } from "./rds-volume";
import { bytesPerSecond, cpuCeiling, statisticOf } from "./reading";

/** Dimensions of an instance beside its memory, and what of it each is a demand on. */
const DIMENSIONS = [
  ["cpu", "cores"],
  ["network", "network"],
  ["connections", "connections"],
  ["EBS IOPS", "operations"],
  ["EBS throughput", "throughput"],
] as const satisfies readonly (readonly [string, Quantity])[];

/** What the instances of a database have to do, and which share of what they can do that is. */
export interface RdsNeed {
  readonly unitsOf: (role: RdsRole) => readonly RdsUnit[];
  /** Demand of the hottest instance of a role; of the primary with the load of all replicas where none is left. */
  readonly demand: (role: RdsRole, quantity: Quantity, left: number) => Tiers;
  /** @param left replicas that serve */
  readonly dimensions: (settings: Settings, roles: readonly RdsRole[], left: number) => readonly Dimension[];
  readonly memory: (settings: Settings) => Dimension;
}

/** @param recent the window's own history, where the history is of the hours before it */
export function rdsNeed(history: ComponentHistory, recent: ComponentHistory, units: readonly RdsUnit[]): RdsNeed {
  const { guards } = history.policy;
  const primaries = units.filter(({ role }) => role === "primary");
  const replicas = units.filter(({ role }) => role === "replica");
  const replicasThen = history.capacity.over(history.grids, (settings) => countIn(settings, "read_replicas"));

  const gone = recent === history ? Number.NaN : 0;
  const movingTotal = memo((quantity: Quantity) =>
    ofAllReplicas(
      history,
      replicas.map(({ moving }) => moving[quantity]),
      gone,
    ),
  );
  /** Of the primary with the clients of all replicas. */
  const alone = memo((quantity: Quantity) => sumTiers([maxTiers(primaries.map(({ own }) => own[quantity])), movingTotal(quantity)]));
  const primaryOutside = (): Tiers =>
    sumTiers([
      maxTiers(primaries.map(({ outsideBuffers }) => outsideBuffers)),
      ofAllReplicas(
        history,
        replicas.map(({ movingOutside }) => movingOutside),
        gone,
      ),
    ]);

  const demand = (role: RdsRole, quantity: Quantity, left: number): Tiers => {
    if (role === "primary") return left === 0 ? alone(quantity) : maxTiers(primaries.map(({ own }) => own[quantity]));
    return zip(maxTiers(replicas.map(({ own }) => own[quantity])), replicasThen, (value, then) => (value * then) / left);
  };

  const capacity = (settings: Settings, role: RdsRole): Readonly<Record<Quantity, number>> => {
    const spec = specOf(settings, role);
    const volume = volumeSpeed(settings);
    return {
      cores: spec.vcpus,
      network: bytesPerSecond(spec.networkGbps),
      connections: spec.postgresMaxConnections,
      operations: Math.min(spec.ebsIops, volume.iops),
      throughput: Math.min((spec.ebsMbps * 1e6) / 8, volume.mibps * MIB),
    };
  };

  const ceilings = {
    cpu: cpuCeiling(history, { hyperThreaded: false }),
    network: guards.cpuCeiling,
    connections: guards.maxConnectionShare,
    "EBS IOPS": guards.cpuCeiling,
    "EBS throughput": guards.cpuCeiling,
  };

  const dimensions = (settings: Settings, roles: readonly RdsRole[], left: number): readonly Dimension[] => {
    const capacities = new Map(roles.map((role) => [role, capacity(settings, role)]));
    return DIMENSIONS.map(([name, quantity]) => ({
      name,
      need: maxTiers(
        roles
          .filter((role) => unitsOf(role).length > 0)
          .map((role) => scaleTiers(demand(role, quantity, left), 1 / (capacities.get(role)?.[quantity] ?? Number.NaN))),
      ),
      ceiling: ceilings[name],
      statistic: quantity === "throughput" ? statisticOf(history, "Maximum", "Maximum") : statisticOf(history, "Average", "Maximum"),
    }));
  };
  const unitsOf = (role: RdsRole): readonly RdsUnit[] => (role === "primary" ? primaries : replicas);

  /** Resident memory carries over whole, but for shared buffers, which are a share of the class. */
  const memory = (settings: Settings): Dimension => {
    const left = countIn(settings, "read_replicas");
    const of = (resident: Tiers, outside: Tiers, role: RdsRole): Tiers => {
      const bytes = specOf(settings, role).memoryGib * GIB;
      return zip(resident, outside, (all, beside) => Math.min(all / bytes, beside / (bytes * (1 - SHARED_BUFFERS))));
    };
    const primary =
      left === 0
        ? scaleTiers(primaryOutside(), 1 / (specOf(settings, "primary").memoryGib * GIB * (1 - SHARED_BUFFERS)))
        : maxTiers(primaries.map(({ resident, outsideBuffers }) => of(resident, outsideBuffers, "primary")));
    const others = left === 0 ? [] : replicas.map(({ resident, outsideBuffers }) => of(resident, outsideBuffers, "replica"));
    return {
      name: "memory",
      need: maxTiers([primary, ...others]),
      ceiling: guards.maxMemoryUse,
      statistic: statisticOf(history, "Minimum", "Minimum"),
    };
  };

  return { unitsOf, demand, dimensions, memory };
}

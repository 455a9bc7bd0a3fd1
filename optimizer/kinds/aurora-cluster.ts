import { DATABASE, type DatabaseSpec, GIB, type Resource } from "../../contract";
import type { ComponentHistory } from "../evidence/history";
import { countIn, type Settings, textIn } from "../evidence/settings";
import { mapTiers, maxTiers, sumTiers, type Tiers, zip } from "../evidence/tiers";
import { bill, unitHours } from "../money";
import {
  CLASS_OF,
  localStorage,
  ROLES,
  type Role,
  readUnit,
  SHARED_BUFFERS,
  specOf,
  UNPUBLISHED,
  type Unit,
  workingSet,
} from "./aurora-units";
import { sameFamily } from "./family";
import { halvings, ladderOf, rungAbove, rungsBetween, withValues } from "./ladder";
import type { Dimension, FailureCase, KindModel, LimitCheck, Study } from "./model";
import { bytesPerSecond, cpuCeiling, judgedRefs, lastAtLeast, latest, statisticOf } from "./reading";

const METRICS = [
  ["cpu", "Average", "Maximum"],
  ["connections", "Average", "Maximum"],
  ["network_in", "Average", "Maximum"],
  ["network_out", "Average", "Maximum"],
  ["freeable_memory", "Minimum", "Minimum"],
  ["free_local_storage", "Minimum", "Minimum"],
  ["buffer_cache_hit_ratio", "Average", "Average"],
] as const;

/** Aurora PostgreSQL: one class per instance; the reader in promotion tier 0 takes over from the writer. */
export const auroraCluster: KindModel = {
  kind: "aurora-cluster",
  together: [],
  precedence: ["reader_class", "readers", "writer_class", "failover_reader_class"],
  study,
};

function study(history: ComponentHistory): Study {
  const { current, definition, policy } = history;
  const instances = history.scoped("instance");
  const failover = failoverReader(instances);
  const roleOf = (resource: Resource): Role =>
    resource.role === "writer" ? "writer" : resource === failover ? "failover_reader" : "reader";
  const units = instances.map((resource) => readUnit(history, resource, roleOf(resource)));
  const readersThen = history.capacity.over(history.grids, (settings) => countIn(settings, "readers"));
  const ladder = ladderOf(definition, "writer_class");

  /** Demand of one role's instance; reads spread over fewer or more readers than there were. */
  const demand = (unit: Unit, quantity: Tiers, readers: number): Tiers =>
    unit.role === "writer" ? quantity : zip(quantity, readersThen, (value, then) => (value * then) / readers);

  const need = (settings: Settings): readonly Dimension[] => {
    const readers = countIn(settings, "readers");
    const perUnit = (quantity: (unit: Unit) => Tiers, capacity: (spec: DatabaseSpec) => number): Tiers =>
      maxTiers(
        units.map((unit) => {
          const spec = specOf(settings, unit.role);
          return mapTiers(demand(unit, quantity(unit), readers), (value) => value / capacity(spec));
        }),
      );
    const memory = maxTiers(
      units.map((unit) => {
        const bytes = specOf(settings, unit.role).memoryGib * GIB;
        return zip(unit.resident, unit.outsideBuffers, (all, outside) => Math.min(all / bytes, outside / (bytes * (1 - SHARED_BUFFERS))));
      }),
    );
    return dimensionsOf(history, {
      cpu: perUnit(
        ({ cores }) => cores,
        ({ vcpus }) => vcpus,
      ),
      network: perUnit(
        ({ network }) => network,
        ({ networkGbps }) => bytesPerSecond(networkGbps),
      ),
      connections: perUnit(
        ({ connections }) => connections,
        ({ postgresMaxConnections }) => postgresMaxConnections,
      ),
      memory,
    });
  };

  const afterFailure = (settings: Settings): readonly FailureCase[] => {
    const readers = countIn(settings, "readers");
    const writers = units.filter(({ role }) => role === "writer");
    const targets = units.filter(({ role }) => role === "failover_reader");
    const spec = specOf(settings, "failover_reader");
    const carried = (quantity: (unit: Unit) => Tiers, capacity: number): Tiers =>
      mapTiers(
        sumTiers([...writers.map(quantity), ...targets.map((unit) => demand(unit, quantity(unit), readers))]),
        (value) => value / capacity,
      );
    const promoted: FailureCase = {
      name: "the writer is lost: the failover reader carries its load and its own reads",
      dimensions: dimensionsOf(history, {
        cpu: carried(({ cores }) => cores, spec.vcpus),
        network: carried(({ network }) => network, bytesPerSecond(spec.networkGbps)),
        connections: carried(({ connections }) => connections, spec.postgresMaxConnections),
      }),
    };
    if (readers < 2) return [promoted];
    const lost: FailureCase = {
      name: `one of ${readers} readers is lost: the others carry its reads`,
      dimensions: need(withValues(settings, { readers: readers - 1 })).filter(({ name }) => name !== "memory"),
    };
    return [promoted, lost];
  };

  const limits = (to: Settings): readonly LimitCheck[] => [
    ...ROLES.map((role) => sameFamily(DATABASE, textIn(current, CLASS_OF[role]), textIn(to, CLASS_OF[role]))),
    failoverKeepsUp(ladder, to),
    ...units.flatMap((unit) => [workingSet(history, unit, to), localStorage(history, unit, to)]),
  ];

  return {
    rests: judgedRefs(history, instances, METRICS),
    saturation: latest(
      instances.map((resource) =>
        lastAtLeast(history.judged(resource, "cpu", "Average", "Maximum"), policy.guards.saturatedAt, `CPU of ${resource.name}`),
      ),
    ),
    need,
    afterFailure,
    queues: (settings) =>
      ROLES.flatMap((role) => {
        const ofRole = units.filter((unit) => unit.role === role);
        if (ofRole.length === 0) return [];
        const { vcpus } = specOf(settings, role);
        const readers = countIn(settings, "readers");
        return [
          {
            servers: vcpus,
            utilization: maxTiers(ofRole.map((unit) => mapTiers(demand(unit, unit.cores, readers), (value) => value / vcpus))),
          },
        ];
      }),
    limits,
    rungsDown: (to) =>
      Math.max(
        halvings(countIn(current, "readers"), countIn(to, "readers")),
        ...ROLES.map((role) => rungsBetween(ladder, textIn(current, CLASS_OF[role]), textIn(to, CLASS_OF[role]))),
      ),
    cost: (settings) => {
      const mode = textIn(settings, "storage_type") === "aurora-iopt1" ? "io-optimized" : "standard";
      const units = { writer: 1, failover_reader: 1, reader: countIn(settings, "readers") - 1 } as const;
      return bill(
        ROLES.filter((role) => units[role] > 0).map((role) => {
          const type = textIn(settings, CLASS_OF[role]);
          const item = `Aurora ${role.replace("_", " ")}, ${units[role]} × ${type}`;
          return { item, priceKey: `aurora:${type}:${mode}`, quantity: unitHours(units[role]), unit: "hour" };
        }),
        history.prices,
      );
    },
    stepUp: () => {
      const raised = ROLES.flatMap((role) => {
        const above = rungAbove(ladder, textIn(current, CLASS_OF[role]));
        return above === undefined ? [] : [[CLASS_OF[role], above] as const];
      });
      return raised.length === 0 ? undefined : withValues(current, Object.fromEntries(raised));
    },
  };
}

/** The reader whose name says so, else the first: promotion tiers follow the names' order. */
function failoverReader(instances: readonly Resource[]): Resource | undefined {
  const readers = instances.filter(({ role }) => role !== "writer");
  return readers.find(({ name }) => name.includes("failover")) ?? readers[0];
}

const STATISTICS = { cpu: "Average", network: "Average", connections: "Average", memory: "Minimum" } as const;

function dimensionsOf(history: ComponentHistory, needs: Readonly<Partial<Record<keyof typeof STATISTICS, Tiers>>>): readonly Dimension[] {
  const { guards } = history.policy;
  const ceiling = {
    cpu: cpuCeiling(history, UNPUBLISHED),
    network: guards.cpuCeiling,
    connections: guards.maxConnectionShare,
    memory: guards.maxMemoryUse,
  };
  return (["cpu", "network", "connections", "memory"] as const).flatMap((name) => {
    const need = needs[name];
    const statistic = name === "memory" ? statisticOf(history, "Minimum", "Minimum") : statisticOf(history, STATISTICS[name], "Maximum");
    return need === undefined ? [] : [{ name, need, ceiling: ceiling[name], statistic }];
  });
}

function failoverKeepsUp(ladder: readonly string[], to: Settings): LimitCheck {
  const writer = textIn(to, "writer_class");
  const failover = textIn(to, "failover_reader_class");
  const pass = rungsBetween(ladder, writer, failover) <= 0;
  return {
    pass,
    reason: `the failover reader (${failover}) is ${pass ? "no smaller" : "smaller"} than the writer (${writer})`,
    numbers: {},
  };
}

import { DATABASE, type DatabaseSpec } from "../../contract";
import type { ComponentHistory } from "../evidence/history";
import { countIn, type Settings, textIn } from "../evidence/settings";
import { maxTiers, scaleTiers, sumTiers, type Tiers, zip } from "../evidence/tiers";
import { bill, unitHours } from "../money";
import { dimensionsOf, INSTANCE_METRICS, memoryNeed } from "./aurora-need";
import { unitSaturation } from "./aurora-saturation";
import {
  CLASS_OF,
  localStorage,
  maxConnections,
  ROLES,
  type Role,
  readUnit,
  rolesLeft,
  rolesOf,
  specOf,
  type Unit,
  workingSet,
} from "./aurora-units";
import { sameFamily } from "./family";
import { fewerUnits, halvings, ladderOf, rangeOf, rungAbove, rungsBetween, withValues } from "./ladder";
import type { Dimension, FailureCase, LimitCheck, Study } from "./model";
import { bytesPerSecond, judgedRefs, latest } from "./reading";

/**
 * Writer and readers of one region, of either engine: one class per instance; the reader in promotion tier 0 takes over from the writer,
 * and where no reader is left the reader endpoint leads to the writer.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Endpoints.Reader.html
 * @param priceKeyOf of an hour of a class
 */
export function primaryStudy(history: ComponentHistory, priceKeyOf: (type: string, settings: Settings) => string): Study {
  const { current, definition, policy } = history;
  const instances = history.scoped("instance");
  const roleOf = rolesOf(instances);
  const units = instances.map((resource) => readUnit(history, resource, roleOf(resource)));
  const engine = instances[0]?.engine;
  const readersThen = history.capacity.over(history.grids, (settings) => countIn(settings, "readers"));
  const ladder = ladderOf(definition, "writer_class");

  const readerUnits = units.filter(({ role }) => role !== "writer");

  /** Demand of one role's instance; reads spread over fewer or more readers than there were, and which of them go is not known: the hottest stays. */
  const demand = (unit: Unit, quantity: (unit: Unit) => Tiers, readers: number): Tiers => {
    if (unit.role === "writer") return quantity(unit);
    const own = readers < countIn(current, "readers") ? maxTiers(readerUnits.map(quantity)) : quantity(unit);
    return zip(own, readersThen, (value, then) => (value * then) / readers);
  };
  const serving = (readers: number): readonly Unit[] => {
    const left = rolesLeft(readers);
    return units.filter((unit) => left.some((role) => role === unit.role));
  };

  const need = (settings: Settings): readonly Dimension[] => {
    const readers = countIn(settings, "readers");
    const perUnit = (quantity: (unit: Unit) => Tiers, capacity: (spec: DatabaseSpec, unit: Unit) => number): Tiers =>
      maxTiers(
        serving(readers).map((unit) => scaleTiers(demand(unit, quantity, readers), 1 / capacity(specOf(settings, unit.role), unit))),
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
        (spec, { resource }) => maxConnections(spec, resource.engine),
      ),
      memory: maxTiers(serving(readers).map((unit) => memoryNeed(unit, settings))),
    });
  };

  const afterFailure = (settings: Settings): readonly FailureCase[] => {
    const readers = countIn(settings, "readers");
    /** The load of all of the cluster that an instance of a role carries alone. */
    const carriedBy = (role: Role): readonly Dimension[] => {
      const spec = specOf(settings, role);
      const carried = (quantity: (unit: Unit) => Tiers, capacity: number): Tiers =>
        scaleTiers(sumTiers(units.filter((unit) => unit.role !== "reader").map((unit) => demand(unit, quantity, readers))), 1 / capacity);
      return dimensionsOf(history, {
        cpu: carried(({ cores }) => cores, spec.vcpus),
        network: carried(({ network }) => network, bytesPerSecond(spec.networkGbps)),
        connections: carried(({ connections }) => connections, maxConnections(spec, engine)),
      });
    };
    const promoted: FailureCase = {
      name: "the writer is lost: the failover reader carries its load and its own reads",
      dimensions: carriedBy("failover_reader"),
    };
    const lost: FailureCase =
      readers < 2
        ? { name: "the only reader is lost: its endpoint leads to the writer, which carries its reads", dimensions: carriedBy("writer") }
        : {
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
    rests: judgedRefs(history, instances, INSTANCE_METRICS),
    saturation: latest(units.map((unit) => unitSaturation(history, unit))),
    need,
    afterFailure,
    queues: (settings) =>
      ROLES.flatMap((role) => {
        const readers = countIn(settings, "readers");
        const ofRole = serving(readers).filter((unit) => unit.role === role);
        if (ofRole.length === 0) return [];
        const { vcpus } = specOf(settings, role);
        const busy = maxTiers(ofRole.map((unit) => demand(unit, ({ cores }) => cores, readers)));
        return [{ servers: vcpus, utilization: scaleTiers(busy, 1 / vcpus) }];
      }),
    limits,
    rungsDown: (to) => {
      const [readers, left] = [countIn(current, "readers"), countIn(to, "readers")];
      return Math.max(
        fewerUnits(readers, left, { margin: policy.guards.sloMargin }),
        ...rolesLeft(left).map((role) => {
          const rungs = rungsBetween(ladder, textIn(current, CLASS_OF[role]), textIn(to, CLASS_OF[role]));
          // A reader of half the size that also takes over from others gets more than twice as much to do.
          return role === "writer" ? rungs : halvings(readers * 2 ** rungs, left);
        }),
      );
    },
    cost: (settings) => {
      const units = { writer: 1, failover_reader: 1, reader: countIn(settings, "readers") - 1 } as const;
      return bill(
        ROLES.filter((role) => units[role] > 0).map((role) => {
          const type = textIn(settings, CLASS_OF[role]);
          const item = `Aurora ${role.replace("_", " ")}, ${units[role]} × ${type}`;
          return { item, priceKey: priceKeyOf(type, settings), quantity: unitHours(units[role]), unit: "hour" };
        }),
        history.prices,
      );
    },
    running: (settings) => {
      const units = { writer: 1, failover_reader: 1, reader: countIn(settings, "readers") - 1 } as const;
      return ROLES.filter((role) => units[role] > 0).map((role) => ({
        priceKey: priceKeyOf(textIn(settings, CLASS_OF[role]), settings),
        units: units[role],
        shareOfHours: () => 1,
      }));
    },
    stepUp: () => {
      const raised = ROLES.flatMap((role) => {
        const above = rungAbove(ladder, textIn(current, CLASS_OF[role]));
        return above === undefined ? [] : [[CLASS_OF[role], above] as const];
      });
      if (raised.length > 0) return withValues(current, Object.fromEntries(raised));
      const more = countIn(current, "readers") + 1;
      return more <= (rangeOf(definition, "readers")?.max ?? 0) ? withValues(current, { readers: more }) : undefined;
    },
  };
}

/** Where the failover reader is the only one, the other readers' class is nobody's. */
export const classesOfNobody = (settings: Settings): readonly string[] => (countIn(settings, "readers") > 1 ? [] : [CLASS_OF.reader]);

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

import { DATABASE, GIB, type Resource } from "../../contract";
import type { ComponentHistory } from "../evidence/history";
import { type Settings, textIn } from "../evidence/settings";
import { maxTiers, scaleTiers, type Tiers } from "../evidence/tiers";
import { type BillItem, bill, together, unitHours } from "../money";
import { isMissing } from "../statistics";
import { dimensionsOf, INSTANCE_METRICS, memoryNeed } from "./aurora-need";
import { classesOfNobody, primaryStudy } from "./aurora-primary";
import { unitSaturation } from "./aurora-saturation";
import { CLASS_OF, localStorage, maxConnections, readUnit, specOf, type Unit, workingSet } from "./aurora-units";
import { sameFamily } from "./family";
import { ladderOf, rungsBetween } from "./ladder";
import type { Dimension, KindModel, LimitCheck, Study } from "./model";
import { bytesPerSecond, greatestEver, judgedRefs, latest, timeMean } from "./reading";

/**
 * A cluster that writes in the primary region and its copies in further ones. What can be turned back comes first, what is gone for good
 * last: restore points, then the copies.
 */
export const auroraGlobal: KindModel = {
  kind: "aurora-global",
  together: [],
  precedence: [
    "reader_class",
    "secondary_class",
    "writer_class",
    "failover_reader_class",
    "readers",
    "backup_retention_days",
    "secondary_regions",
  ],
  idle: (settings) => [...classesOfNobody(settings), ...(regionsIn(settings).length === 0 ? [CLASS_OF.secondary] : [])],
  study,
};

/** Global databases are MySQL, as the stacks build them. */
const priceKey = (type: string): string => `aurora-mysql:${type}:standard`;

function study(history: ComponentHistory): Study {
  const { current, definition } = history;
  const primary = primaryStudy(history, priceKey);
  const kept = regionsIn(current);
  const secondaries = history.scoped("secondary_instance").filter(({ region = "" }) => kept.includes(region));
  const units = secondaries.map((resource) => readUnit(history, resource, "secondary"));
  const ladder = ladderOf(definition, CLASS_OF.secondary);
  const clusters = history.scoped("cluster");
  const readers = history.scoped("instance").filter(({ role }) => role !== "writer");
  const volumeGib =
    timeMean(maxTiers(clusters.map((resource) => history.read({ resource, metric: "volume_bytes", statistic: "Maximum" })))) / GIB;

  const unitsIn = (settings: Settings): readonly Unit[] => {
    const left = regionsIn(settings);
    return units.filter(({ resource: { region = "" } }) => left.includes(region));
  };

  /** Of the busiest copy; nothing where no copy is left. */
  const copies = (settings: Settings): readonly Dimension[] => {
    const left = unitsIn(settings);
    if (left.length === 0) return [];
    const spec = specOf(settings, "secondary");
    const perUnit = (quantity: (unit: Unit) => Tiers, capacity: (unit: Unit) => number): Tiers =>
      maxTiers(left.map((unit) => scaleTiers(quantity(unit), 1 / capacity(unit))));
    return dimensionsOf(history, {
      cpu: perUnit(
        ({ cores }) => cores,
        () => spec.vcpus,
      ),
      network: perUnit(
        ({ network }) => network,
        () => bytesPerSecond(spec.networkGbps),
      ),
      connections: perUnit(
        ({ connections }) => connections,
        ({ resource }) => maxConnections(spec, resource.engine),
      ),
      memory: maxTiers(left.map((unit) => memoryNeed(unit, settings))),
    });
  };

  const need = (settings: Settings): readonly Dimension[] => {
    const elsewhere = copies(settings);
    return primary.need(settings).map((dimension) => {
      const there = elsewhere.find(({ name }) => name === dimension.name);
      return there === undefined ? dimension : { ...dimension, need: maxTiers([dimension.need, there.need]) };
    });
  };

  const secondaryClass = (settings: Settings): string => textIn(settings, CLASS_OF.secondary);

  return {
    ...primary,
    rests: [
      ...primary.rests,
      ...judgedRefs(history, secondaries, [...INSTANCE_METRICS, ["connections", "Maximum", "Maximum"]]),
      ...judgedRefs(history, readers, [["replica_lag", "Maximum", "Maximum"]]),
      ...judgedRefs(history, clusters, [
        ["volume_read_iops", "Average", "Average"],
        ["volume_write_iops", "Average", "Average"],
      ]),
    ],
    saturation: latest([primary.saturation, ...units.map((unit) => unitSaturation(history, unit))]),
    need,
    limits: (to) => [
      ...primary.limits(to),
      sameFamily(DATABASE, secondaryClass(current), secondaryClass(to)),
      ...unitsIn(to).flatMap((unit) => [workingSet(history, unit, to), localStorage(history, unit, to)]),
      ...kept.filter((region) => !regionsIn(to).includes(region)).map((region) => unusedCopy(history, secondaries, region)),
    ],
    rungsDown: (to) =>
      Math.max(primary.rungsDown(to), regionsIn(to).length === 0 ? 0 : rungsBetween(ladder, secondaryClass(current), secondaryClass(to))),
    cost: (settings) =>
      together([
        primary.cost(settings),
        ...regionsIn(settings).map((region) =>
          bill(copyItems(history, region, secondaryClass(settings), volumeGib), history.pricesIn(region)),
        ),
      ]),
  };
}

/** Regions beside the primary that hold a copy. @throws TypeError where the contract's own check let a value of another type through */
export function regionsIn({ secondary_regions }: Settings): readonly string[] {
  if (!Array.isArray(secondary_regions)) throw new TypeError(`secondary_regions is ${JSON.stringify(secondary_regions)}, not a set`);
  return secondary_regions;
}

/** Nobody was ever connected there: not in a minute of the window, nor in an hour known before it. */
function unusedCopy(history: ComponentHistory, secondaries: readonly Resource[], region: string): LimitCheck {
  const most = mostConnectionsIn(history, secondaries, region);
  const what = `the copy in ${region}`;
  if (isMissing(most)) return { pass: false, reason: `${what}: nothing is known of its connections`, numbers: {} };
  return {
    pass: most === 0,
    reason: most === 0 ? `${what}: nobody was ever connected to it` : `${what} is used: up to ${most} connections`,
    numbers: { connections: most },
  };
}

/** The most that one instance of a region had; NaN where that of any is unknown. */
export function mostConnectionsIn(
  history: Pick<ComponentHistory, "read" | "series">,
  secondaries: readonly Resource[],
  region: string,
): number {
  const each = secondaries
    .filter((resource) => resource.region === region)
    .map((resource) => greatestEver(history, { resource, metric: "connections", statistic: "Maximum" }));
  return each.length === 0 || each.some(isMissing) ? Number.NaN : Math.max(...each);
}

/**
 * Each copy has instances and a volume of its own, at its region's prices. Replicated writes and transfer between regions are billed by
 * use, under keys that nobody has looked up: they are not counted.
 * https://aws.amazon.com/rds/aurora/pricing/
 */
function copyItems(history: ComponentHistory, region: string, type: string, volumeGib: number): readonly BillItem[] {
  const instances = history.scoped("secondary_instance").filter((resource) => resource.region === region).length;
  return [
    { item: `Aurora copy in ${region}, ${instances} × ${type}`, priceKey: priceKey(type), quantity: unitHours(instances), unit: "hour" },
    ...(isMissing(volumeGib)
      ? []
      : [
          {
            item: `Aurora copy in ${region}, its volume at its mean size`,
            priceKey: "aurora-mysql:storage:standard",
            quantity: volumeGib,
            unit: "gb-month",
          } as const,
        ]),
  ];
}

import type { ComponentHistory } from "../evidence/history";
import { countIn, type Settings, textIn } from "../evidence/settings";
import { maxTiers, scaleTiers, type Tiers } from "../evidence/tiers";
import { bill, databaseItems } from "../money";
import { halvings, ladderOf, rungAbove, rungsBetween, withValues } from "./ladder";
import type { Dimension, FailureCase, KindModel, Study } from "./model";
import { offHoursLimits, runningShare } from "./off-hours";
import { rdsLimits } from "./rds-limits";
import { rdsNeed } from "./rds-need";
import { recoveryOf } from "./rds-recovery";
import { rdsSaturation } from "./rds-saturation";
import { CLASS_OF, type Quantity, type RdsRole, readUnit, specOf } from "./rds-units";
import { rdsVolume, rdsVolumes } from "./rds-volume";
import { judgedRefs, latest, statisticOf } from "./reading";
import { mediumStepsDown, slowerMedium } from "./slower-medium";

const VOLUME_METRICS = [
  ["read_iops", "Average", "Maximum"],
  ["write_iops", "Average", "Maximum"],
  ["read_throughput", "Maximum", "Maximum"],
  ["write_throughput", "Maximum", "Maximum"],
] as const;
const METRICS = [
  ["cpu", "Average", "Maximum"],
  ["connections", "Average", "Maximum"],
  ["freeable_memory", "Minimum", "Minimum"],
  ...VOLUME_METRICS,
  ["network_in", "Average", "Maximum"],
  ["network_out", "Average", "Maximum"],
] as const;

/**
 * PostgreSQL on RDS: a primary, perhaps with a standby of the same class, and read replicas. A smaller primary comes before smaller
 * replicas, for those may never allow fewer connections; a replica goes last, for it cannot simply come back, but before a schedule: RDS
 * stops no instance that has one.
 */
export const rdsInstance: KindModel = {
  kind: "rds-instance",
  together: [["storage_type", "iops", "storage_throughput_mibps"]],
  precedence: [
    "instance_class",
    "replica_class",
    "storage_type",
    "iops",
    "storage_throughput_mibps",
    "multi_az",
    "read_replicas",
    "off_hours",
  ],
  volumes: rdsVolumes,
  study,
};

/** @param recent the window's own history, where the history is of the hours before it: those may veto, never permit */
function study(history: ComponentHistory, recent: ComponentHistory = history): Study {
  const { current, definition } = history;
  const instances = history.scoped("instance");
  const units = instances.map((resource) => readUnit(history, resource));
  const { unitsOf, demand, dimensions, memory } = rdsNeed(history, recent, units);

  const serving = (settings: Settings): readonly RdsRole[] =>
    countIn(settings, "read_replicas") === 0 ? ["primary"] : ["primary", "replica"];
  const need = (settings: Settings): readonly Dimension[] => [
    ...dimensions(settings, serving(settings), countIn(settings, "read_replicas")),
    memory(settings),
  ];

  const afterFailure = (settings: Settings): readonly FailureCase[] => {
    const left = countIn(settings, "read_replicas");
    const lost: FailureCase = {
      name: `the primary's zone is lost: ${recoveryOf(settings).how}, as large as the primary, and carries its load`,
      dimensions: dimensions(settings, ["primary"], left),
    };
    if (left === 0) return [lost];
    const replicaLost: FailureCase =
      left === 1
        ? { name: "the read replica is lost: the primary carries its reads", dimensions: dimensions(settings, ["primary"], 0) }
        : {
            name: `one of ${left} read replicas is lost: the others carry its reads`,
            dimensions: dimensions(settings, ["replica"], left - 1),
          };
    return [lost, replicaLost];
  };

  const ladders = { primary: ladderOf(definition, CLASS_OF.primary), replica: ladderOf(definition, CLASS_OF.replica) };
  const rungs = (to: Settings, role: RdsRole): number =>
    rungsBetween(ladders[role], textIn(current, CLASS_OF[role]), textIn(to, CLASS_OF[role]));

  return {
    rests: [
      ...judgedRefs(history, instances, METRICS),
      // That nobody uses a replica is told by its maxima, in minutes too.
      ...judgedRefs(
        history,
        unitsOf("replica").map(({ resource }) => resource),
        [["connections", "Maximum", "Maximum"]],
      ),
    ],
    saturation: latest(units.map((unit) => rdsSaturation(history, unit))),
    need,
    afterFailure,
    queues: (settings) =>
      serving(settings)
        .filter((role) => unitsOf(role).length > 0)
        .map((role) => {
          const { vcpus } = specOf(settings, role);
          return { servers: vcpus, utilization: scaleTiers(demand(role, "cores", countIn(settings, "read_replicas")), 1 / vcpus) };
        }),
    limits: (to) => {
      const connections = dimensions(to, serving(to), countIn(to, "read_replicas")).find(({ name }) => name === "connections");
      return [...rdsLimits({ history, units, to, connections: connections?.need ?? [] }), ...offHoursLimits(history, to)];
    },
    unlike: (to) => slowerMedium(rdsVolume(current), rdsVolume(to)),
    volumeDemand: (settings) => {
      const left = countIn(settings, "read_replicas");
      const hottest = (quantity: Quantity): Tiers =>
        maxTiers(serving(settings).flatMap((role) => (unitsOf(role).length === 0 ? [] : [demand(role, quantity, left)])));
      return {
        operations: hottest("operations"),
        bytesPerSecond: hottest("throughput"),
        refs: judgedRefs(history, instances, VOLUME_METRICS),
        statistic: {
          operations: statisticOf(history, "Average", "Maximum"),
          bytesPerSecond: statisticOf(history, "Maximum", "Maximum"),
        },
      };
    },
    rungsDown: (to) => {
      const [replicas, left] = [countIn(current, "read_replicas"), countIn(to, "read_replicas")];
      // What replicas that go had to do falls on instances that may be smaller at the same time.
      const load = Math.max(
        0,
        halvings((1 + replicas) * 2 ** rungs(to, "primary"), 1 + left),
        left === 0 ? 0 : halvings(replicas * 2 ** rungs(to, "replica"), left),
      );
      return load + mediumStepsDown(rdsVolume(current), rdsVolume(to));
    },
    cost: (settings) =>
      bill(
        databaseItems({
          instanceClass: textIn(settings, CLASS_OF.primary),
          replicaClass: textIn(settings, CLASS_OF.replica),
          replicas: countIn(settings, "read_replicas"),
          multiAz: settings.multi_az === true,
          volume: rdsVolume(settings),
          running: runningShare(settings),
        }),
        history.prices,
      ),
    running: (settings) => {
      const key = (type: string, deployment: string): string => `rds:postgres:${type}:${deployment}`;
      const share = () => runningShare(settings);
      const replicas = countIn(settings, "read_replicas");
      const primary = key(textIn(settings, CLASS_OF.primary), settings.multi_az === true ? "multi-az" : "single-az");
      return [
        { priceKey: primary, units: 1, shareOfHours: share },
        ...(replicas === 0
          ? []
          : [{ priceKey: key(textIn(settings, CLASS_OF.replica), "single-az"), units: replicas, shareOfHours: share }]),
      ];
    },
    stepUp: () => {
      const above = rungAbove(ladders.primary, textIn(current, CLASS_OF.primary));
      if (above === undefined) return undefined;
      // Replicas go with it, for they may never allow fewer connections.
      const replica = rungAbove(ladders.replica, textIn(current, CLASS_OF.replica));
      return withValues(current, { [CLASS_OF.primary]: above, ...(replica === undefined ? {} : { [CLASS_OF.replica]: replica }) });
    },
  };
}

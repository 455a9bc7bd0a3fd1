import { GIB, MIB, sustainedBy } from "../../contract";
import type { ComponentHistory } from "../evidence/history";
import { countIn, type Settings, textIn } from "../evidence/settings";
import { mapTiers, maxTiers, productTiers, scaleTiers, sumTiers, type Tiers } from "../evidence/tiers";
import { memo } from "../memo";
import { bill, cents, unitHours, volumeItems } from "../money";
import { isMissing, largest } from "../statistics";
import { groupDemand, hottestShare, type InService, type Spread, sharedNeed } from "./group-demand";
import { groupLimits, specOf } from "./group-limits";
import { groupVolume, groupVolumes, isVolumeTurned } from "./group-volume";
import { fewerUnits, halvings, ladderOf, rangeOf, rungAbove, withValues } from "./ladder";
import { loadOfTrigger, loadPerUnit } from "./load-per-unit";
import { type Change, type Dimension, type KindModel, type Study, unchanged } from "./model";
import { runningShare, whileRunning } from "./off-hours";
import { bytesPerSecond, cpuCeiling, judgedRefs, lastAtLeast, latest, statisticOf, timeMean, zonesOf } from "./reading";
import { longSaturation } from "./saturation";
import { replayScaler, withoutZone } from "./scaler";
import { mediumStepsDown, slowerMedium } from "./slower-medium";

const METRICS = [
  ["cpu", "Average", "Maximum"],
  ["cpu", "Maximum", "Average"],
  ["in_service", "Average", "Average"],
  ["memory", "Maximum", "Maximum"],
  ["network_in", "Average", "Maximum"],
  ["network_in", "Maximum", "Maximum"],
  ["network_out", "Average", "Maximum"],
  ["network_out", "Maximum", "Maximum"],
] as const;
const DISK_METRICS = [
  ["ebs_read_ops", "Average", "Maximum"],
  ["ebs_read_ops", "Maximum", "Maximum"],
  ["ebs_write_ops", "Average", "Maximum"],
  ["ebs_write_ops", "Maximum", "Maximum"],
  ["ebs_read_bytes", "Average", "Maximum"],
  ["ebs_read_bytes", "Maximum", "Maximum"],
  ["ebs_write_bytes", "Average", "Maximum"],
  ["ebs_write_bytes", "Maximum", "Maximum"],
] as const;

/** An auto-scaling group, or one per zone: sizes are totals, and target tracking follows the demand. */
export const autoScalingGroup: KindModel = {
  kind: "auto-scaling-group",
  together: [
    ["min_size", "max_size", "target_cpu_percent"],
    ["volume_type", "volume_iops", "volume_throughput_mibps"],
  ],
  precedence: [],
  volumes: groupVolumes,
  study,
};

function study(history: ComponentHistory): Study {
  const { current, definition, policy } = history;
  const { guards } = policy;
  const groups = history.scoped("group");
  const ladder = ladderOf(definition, "instance_type");
  const zones = zonesOf(definition);
  const isVolumeJudged = isVolumeTurned(definition);
  const demand = groupDemand(history, groups, (settings) => specOf(settings).vcpus);
  const memoryThen = history.capacity.over(history.grids, (settings) => specOf(settings).memoryGib * GIB);
  const resident = maxTiers(
    groups.map((resource) => productTiers(history.read({ resource, metric: "memory", statistic: "Maximum" }), memoryThen)),
  );
  const spreadOf = (...metrics: readonly string[]): Spread => ({
    total: sumTiers(metrics.map(demand.total)),
    excess: sumTiers(metrics.map(demand.excess)),
  });
  const cores: readonly Spread[] = [{ total: demand.cores, excess: demand.excessCores }];
  const network = [spreadOf("network_in"), spreadOf("network_out")];
  const operations = [spreadOf("ebs_read_ops", "ebs_write_ops")];
  const throughput = [spreadOf("ebs_read_bytes", "ebs_write_bytes")];

  const replay = (cores: Tiers, key: string): Tiers => {
    const [vcpus = 0, min = 0, max = 0, percent = 0] = key.split("/").map(Number);
    return replayScaler(cores, { min, max, demandPerInstance: (vcpus * percent) / 100 });
  };
  const inService = memo((key: string): Tiers => replay(demand.meanCores, key));
  const keyOf = (settings: Settings): string =>
    [specOf(settings).vcpus, countIn(settings, "min_size"), countIn(settings, "max_size"), countIn(settings, "target_cpu_percent")].join(
      "/",
    );
  const unitsOf = (settings: Settings): Tiers => inService(keyOf(settings));

  const dimensions = (settings: Settings, left: Change = unchanged): readonly Dimension[] => {
    const spec = specOf(settings);
    const units = left(unitsOf(settings));
    const inUse: InService = { units, follows: cores, after: (change) => left(replay(change(demand.meanCores), keyOf(settings))) };
    const averages = statisticOf(history, "Average", "Maximum");
    const volume = sustainedBy(groupVolume(settings));
    const disk: readonly Dimension[] = !isVolumeJudged
      ? []
      : [
          {
            name: "EBS IOPS",
            ...sharedNeed(operations, inUse, Math.min(spec.ebsIops, volume.iops)),
            ceiling: guards.cpuCeiling,
            statistic: averages,
          },
          {
            name: "EBS throughput",
            ...sharedNeed(throughput, inUse, Math.min((spec.ebsMbps * 1e6) / 8, volume.mibps * MIB)),
            ceiling: guards.cpuCeiling,
            statistic: averages,
          },
        ];
    return [
      {
        name: "CPU",
        ...sharedNeed(cores, inUse, spec.vcpus),
        ceiling: cpuCeiling(history, spec),
        statistic: averages,
      },
      {
        name: "network",
        ...sharedNeed(network, inUse, bytesPerSecond(spec.networkGbps)),
        ceiling: guards.cpuCeiling,
        statistic: averages,
      },
      {
        name: "memory",
        need: scaleTiers(resident, 1 / (spec.memoryGib * GIB)),
        ceiling: guards.maxMemoryUse,
        statistic: statisticOf(history, "Maximum", "Maximum"),
      },
      ...disk,
      ...loadPerUnit(history, units),
    ];
  };
  /** What a lost zone leaves as it was, and what may then be more: a trigger is met, and more instances come. */
  const apart = new Set(["memory", ...policy.scaleUpTriggers.map(loadOfTrigger)]);

  const need = (settings: Settings): readonly Dimension[] => dimensions(settings);

  return {
    rests: judgedRefs(history, groups, isVolumeJudged ? [...METRICS, ...DISK_METRICS] : METRICS),
    saturation: latest(
      groups.flatMap((resource) => [
        lastAtLeast(history.judged(resource, "cpu", "Average", "Maximum"), guards.saturatedAt, `mean CPU of ${resource.name}`),
        longSaturation(
          history.read({ resource, metric: "cpu", statistic: "Maximum" }),
          guards.saturatedAt,
          guards.maxViolationRunMinutes,
          `CPU of the hottest instance of ${resource.name}`,
        ),
      ]),
    ),
    need,
    afterFailure: (settings) =>
      zones < 2
        ? []
        : [
            {
              name: `one of ${zones} zones is lost: the others carry its load`,
              dimensions: dimensions(settings, (units) => withoutZone(units, zones)).filter(({ name }) => !apart.has(name)),
            },
          ],
    queues: (settings) => [{ servers: specOf(settings).vcpus, utilization: need(settings)[0]?.need ?? [] }],
    limits: (to) => groupLimits(history, to),
    unlike: (to) => slowerMedium(groupVolume(current), groupVolume(to)),
    rungsDown: (to) =>
      Math.max(
        0,
        halvings(specOf(current).vcpus * countIn(current, "min_size"), specOf(to).vcpus * countIn(to, "min_size")),
        fewerUnits(countIn(current, "min_size"), countIn(to, "min_size"), { margin: guards.sloMargin, least: zones }),
        // Whether the minimum or the target decides on the number, each instance gets at most so much more to do.
        halvings(countIn(to, "target_cpu_percent"), countIn(current, "target_cpu_percent")),
      ) + mediumStepsDown(groupVolume(current), groupVolume(to)),
    cost: (settings) => {
      const type = textIn(settings, "instance_type");
      const running = timeMean(whileRunning(history, unitsOf(settings), settings)) * runningShare(settings);
      return bill(costItems(settings, type, cents(running)), history.prices);
    },
    volumeDemand: (settings) => ({
      operations: hottestShare(operations, unitsOf(settings), 1),
      bytesPerSecond: hottestShare(throughput, unitsOf(settings), 1),
      refs: judgedRefs(history, groups, DISK_METRICS),
      statistic: {
        operations: statisticOf(history, "Average", "Maximum"),
        bytesPerSecond: statisticOf(history, "Average", "Maximum"),
      },
    }),
    running: (settings) => {
      const inUse = whileRunning(history, unitsOf(settings), settings);
      return [
        {
          priceKey: `ec2:${textIn(settings, "instance_type")}`,
          units: largest(inUse.map(({ values }) => largest(values))),
          shareOfHours: (units) =>
            timeMean(mapTiers(inUse, (count) => (isMissing(count) ? count : Number(count >= units)))) * runningShare(settings),
        },
      ];
    },
    stepUp: () => {
      const greatest = rangeOf(definition, "max_size")?.max ?? 0;
      const min = countIn(current, "min_size") + zones;
      // A group that is at its maximum gains nothing from a higher minimum.
      const max = Math.min(greatest, countIn(current, "max_size") + zones);
      if (min <= max && max > countIn(current, "max_size")) return withValues(current, { min_size: min, max_size: max });
      const above = rungAbove(ladder, textIn(current, "instance_type"));
      return above === undefined ? undefined : withValues(current, { instance_type: above });
    },
  };
}

function costItems(settings: Settings, type: string, count: number) {
  const basis = `${count} in service on average, autoscaling replayed over the window`;
  return [
    { item: `EC2 ${type}, ${basis}`, priceKey: `ec2:${type}`, quantity: unitHours(count), unit: "hour" } as const,
    ...volumeItems(groupVolume(settings), count),
  ];
}

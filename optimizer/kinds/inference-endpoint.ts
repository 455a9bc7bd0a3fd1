import { ACCELERATED, SECONDS_PER_MINUTE } from "../../contract";
import type { ComponentHistory } from "../evidence/history";
import { countIn, type Settings, textIn } from "../evidence/settings";
import { ratioTiers, scaleTiers, type Tiers, zip } from "../evidence/tiers";
import { memo } from "../memo";
import { bill, cents, unitHours } from "../money";
import { acceleratedSpec, endpointInstances, endpointRefs, endpointUsage } from "./endpoint-usage";
import { validationOf } from "./endpoint-validation";
import { fewerUnits, rangeOf, withValues } from "./ladder";
import { type Change, type Dimension, type KindModel, type LimitCheck, type Study, unchanged } from "./model";
import { cpuCeiling, lastAtLeast, latest, statisticOf, timeMean, zonesOf } from "./reading";
import { withoutZone } from "./scaler";

/** Fewer are in one zone. https://docs.aws.amazon.com/sagemaker/latest/dg/best-practices-endpoint.html */
const LEAST_INSTANCES = 2;

/** A real-time endpoint: instances with devices that share the invocations; target tracking follows those. */
export const inferenceEndpoint: KindModel = {
  kind: "inference-endpoint",
  together: [["min_instances", "max_instances", "target_invocations_per_instance"]],
  precedence: [],
  study,
};

/** @param recent whose minutes say how many invocations an instance can take, where the history holds hours only */
function study(history: ComponentHistory, recent: ComponentHistory = history): Study {
  const { current, definition, policy } = history;
  const { guards } = policy;
  const variants = history.scoped("variant");
  const zones = zonesOf(definition);
  const usage = endpointUsage(history);
  const { throughputPerInstance } = endpointUsage(recent);
  const currentType = textIn(current, "instance_type");
  const vcpusThen = history.capacity.over(history.grids, (settings) => acceleratedSpec(settings).vcpus);
  const ratioOf = (settings: Settings): number => validationOf(policy, currentType, textIn(settings, "instance_type")).throughputRatio;

  const replayed = memo((key: string): Tiers => {
    const [min_instances = 0, max_instances = 0, target_invocations_per_instance = 0] = key.split("/").map(Number);
    return endpointInstances(usage, { min_instances, max_instances, target_invocations_per_instance });
  });
  const instancesOf = (settings: Settings): Tiers =>
    replayed(
      [countIn(settings, "min_instances"), countIn(settings, "max_instances"), countIn(settings, "target_invocations_per_instance")].join(
        "/",
      ),
    );

  const dimensions = (settings: Settings, left: Change = unchanged): readonly Dimension[] => {
    const spec = acceleratedSpec(settings);
    const ratio = ratioOf(settings);
    const instances = left(instancesOf(settings));
    const after = (followed: Change): Tiers => left(endpointInstances({ invocations: followed(usage.invocations) }, settings));
    const perSecond = throughputPerInstance * ratio;
    /** What the hottest instance needs: its share of the whole, and what does not spread. */
    const perInstance = (total: Tiers, excess: Tiers, capacity: number): Pick<Dimension, "need" | "scaled"> => {
      const among = (all: Tiers, hottest: Tiers, units: Tiers): Tiers =>
        zip(scaleTiers(ratioTiers(all, units), 1 / capacity), hottest, (share, more) => share + more / capacity);
      return {
        need: among(total, excess, instances),
        scaled: {
          demand: total,
          followed: usage.invocations,
          grown: (change, followed) => among(change(total), change(excess), after(followed)),
        },
      };
    };
    const averages = statisticOf(history, "Average", "Maximum");
    const maxima = statisticOf(history, "Maximum", "Maximum");
    return [
      {
        name: "GPU",
        ...perInstance(usage.busyGpus, usage.excessGpus, spec.gpus * ratio),
        ceiling: guards.cpuCeiling,
        statistic: averages,
      },
      {
        name: "GPU memory",
        need: scaleTiers(usage.gpuMemoryGb, 1 / (spec.gpus * spec.gpuMemoryGb)),
        ceiling: guards.maxMemoryUse,
        statistic: maxima,
      },
      {
        name: "CPU",
        ...perInstance(usage.busyVcpus, usage.excessVcpus, spec.vcpus),
        ceiling: cpuCeiling(history, spec),
        statistic: averages,
      },
      {
        name: "memory",
        need: scaleTiers(usage.memoryGib, 1 / spec.memoryGib),
        ceiling: guards.maxMemoryUse,
        statistic: maxima,
      },
      {
        name: "invocations",
        need: scaleTiers(ratioTiers(usage.invocations, instances), 1 / perSecond),
        scaled: {
          demand: usage.invocations,
          followed: usage.invocations,
          grown: (change, followed) => scaleTiers(ratioTiers(change(usage.invocations), after(followed)), 1 / perSecond),
        },
        ceiling: guards.cpuCeiling,
        statistic: statisticOf(history, "Sum", "Sum"),
      },
    ];
  };
  const need = (settings: Settings): readonly Dimension[] => dimensions(settings);

  return {
    rests: endpointRefs(history),
    saturation: latest([
      lastAtLeast(usage.gpuShare, guards.saturatedAt, "GPU of the busiest variant"),
      ...variants.map((resource) =>
        lastAtLeast(
          ratioTiers(history.judged(resource, "cpu", "Average", "Maximum"), vcpusThen),
          guards.saturatedAt,
          `CPU of ${resource.name}`,
        ),
      ),
    ]),
    need,
    afterFailure: (settings) => [
      {
        name: `one of ${zones} zones is lost: the others carry its invocations`,
        dimensions: dimensions(settings, (instances) => withoutZone(instances, zones)).filter(({ name }) => !name.endsWith("memory")),
      },
    ],
    queues: (settings) => [{ servers: acceleratedSpec(settings).gpus, utilization: need(settings)[0]?.need ?? [] }],
    limits: (to) => [
      isOffered(to),
      validationOf(policy, currentType, textIn(to, "instance_type")),
      isMultiZone(to),
      boundsFit(to),
      targetFits(to, throughputPerInstance * ratioOf(to), guards.cpuCeiling),
    ],
    rungsDown: (to) =>
      fewerUnits(countIn(current, "min_instances"), countIn(to, "min_instances"), { margin: guards.sloMargin }) +
      (textIn(to, "instance_type") === currentType ? 0 : 1),
    cost: (settings) => {
      const type = textIn(settings, "instance_type");
      const count = cents(timeMean(instancesOf(settings)));
      return bill(
        [
          {
            item: `SageMaker hosting ${type}, ${count} in service on average, autoscaling replayed over the window`,
            priceKey: `sagemaker:endpoint:${type}`,
            quantity: unitHours(count),
            unit: "hour",
          },
        ],
        history.prices,
      );
    },
    stepUp: () => {
      const greatest = rangeOf(definition, "max_instances")?.max ?? 0;
      const min = countIn(current, "min_instances") + zones;
      const max = Math.min(greatest, countIn(current, "max_instances") + zones);
      // At its maximum an endpoint gains nothing from a higher minimum.
      return min <= max && max > countIn(current, "max_instances")
        ? withValues(current, { min_instances: min, max_instances: max })
        : undefined;
    },
  };
}

function isOffered(to: Settings): LimitCheck {
  const type = textIn(to, "instance_type");
  const spec = ACCELERATED.get(type);
  if (spec === undefined) return { pass: false, reason: `${type}: capacity not published`, numbers: {} };
  return spec.retired
    ? { pass: false, reason: `${type} is not offered to new endpoints`, numbers: {} }
    : { pass: true, reason: `${type} is offered`, numbers: {} };
}

function isMultiZone(to: Settings): LimitCheck {
  const instances = countIn(to, "min_instances");
  return {
    pass: instances >= LEAST_INSTANCES,
    reason: `at least ${instances} instances; two zones want ${LEAST_INSTANCES}`,
    numbers: { instances, least: LEAST_INSTANCES },
  };
}

function boundsFit(to: Settings): LimitCheck {
  const [min, max] = [countIn(to, "min_instances"), countIn(to, "max_instances")];
  return { pass: min <= max, reason: `between ${min} and ${max} instances`, numbers: { min, max } };
}

/** Target tracking must act before an instance is as busy as the ceiling allows. */
function targetFits(to: Settings, throughput: number, ceiling: number): LimitCheck {
  const target = countIn(to, "target_invocations_per_instance");
  const most = Math.floor(throughput * ceiling * SECONDS_PER_MINUTE);
  return {
    pass: target <= most,
    reason: Number.isFinite(most)
      ? `target tracking aims at ${target} invocations per instance and minute, the ceiling is ${most}`
      : "invocations per instance are not known",
    numbers: { target, most },
  };
}

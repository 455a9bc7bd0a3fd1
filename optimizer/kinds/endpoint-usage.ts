import { ACCELERATED, type AcceleratedSpec, type Resource, SECONDS_PER_MINUTE } from "../../contract";
import type { ComponentHistory, SeriesRef } from "../evidence/history";
import { countIn, type Settings, textIn } from "../evidence/settings";
import { maxTiers, minutesOf, productTiers, ratioTiers, scaleTiers, sumTiers, type Tiers, zip } from "../evidence/tiers";
import { memoFor } from "../memo";
import { quantile } from "../statistics";
import { isMissing } from "../statistics/missing";
import { judgedRefs } from "./reading";
import { replayScaler } from "./scaler";

/** Throughput is read off the busier half of the minutes, where idling does not pass for work, and from its low end. */
const BUSY_HALF = 0.5;
const LOW_END = 0.1;

/** What an endpoint was asked for in all, over its variants; instances come and go. */
export interface EndpointUsage {
  /** Per second, as they came. Intervals above a minute hold their mean only. */
  readonly invocations: Tiers;
  /** Of all instances; older tiers as if all had peaked with the hottest, which is a bound. */
  readonly busyGpus: Tiers;
  readonly busyVcpus: Tiers;
  /** By how much the hottest instance exceeds the mean of all. */
  readonly excessGpus: Tiers;
  readonly excessVcpus: Tiers;
  /** Share of an instance's GPUs that is busy, in the busiest variant. */
  readonly gpuShare: Tiers;
  /** GB of device memory that the models hold on an instance, and GiB of its own memory: they do not shrink with the load. */
  readonly gpuMemoryGb: Tiers;
  readonly memoryGib: Tiers;
  /** Invocations per second at which an instance of the present type would be fully busy, by what it did at the utilisation seen; NaN where no minute tells. */
  readonly throughputPerInstance: number;
}

export const endpointRefs = (history: ComponentHistory): readonly SeriesRef[] =>
  judgedRefs(history, history.scoped("variant"), [
    ["requests", "Sum", "Sum"],
    ["requests_per_instance", "Sum", "Sum"],
    ["gpu", "Average", "Maximum"],
    ["gpu", "Maximum", "Average"],
    ["gpu_memory", "Maximum", "Maximum"],
    ["cpu", "Average", "Maximum"],
    ["cpu", "Maximum", "Average"],
    ["memory", "Maximum", "Maximum"],
  ]);

/** Read once for each history, however many candidates ask. */
export const endpointUsage = memoFor(usageOf);

function usageOf(history: ComponentHistory): EndpointUsage {
  const variants = history.scoped("variant");
  const then = (f: (spec: AcceleratedSpec, settings: Settings) => number): Tiers =>
    history.capacity.over(history.grids, (settings) => f(acceleratedSpec(settings), settings));
  const sum = (resource: Resource, metric: string): Tiers => history.read({ resource, metric, statistic: "Sum" });
  const least = then((_spec, settings) => countIn(settings, "min_instances"));
  // A variant without invocations shows no number of instances: it is at its minimum.
  const instances = variants.map((resource) =>
    zip(ratioTiers(sum(resource, "requests"), sum(resource, "requests_per_instance")), zipIdle(sum(resource, "requests"), least), pick),
  );
  const all = sumTiers(instances);
  const busy = (metric: string): Tiers =>
    sumTiers(variants.map((resource, i) => productTiers(history.judged(resource, metric, "Average", "Maximum"), instances[i] ?? [])));
  const hottest = (metric: string): Tiers => maxTiers(variants.map((resource) => history.read({ resource, metric, statistic: "Maximum" })));
  const excess = (total: Tiers, metric: string): Tiers =>
    zip(hottest(metric), ratioTiers(total, all), (greatest, mean) => Math.max(0, greatest - mean));
  const [busyGpus, busyVcpus] = [busy("gpu"), busy("cpu")];
  const gpusThen = then(({ gpus }) => gpus);
  return {
    invocations: sumTiers(variants.map((resource) => sum(resource, "requests"))),
    busyGpus,
    busyVcpus,
    excessGpus: excess(busyGpus, "gpu"),
    excessVcpus: excess(busyVcpus, "cpu"),
    gpuShare: ratioTiers(maxTiers(variants.map((resource) => history.judged(resource, "gpu", "Average", "Maximum"))), gpusThen),
    gpuMemoryGb: productTiers(
      hottest("gpu_memory"),
      then(({ gpuMemoryGb }) => gpuMemoryGb),
    ),
    memoryGib: productTiers(
      hottest("memory"),
      then(({ memoryGib }) => memoryGib),
    ),
    throughputPerInstance: throughput(history, variants, then),
  };
}

/** The minimum where nothing was asked for, NaN elsewhere. */
const zipIdle = (requests: Tiers, least: Tiers): Tiers =>
  zip(requests, least, (perSecond, count) => (perSecond === 0 ? count : Number.NaN));
const pick = (known: number, otherwise: number): number => (isMissing(known) ? otherwise : known);

function throughput(
  history: ComponentHistory,
  variants: readonly Resource[],
  then: (f: (spec: AcceleratedSpec, settings: Settings) => number) => Tiers,
): number {
  const type = textIn(history.current, "instance_type");
  const ofType = then((_spec, settings) => (textIn(settings, "instance_type") === type ? 1 : Number.NaN));
  const { gpus, vcpus } = acceleratedSpec(history.current);
  const share = (resource: Resource, metric: string, devices: number): Tiers =>
    scaleTiers(history.read({ resource, metric, statistic: "Average" }), 1 / devices);
  const minutes = variants.flatMap((resource) => {
    const busiest = productTiers(maxTiers([share(resource, "gpu", gpus), share(resource, "cpu", vcpus)]), ofType);
    const rate = history.read({ resource, metric: "requests_per_instance", statistic: "Sum" });
    const perSecond = minutesOf(rate)?.values;
    return [...(minutesOf(busiest)?.values ?? [])].map((busy, i) => ({ busy, rate: perSecond?.[i] ?? Number.NaN }));
  });
  const working = minutes.filter(({ busy, rate }) => busy > 0 && rate > 0);
  if (working.length === 0) return Number.NaN;
  const median = quantile(
    Float64Array.from(working, ({ busy }) => busy),
    BUSY_HALF,
  );
  return quantile(
    Float64Array.from(
      working.filter(({ busy }) => busy >= median),
      ({ busy, rate }) => rate / busy,
    ),
    LOW_END,
  );
}

/** Instances in service when target tracking follows the invocations between a setting's bounds. */
export const endpointInstances = ({ invocations }: Pick<EndpointUsage, "invocations">, settings: Settings): Tiers =>
  replayScaler(invocations, {
    min: countIn(settings, "min_instances"),
    max: countIn(settings, "max_instances"),
    demandPerInstance: countIn(settings, "target_invocations_per_instance") / SECONDS_PER_MINUTE,
  });

const UNPUBLISHED: AcceleratedSpec = {
  type: "",
  vcpus: Number.NaN,
  memoryGib: Number.NaN,
  gpus: Number.NaN,
  gpuModel: "A10G",
  gpuMemoryGb: Number.NaN,
  hyperThreaded: true,
  retired: false,
};

export const acceleratedSpec = (settings: Settings): AcceleratedSpec => ACCELERATED.get(textIn(settings, "instance_type")) ?? UNPUBLISHED;

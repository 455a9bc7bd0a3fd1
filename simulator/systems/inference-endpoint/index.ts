import type { MetricEntry, Resource } from "../../../contract";
import { queueTable, type ResponseMinutes } from "../../queue";
import { normal, type Stream, stream, uniform } from "../../random";
import type { EndpointParameters } from "../../scenario/sagemaker";
import { type Day, MINUTES_PER_DAY } from "../../time";
import { type MinuteBlock, minutes } from "../block";
import { responseSource } from "../response-block";
import type { MetricSource, System, SystemContext } from "../system";
import { acceleratedOf, type VariantDay, VariantLoad } from "./load";
import { modelResponses } from "./responses";

const PERCENT = 100;
const MICROSECONDS = 1000;
const NOISE = 0.03;

/** A metric of a variant's instances, in CloudWatch's percent. */
interface PerInstance {
  readonly mean: (day: VariantDay, minute: number) => number;
  /** Devices that are added up. */
  readonly devices: (day: VariantDay, minute: number) => number;
  /** How far the hottest instance is above the mean, relative: what follows the load is spread, what is loaded once is not. */
  readonly skew: number;
}

/** A real-time endpoint: each variant has its share of the invocations and its own instances. */
export function inferenceEndpoint(context: SystemContext, parameters: EndpointParameters): System {
  const demand = context.demand("demand", parameters.demand);
  const variants = context.resources.filter(({ scope }) => scope === "variant").map(({ name }) => name);
  const loads = new Map(
    variants.map((name) => [name, new VariantLoad(context, parameters, demand, shareOf(parameters, variants, name))] as const),
  );
  const [production] = loads.values();
  const perInstance = instanceMetrics(parameters);

  const ofVariant = (resource: Resource, name: string, load: VariantLoad): MetricSource | undefined => {
    const random = stream(context.seed, `${context.name}/${resource.name}/${name}`);
    const model = modelResponses(context, parameters, load);
    const counted = (share: (of: VariantDay, i: number) => number): MetricSource => ({
      day: (day) => {
        const of = load.day(day);
        const requests = requestsOf(of);
        return each(requests, (i) => Math.floor((requests[i] ?? 0) * share(of, i) + uniform(random, day * MINUTES_PER_DAY + i)));
      },
    });
    switch (name) {
      case "requests":
        return counted(() => 1);
      case "requests_per_instance":
        return { day: (day) => normalised(load.day(day)) };
      case "errors":
        return counted(({ errorShare }, i) => errorShare[i] ?? 0);
      case "client_errors":
        return counted(() => parameters.clientErrorShare);
      case "model_latency":
        return responseSource((day) => model(day, { addMs: 0, times: MICROSECONDS }), random);
      case "overhead_latency":
        return responseSource((day) => overhead(context, parameters, load.day(day), day, random), random);
      default: {
        const metric = perInstance[name];
        return metric === undefined ? undefined : { day: (day) => overInstances(load.day(day), metric, random, day) };
      }
    }
  };

  return {
    source(resource: Resource, { scope, name }: MetricEntry) {
      if (scope !== "service") {
        const load = loads.get(resource.name);
        return load === undefined ? undefined : ofVariant(resource, name, load);
      }
      if (name !== "latency" || production === undefined) return undefined;
      const model = modelResponses(context, parameters, production);
      return responseSource(
        (day) => model(day, { addMs: parameters.overheadMs, times: 1 }),
        stream(context.seed, `${context.name}/${name}`),
      );
    },
    slowdown: (day) => production?.day(day).stretch ?? minutes(() => 1),
  };
}

/** What is named, or an even part of what is left over. */
function shareOf({ variants: named }: EndpointParameters, variants: readonly string[], name: string): number {
  const own = named[name];
  if (own !== undefined) return own;
  const taken = variants.reduce((sum, variant) => sum + (named[variant] ?? 0), 0);
  return Math.max(0, 1 - taken) / variants.filter((variant) => named[variant] === undefined).length;
}

const requestsOf = ({ rate }: VariantDay): Float64Array => rate.map((perSecond) => Math.round(perSecond * 60));

/** One sample for each invocation, 1 where it is counted; a minute without invocations is silent. */
const each = (requests: Float64Array, counted: (minute: number) => number): MinuteBlock => {
  const sum = minutes(counted);
  return {
    sum,
    count: requests,
    min: minutes((i) => (requests[i] === sum[i] ? 1 : 0)),
    max: minutes((i) => ((sum[i] ?? 0) > 0 ? 1 : 0)),
  };
};

/** Each invocation counts as one over the instances, so the sum is the invocations of one. */
function normalised(of: VariantDay): MinuteBlock {
  const requests = requestsOf(of);
  const one = minutes((i) => 1 / Math.max(1, of.instances[i] ?? 1));
  return { sum: minutes((i) => (requests[i] ?? 0) * (one[i] ?? 0)), count: requests, min: one, max: one };
}

/** Routing and signing: no queue, a spread of its own. */
function overhead(context: SystemContext, parameters: EndpointParameters, of: VariantDay, day: Day, random: Stream): ResponseMinutes {
  const table = queueTable(parameters.queue, parameters.workersPerGpu, context.seed);
  return {
    requests: requestsOf(of),
    logScale: minutes((i) => Math.log(parameters.overheadMs * MICROSECONDS) + NOISE * normal(random, day * MINUTES_PER_DAY + i)),
    position: new Float64Array(MINUTES_PER_DAY),
    table: new Uint8Array(MINUTES_PER_DAY),
    tables: [table],
  };
}

function instanceMetrics(parameters: EndpointParameters): Readonly<Record<string, PerInstance>> {
  const one = (): number => 1;
  const gpus = ({ segmentAt }: VariantDay, i: number): number => acceleratedOf(segmentAt(i)).gpus;
  const vcpus = ({ segmentAt }: VariantDay, i: number): number => acceleratedOf(segmentAt(i)).vcpus;
  const loaded = { skew: parameters.skew };
  const resident = { skew: 0 };
  return {
    cpu: { ...loaded, devices: vcpus, mean: ({ cpu }, i) => cpu[i] ?? 0 },
    gpu: { ...loaded, devices: gpus, mean: ({ rho }, i) => rho[i] ?? 0 },
    gpu_memory: {
      ...resident,
      devices: gpus,
      mean: ({ segmentAt }, i) => Math.min(1, parameters.modelGpuGb / acceleratedOf(segmentAt(i)).gpuMemoryGb),
    },
    memory: {
      ...resident,
      devices: one,
      mean: ({ segmentAt }, i) => Math.min(1, parameters.modelHostGib / acceleratedOf(segmentAt(i)).memoryGib),
    },
    disk: { ...resident, devices: one, mean: () => parameters.diskShare },
  };
}

/** Statistic set over a variant's instances: one sample each a minute. */
function overInstances(of: VariantDay, { mean, devices, skew }: PerInstance, random: Stream, day: Day): MinuteBlock {
  const first = day * MINUTES_PER_DAY;
  const full = minutes((i) => devices(of, i) * PERCENT);
  const share = minutes((i) => mean(of, i));
  const count = of.instances;
  return {
    sum: minutes((i) => (share[i] ?? 0) * (full[i] ?? 0) * (count[i] ?? 0)),
    min: minutes((i) => (share[i] ?? 0) * (1 - skew * 0.5) * (full[i] ?? 0)),
    max: minutes((i) => Math.min(1, (share[i] ?? 0) * (1 + skew * (0.5 + 0.5 * uniform(random, first + i)))) * (full[i] ?? 0)),
    count,
  };
}

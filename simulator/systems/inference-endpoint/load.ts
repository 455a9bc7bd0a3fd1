import { ACCELERATED, type AcceleratedSpec } from "../../../contract";
import type { Demand } from "../../demand";
import { Lru } from "../../lru";
import { HIGHEST_RHO } from "../../queue";
import type { EndpointParameters } from "../../scenario/sagemaker";
import { type Day, MINUTES_PER_DAY, SECONDS_PER_MINUTE } from "../../time";
import { Scaler, WARM_UP_MINUTES } from "../scaler";
import { numberOf, type Segment, type SystemContext, segmentAt, specOf, textOf } from "../system";

const { max, min } = Math;

const DAYS_REMEMBERED = 160;
/** SageMaker gives an invocation up after a minute; a backlog of this long is refused. */
const PATIENCE_SECONDS = 10;
const TINY = 1e-9;

/** A variant on one day. */
export interface VariantDay {
  /** Invocations per second that arrived. */
  readonly rate: Float64Array;
  readonly instances: Float64Array;
  /** Of a device's workers, 0 to the highest that is simulated. */
  readonly rho: Float64Array;
  /** How much longer an invocation takes than on an idle device, the queue apart. */
  readonly stretch: Float64Array;
  /** Of all vCPUs of an instance, 0–1. */
  readonly cpu: Float64Array;
  /** Share that fails. */
  readonly errorShare: Float64Array;
  readonly segmentAt: (minute: number) => Segment;
}

/** One production variant: instances with devices, each with a few workers; the number of instances follows invocations. */
export class VariantLoad {
  private readonly days = new Lru<Day, VariantDay>(DAYS_REMEMBERED, (day) => this.make(day));

  constructor(
    private readonly context: SystemContext,
    private readonly parameters: EndpointParameters,
    private readonly demand: Demand,
    /** Of the endpoint's invocations. */
    private readonly share: number,
  ) {}

  day(day: Day): VariantDay {
    return this.days.get(day);
  }

  private make(day: Day): VariantDay {
    const { parameters, context, share } = this;
    const segments = context.settings(day);
    const before = context.settings(day - 1);
    const rate = this.demand.day(day).map((perSecond) => perSecond * share);
    const rateBefore = this.demand.day(day - 1);
    const errorFault = context.errorFault(day);
    const array = () => new Float64Array(MINUTES_PER_DAY);
    const made = { rate, instances: array(), rho: array(), stretch: array(), cpu: array(), errorShare: array() };
    let scaler: Scaler | undefined;
    let backlog = 0;
    for (let minute = -WARM_UP_MINUTES; minute < MINUTES_PER_DAY; minute++) {
      const isWarmUp = minute < 0;
      const segment = isWarmUp ? segmentAt(before, minute + MINUTES_PER_DAY) : segmentAt(segments, minute);
      const arrivals = isWarmUp ? (rateBefore[minute + MINUTES_PER_DAY] ?? 0) * share : (rate[minute] ?? 0);
      const spec = acceleratedOf(segment);
      const bounds = { min: numberOf(segment, "min_instances"), max: numberOf(segment, "max_instances") };
      const target = numberOf(segment, "target_invocations_per_instance");
      scaler ??= new Scaler(parameters.scaling, arrivals * SECONDS_PER_MINUTE, target, bounds);
      const instances = scaler.step(arrivals * SECONDS_PER_MINUTE, target, bounds);
      const plain = (arrivals * serviceMs(parameters, spec)) / 1000 / (instances * spec.gpus * parameters.workersPerGpu);
      const contention = 1 + parameters.contention * min(1, plain);
      const rho = plain * contention;
      const capacity = arrivals * (HIGHEST_RHO / max(rho, TINY));
      backlog = min(max(0, backlog + (arrivals - capacity) * SECONDS_PER_MINUTE), capacity * PATIENCE_SECONDS);
      if (isWarmUp) continue;
      const waitSeconds = backlog / max(capacity, TINY);
      const refused = waitSeconds >= PATIENCE_SECONDS ? max(0, 1 - capacity / arrivals) : 0;
      made.instances[minute] = instances;
      made.rho[minute] = min(rho, HIGHEST_RHO);
      made.stretch[minute] = contention * (1 + (waitSeconds * 1000) / serviceMs(parameters, spec));
      made.cpu[minute] = min(1, parameters.idleCpu + (min(arrivals, capacity) * parameters.cpuMs) / 1000 / (instances * spec.vcpus));
      made.errorShare[minute] = min(1, parameters.errorShare + refused + (errorFault?.[minute] ?? 0));
    }
    return { ...made, segmentAt: (minute) => segmentAt(segments, minute) };
  }
}

export const acceleratedOf = (segment: Segment): AcceleratedSpec => specOf(ACCELERATED, textOf(segment, "instance_type"));

/** Time that an invocation keeps a worker of the type's device busy. */
export const serviceMs = ({ gpuMs }: EndpointParameters, { gpuModel }: AcceleratedSpec): number => gpuMs[gpuModel];

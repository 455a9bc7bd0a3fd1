import { EC2 } from "../../../contract";
import type { Demand } from "../../demand";
import { Lru } from "../../lru";
import { HIGHEST_RHO } from "../../queue";
import type { GroupParameters } from "../../scenario/systems";
import { type Day, MINUTES_PER_DAY, SECONDS_PER_MINUTE } from "../../time";
import { offMinutes } from "../off-hours";
import { Scaler, WARM_UP_MINUTES } from "../scaler";
import { numberOf, type Segment, type SystemContext, segmentAt, specOf, textOf } from "../system";

const { max, min } = Math;

/** What happened to the group on one day. */
export interface GroupDay {
  /** Requests that arrived, per second. */
  readonly rate: Float64Array;
  readonly inService: Float64Array;
  /** Mean utilisation of the instances' CPU, 0–1. */
  readonly busy: Float64Array;
  /** Requests that wait in the queue because the instances cannot keep up. */
  readonly backlog: Float64Array;
  /** Share of requests that fail. */
  readonly errorShare: Float64Array;
  /** Utilisation that requests meet, 0 to the highest that is simulated. */
  readonly rho: Float64Array;
  /** How much longer a request takes than on idle instances, the queue apart: contention, and the backlog in front of it. */
  readonly stretch: Float64Array;
  readonly segmentAt: (minute: number) => Segment;
}

const DAYS_REMEMBERED = 512;
const TINY = 1e-9;
/** A queue longer than this many seconds of work makes callers give up. */
const PATIENCE_SECONDS = 2;
const MAX_OVERLOAD_ERRORS = 0.5;
const MAX_BACKLOG_SECONDS = 600;

export class GroupLoad {
  private readonly demand: Demand;
  private readonly stopped = new Lru<Day, Uint8Array | undefined>(DAYS_REMEMBERED, (day) => offMinutes(this.context, day));
  private readonly days = new Lru<Day, GroupDay>(DAYS_REMEMBERED, (day) => this.make(day));

  constructor(
    private readonly context: SystemContext,
    private readonly parameters: GroupParameters,
  ) {
    this.demand = context.demand("demand", parameters.demand);
  }

  day(day: Day): GroupDay {
    return this.days.get(day);
  }

  private make(day: Day): GroupDay {
    const { parameters, context } = this;
    const segments = context.settings(day);
    const before = context.settings(day - 1);
    const off = this.stopped.get(day);
    const offBefore = this.stopped.get(day - 1);
    const rate = reaching(this.demand.day(day), off);
    const rateBefore = reaching(this.demand.day(day - 1), offBefore);
    const errorFault = context.errorFault(day);
    const array = () => new Float64Array(MINUTES_PER_DAY);
    const made = { rate, inService: array(), busy: array(), backlog: array(), errorShare: array(), rho: array(), stretch: array() };

    let scaler: Scaler | undefined;
    let backlog = 0;
    for (let minute = -WARM_UP_MINUTES; minute < MINUTES_PER_DAY; minute++) {
      const isWarmUp = minute < 0;
      const segment = isWarmUp ? segmentAt(before, minute + MINUTES_PER_DAY) : segmentAt(segments, minute);
      const arrivals = (isWarmUp ? rateBefore[minute + MINUTES_PER_DAY] : rate[minute]) ?? 0;
      const isOff = (isWarmUp ? offBefore?.[minute + MINUTES_PER_DAY] : off?.[minute]) === 1;
      if (isOff) {
        scaler = undefined;
        backlog = 0;
        continue;
      }
      /** Instances' worth of work. */
      const work = (arrivals * parameters.serviceTimeMs) / 1000 / vcpusOf(segment);
      const bounds = { min: numberOf(segment, "min_size"), max: numberOf(segment, "max_size") };
      const target = numberOf(segment, "target_cpu_percent") / 100 - parameters.idleCpu;
      scaler ??= new Scaler(parameters.scaling, work, target, bounds);
      const instances = scaler.step(work, target, bounds);
      const plain = work / instances;
      const contention = 1 + parameters.contention * min(1, plain);
      const rho = plain * contention;
      const capacity = arrivals * (HIGHEST_RHO / max(rho, TINY));
      backlog = min(max(0, backlog + (arrivals - capacity) * SECONDS_PER_MINUTE), capacity * MAX_BACKLOG_SECONDS);
      if (isWarmUp) continue;

      const waitSeconds = backlog / max(capacity, TINY);
      const overload = waitSeconds > PATIENCE_SECONDS ? min(MAX_OVERLOAD_ERRORS, 1 - PATIENCE_SECONDS / waitSeconds) : 0;
      made.inService[minute] = instances;
      made.busy[minute] = waitSeconds > 0 ? 1 : min(1, parameters.idleCpu + rho);
      made.backlog[minute] = backlog;
      made.errorShare[minute] = min(1, parameters.errorShare + overload + (errorFault?.[minute] ?? 0));
      made.rho[minute] = min(rho, HIGHEST_RHO);
      made.stretch[minute] = contention * (1 + (waitSeconds * 1000) / parameters.serviceTimeMs);
    }
    return { ...made, segmentAt: (minute) => segmentAt(segments, minute) };
  }
}

/** Nobody's requests reach a group that is stopped. */
const reaching = (rate: Float64Array, off: Uint8Array | undefined): Float64Array =>
  off === undefined ? rate : rate.map((perSecond, i) => (off[i] === 1 ? 0 : perSecond));

/** vCPUs of one instance: as many servers has its queue. */
export const vcpusOf = (segment: Segment): number => specOf(EC2, textOf(segment, "instance_type")).vcpus;

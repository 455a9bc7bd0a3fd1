import { EC2 } from "../../../contract";
import type { Demand } from "../../demand";
import { HIGHEST_RHO, type QueueTable, queueTable, type ResponseMinutes } from "../../queue";
import { normal, stream } from "../../random";
import type { GroupParameters } from "../../scenario/systems";
import { type Day, MINUTES_PER_DAY, SECONDS_PER_MINUTE } from "../../time";
import { Scaler, WARM_UP_MINUTES } from "../scaler";
import { numberOf, type Segment, type SystemContext, segmentAt, specOf, textOf } from "../system";

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
  readonly responses: ResponseMinutes;
  readonly segmentAt: (minute: number) => Segment;
}

/** Relative noise of a minute's latency beyond what the queue explains. */
const LATENCY_NOISE = 0.02;
/** A queue longer than this many seconds of work makes callers give up. */
const PATIENCE_SECONDS = 2;
const MAX_OVERLOAD_ERRORS = 0.5;
const MAX_BACKLOG_SECONDS = 600;

export class GroupLoad {
  private readonly demand: Demand;
  private readonly tables = new Map<number, QueueTable>();

  constructor(
    private readonly context: SystemContext,
    private readonly parameters: GroupParameters,
  ) {
    this.demand = context.demand("demand", parameters.demand);
  }

  day(day: Day): GroupDay {
    const { parameters, context } = this;
    const segments = context.settings(day);
    const before = context.settings(day - 1);
    const rate = this.demand.day(day);
    const rateBefore = this.demand.day(day - 1);
    const made = this.empty(rate, segments);
    const logNoise = stream(context.seed, `${context.name}/latency`);
    const latencyFault = context.latencyFault(day);
    const errorFault = context.errorFault(day);
    const dependencies = Object.entries(parameters.waitsFor).map(([name, share]) => ({ share, slow: context.system(name)?.slowdown(day) }));
    const tables = [...new Set(segments.map((segment) => vcpusOf(segment)))].map((vcpus) => ({ vcpus, table: this.table(vcpus) }));
    const logService = Math.log(parameters.serviceTimeMs);

    let scaler: Scaler | undefined;
    let backlog = 0;
    for (let minute = -WARM_UP_MINUTES; minute < MINUTES_PER_DAY; minute++) {
      const warmUp = minute < 0;
      const segment = warmUp ? segmentAt(before, minute + MINUTES_PER_DAY) : segmentAt(segments, minute);
      const arrivals = (warmUp ? rateBefore[minute + MINUTES_PER_DAY] : rate[minute]) ?? 0;
      const vcpus = vcpusOf(segment);
      /** Instances' worth of work. */
      const work = (arrivals * parameters.serviceTimeMs) / 1000 / vcpus;
      const bounds = { min: numberOf(segment, "min_size"), max: numberOf(segment, "max_size") };
      const target = numberOf(segment, "target_cpu_percent") / 100 - parameters.idleCpu;
      scaler ??= new Scaler(parameters.scaling, work, target, bounds);
      const instances = scaler.step(work, target, bounds);
      const plain = work / instances;
      const rho = plain * (1 + parameters.contention * Math.min(1, plain));
      const capacity = arrivals * (HIGHEST_RHO / Math.max(rho, 1e-9));
      backlog = Math.min(Math.max(0, backlog + (arrivals - capacity) * SECONDS_PER_MINUTE), capacity * MAX_BACKLOG_SECONDS);
      if (warmUp) continue;

      const waitSeconds = backlog / Math.max(capacity, 1e-9);
      const busy = waitSeconds > 0 ? 1 : Math.min(1, parameters.idleCpu + rho);
      made.inService[minute] = instances;
      made.busy[minute] = busy;
      made.backlog[minute] = backlog;
      const overload = waitSeconds > PATIENCE_SECONDS ? Math.min(MAX_OVERLOAD_ERRORS, 1 - PATIENCE_SECONDS / waitSeconds) : 0;
      made.errorShare[minute] = Math.min(1, parameters.errorShare + overload + (errorFault?.[minute] ?? 0));
      const entry = tables.findIndex((known) => known.vcpus === vcpus);
      made.responses.table[minute] = entry;
      made.responses.position[minute] = tables[entry]?.table.position(Math.min(rho, HIGHEST_RHO)) ?? 0;
      let stretch = (1 + parameters.contention * Math.min(1, plain)) * (latencyFault?.[minute] ?? 1);
      for (const { share, slow } of dependencies) stretch *= 1 + share * ((slow?.[minute] ?? 1) - 1);
      const waiting = 1 + (waitSeconds * 1000) / parameters.serviceTimeMs;
      const noise = LATENCY_NOISE * normal(logNoise, day * MINUTES_PER_DAY + minute);
      made.responses.logScale[minute] = logService + Math.log(stretch * waiting) + noise;
    }
    return { ...made, responses: { ...made.responses, tables: tables.map(({ table }) => table) } };
  }

  private empty(rate: Float64Array, segments: readonly Segment[]) {
    const array = () => new Float64Array(MINUTES_PER_DAY);
    return {
      rate,
      inService: array(),
      busy: array(),
      backlog: array(),
      errorShare: array(),
      responses: {
        requests: rate.map((perSecond) => Math.round(perSecond * SECONDS_PER_MINUTE)),
        logScale: array(),
        position: array(),
        table: new Uint8Array(MINUTES_PER_DAY),
      },
      segmentAt: (minute: number) => segmentAt(segments, minute),
    };
  }

  private table(vcpus: number): QueueTable {
    const known = this.tables.get(vcpus) ?? queueTable(this.parameters.queue, vcpus, this.context.seed);
    this.tables.set(vcpus, known);
    return known;
  }
}

const vcpusOf = (segment: Segment): number => specOf(EC2, textOf(segment, "instance_type")).vcpus;

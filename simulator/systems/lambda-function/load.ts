import type { Demand } from "../../demand";
import { Lru } from "../../lru";
import { normal, type Stream, stream, uniform } from "../../random";
import type { FunctionParameters } from "../../scenario/lambda-function";
import { type Day, MINUTES_PER_DAY, SECONDS_PER_MINUTE } from "../../time";
import { numberOf, type Segment, type SystemContext } from "../system";

const { ceil, exp, floor, log, max, min, sqrt } = Math;

const DAYS_REMEMBERED = 160;
/** Memory that comes with one whole vCPU: https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
const MB_PER_VCPU = 1_769;
/** An environment is used for about this long before it is replaced. */
const ENVIRONMENT_MINUTES = 120;
const NOISE = 0.04;
const HIGHEST_NORMAL = 3.7;
const MOST_BY_CHANCE = 500;
/** A logistic curve of this slope is the normal distribution to a hundredth. */
const LOGISTIC_SLOPE = 1.702;

/** What a function did on one day, by minute; counts are whole. */
export interface FunctionDay {
  readonly invocations: Float64Array;
  readonly errors: Float64Array;
  readonly throttled: Float64Array;
  /** Mean run, outliers and timeouts apart. */
  readonly meanMs: Float64Array;
  /** Most that ran at once. */
  readonly peak: Float64Array;
  /** Runs that found no environment kept warm. */
  readonly spilled: Float64Array;
  /** New environments. */
  readonly cold: Float64Array;
  readonly usedMb: Float64Array;
  readonly mostUsedMb: Float64Array;
}

/** Every run has an environment of its own: nothing queues, what has no room is refused. */
export class FunctionLoad {
  private readonly demand: Demand;
  private readonly days = new Lru<Day, FunctionDay>(DAYS_REMEMBERED, (day) => this.make(day));

  constructor(
    private readonly context: SystemContext,
    private readonly parameters: FunctionParameters,
    /** Share of runs that take longer than this many times the mean. */
    private readonly longerThan: (times: number) => number,
  ) {
    this.demand = context.demand("demand", parameters.demand);
  }

  day(day: Day): FunctionDay {
    return this.days.get(day);
  }

  private make(day: Day): FunctionDay {
    const { parameters, context } = this;
    const wanted = this.demand.day(day);
    const latencyFault = context.latencyFault(day);
    const errorFault = context.errorFault(day);
    const drawing = (what: string): Stream => stream(context.seed, `${context.name}/${what}`);
    const draws = {
      runs: drawing("runs"),
      lengths: drawing("lengths"),
      refusals: drawing("refusals"),
      failures: drawing("failures"),
      overflow: drawing("overflow"),
      starts: drawing("starts"),
      overlaps: drawing("overlaps"),
    };
    const array = () => new Float64Array(MINUTES_PER_DAY);
    const made = {
      invocations: array(),
      errors: array(),
      throttled: array(),
      meanMs: array(),
      peak: array(),
      spilled: array(),
      cold: array(),
      usedMb: array(),
      mostUsedMb: array(),
    };
    for (const segment of context.settings(day)) {
      const memoryMb = numberOf(segment, "memory_mb");
      const reserved = numberOf(segment, "reserved_concurrency");
      const provisioned = numberOf(segment, "provisioned_concurrency");
      const timeoutMs = numberOf(segment, "timeout_seconds") * 1000;
      const runMs = meanRunMs(parameters, segment);
      for (let i = segment.from; i < segment.to; i++) {
        const at = day * MINUTES_PER_DAY + i;
        const perSecond = wanted[i] ?? 0;
        const meanMs = runMs * (latencyFault?.[i] ?? 1) * exp(NOISE * normal(draws.lengths, at));
        const arrived = floor(perSecond * SECONDS_PER_MINUTE + uniform(draws.runs, at));
        if (arrived === 0) continue;
        // Little: as many run at once as arrive while one runs.
        const atOnce = (perSecond * min(meanMs, timeoutMs)) / 1000;
        const peak = max(1, ceil(atOnce * parameters.peakToMean), mostAtOnce(atOnce, uniform(draws.overlaps, at) ** (1 / arrived)));
        const throttled = floor(arrived * refusedShare(reserved, atOnce * sqrt(parameters.peakToMean)) + uniform(draws.refusals, at));
        const invocations = max(0, arrived - throttled);
        const inMinute = max(1, invocations);
        const usedMb = parameters.memoryMb;
        const mostUsedMb = usedMb * exp(parameters.memorySigma * min(HIGHEST_NORMAL, sqrt(2 * log(inMinute + 1))));
        const failing =
          parameters.errorShare + this.longerThan(timeoutMs / meanMs) + overMemory(parameters, memoryMb) + (errorFault?.[i] ?? 0);
        const spilled =
          provisioned === 0 ? 0 : min(invocations, floor(invocations * refusedShare(provisioned, atOnce) + uniform(draws.overflow, at)));
        const running = min(peak, reserved);
        const before = i === segment.from ? running : (made.peak[i - 1] ?? 0);
        const unprovisioned = max(0, running - provisioned);
        made.invocations[i] = invocations;
        made.throttled[i] = throttled;
        made.errors[i] = min(invocations, floor(invocations * min(1, failing) + uniform(draws.failures, at)));
        made.meanMs[i] = meanMs;
        made.peak[i] = running;
        made.spilled[i] = spilled;
        made.cold[i] = floor(
          max(0, unprovisioned - max(0, before - provisioned)) + unprovisioned / ENVIRONMENT_MINUTES + uniform(draws.starts, at),
        );
        made.usedMb[i] = min(memoryMb, usedMb);
        made.mostUsedMb[i] = min(memoryMb, mostUsedMb);
      }
    }
    return made;
  }
}

/** Waiting takes its time whatever the memory; work takes longer on less than the vCPUs it could use. */
export function meanRunMs(
  { waitMs, cpuMs, parallelism }: Pick<FunctionParameters, "waitMs" | "cpuMs" | "parallelism">,
  segment: Segment,
): number {
  return waitMs + cpuMs / min(parallelism, numberOf(segment, "memory_mb") / MB_PER_VCPU);
}

function overMemory({ memoryMb, memorySigma }: FunctionParameters, configuredMb: number): number {
  const distance = log(configuredMb / memoryMb) / max(memorySigma, 1e-3);
  return 1 / (1 + exp(LOGISTIC_SLOPE * distance));
}

/** Poisson arrivals overlap by chance, few ones too: the least number that so many or fewer run at once with the probability given. */
export function mostAtOnce(offered: number, probability: number): number {
  // Chance adds next to nothing to a mean of hundreds.
  if (offered >= MOST_BY_CHANCE) return ceil(offered);
  let term = exp(-offered);
  let sum = term;
  let n = 0;
  while (sum < probability && term > 0) {
    n++;
    term *= offered / n;
    sum += term;
  }
  return n;
}

/**
 * Share of arrivals that find all of `environments` taken, with `offered` running on average if none were refused: a loss system
 * with Poisson arrivals, by Erlang's recursion.
 */
export function refusedShare(environments: number, offered: number): number {
  if (offered <= 0) return 0;
  // Ten standard deviations of room: nobody is refused.
  if (environments > offered + 10 * sqrt(offered) + 1) return 0;
  let inverse = 1;
  for (let n = 1; n <= environments; n++) inverse = 1 + (inverse * n) / offered;
  return 1 / inverse;
}

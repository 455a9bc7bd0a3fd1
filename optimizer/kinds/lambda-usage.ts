import { MS_PER_SECOND, type Resource, type Statistic } from "../../contract";
import type { ComponentHistory, SeriesRef } from "../evidence/history";
import { countIn, type Settings } from "../evidence/settings";
import { maxTiers, productTiers, sumTiers, type Tiers, zip } from "../evidence/tiers";
import { memoFor } from "../memo";
import { largest, weightedQuantile } from "../statistics";
import { isMissing } from "../statistics/missing";
import { isNever } from "./reading";

/** Memory with which one whole vCPU comes; less of one is less of the other. https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
export const MB_PER_VCPU = 1_769;

/** A slowdown is judged by the runs that use most of their vCPUs. */
const BUSY_RUNS = 0.95;

/** What a function did, as far as its metrics say; quantities are 0 where it is known that nobody called it. */
export interface FunctionUsage {
  /** Runs per second. */
  readonly invocations: Tiers;
  /** Runs at once: the most of each interval. */
  readonly concurrency: Tiers;
  /** Mean runs at once, which is what duration is billed by. */
  readonly busy: Tiers;
  /** Runs at once that come by the alias, which is what environments are kept warm for. */
  readonly throughAlias: Tiers;
  /** Runs per second in environments that were kept warm. */
  readonly warmInvocations: Tiers;
  /** Share of the warm environments that was used: the most of each interval. */
  readonly provisionedUse: Tiers;
  /** Megabytes that the hungriest run held. */
  readonly memoryMb: Tiers;
  /** Share of the intervals with runs, in the tier where it is least, in which memory is known. */
  readonly memoryKnown: number;
  /** The longest run that is known, if with each memory it had taken so many times as long, in milliseconds; NaN where none is known. */
  longestMs(times: (then: Settings) => number): number;
  /** The longest start of a new environment, in milliseconds; NaN where none is known. */
  readonly coldStartMs: number;
  /**
   * Share of its vCPUs that a run keeps busy for as long as it lasts, at the 95th percentile; 1 where processor time is not known: what
   * it would be if it never waited for others.
   */
  readonly cpuShare: number;
  /** Whether {@link cpuShare} was measured. */
  readonly cpuMeasured: boolean;
}

export const FUNCTION_SCOPES = ["function", "alias", "insights"] as const;

/** Read once for a model and the rules that ask about it. */
export const functionUsage = memoFor((history: ComponentHistory): FunctionUsage => {
  const { guards } = history.policy;
  const over = (scope: (typeof FUNCTION_SCOPES)[number], metric: string, statistic: Statistic): readonly Tiers[] =>
    history.scoped(scope).map((resource) => history.read({ resource, metric, statistic }));
  const invocations = sumTiers(over("function", "invocations", "Sum"));
  const warmInvocations = sumTiers(over("alias", "provisioned_invocations", "Sum"));
  const duration = maxTiers(over("function", "duration", "Average"));
  const whileCalled = (quantity: Tiers): Tiers => zip(invocations, quantity, (runs, value) => (runs === 0 ? 0 : value));
  const whileWarm = (quantity: Tiers): Tiers => zip(warmInvocations, quantity, (runs, value) => (runs === 0 ? 0 : value));
  const concurrency = whileCalled(maxTiers(over("function", "concurrent_executions", "Maximum")));
  const memoryThen = history.capacity.over(history.grids, (settings) => countIn(settings, "memory_mb"));
  const longest = maxTiers(over("function", "duration", "Maximum"));
  const memory = productTiers(maxTiers(over("insights", "memory", "Maximum")), memoryThen);
  const cpuTime = maxTiers(over("insights", "cpu_time", "Average"));
  const shares = zip(
    zip(cpuTime, duration, (cpu, run) => cpu / run),
    memoryThen,
    (vcpus, mb) => Math.min(1, vcpus / (mb / MB_PER_VCPU)),
  );
  const measuredShare = quantileOf(shares, BUSY_RUNS);
  const cpuMeasured = !isMissing(measuredShare) && knownWhile(invocations, shares) >= guards.minCoverage;
  return {
    invocations,
    concurrency,
    busy: whileCalled(zip(invocations, duration, (perSecond, ms) => (perSecond * ms) / MS_PER_SECOND)),
    throughAlias: whileWarm(concurrency),
    warmInvocations,
    provisionedUse: whileWarm(maxTiers(over("alias", "provisioned_utilization", "Maximum"))),
    memoryMb: whileCalled(memory),
    memoryKnown: knownWhile(invocations, memory),
    longestMs: (times) => peakOf(productTiers(longest, history.capacity.over(history.grids, times))),
    coldStartMs: peakOf(maxTiers(over("insights", "init_duration", "Maximum"))),
    cpuShare: cpuMeasured ? measuredShare : 1,
    cpuMeasured,
  };
});

/** The greatest known value of all tiers; NaN where none is. */
export const peakOf = (tiers: Tiers): number => largest(tiers.map(({ values }) => largest(values)));

/**
 * How many times as long a run takes with other memory, at most: `1 + share × (m / m′ − 1)`, with `share` the part of its vCPUs that it
 * keeps busy. Processor time C takes C/v at the least on v vCPUs and, whatever its threads, no more than C/v′ − C/v longer on v′ of them;
 * waiting takes as long as before. A function that never waits is the worst case: duration ∝ 1/memory. No gain is counted on more memory.
 */
export const slowdown = ({ cpuShare }: FunctionUsage, from: Settings, to: Settings): number =>
  1 + cpuShare * Math.max(0, countIn(from, "memory_mb") / countIn(to, "memory_mb") - 1);

/** What decisions on a function rest on. One that nobody calls is silent but for its counters, which are then all that can be asked for. */
export function functionRefs(history: ComponentHistory, usage: FunctionUsage): readonly SeriesRef[] {
  const refs = (scope: string, metric: string, ...statistics: readonly Statistic[]): readonly SeriesRef[] =>
    history.scoped(scope).flatMap((resource: Resource) => statistics.map((statistic) => ({ resource, metric, statistic })));
  const isProvisioned = countIn(history.current, "provisioned_concurrency") > 0;
  return [
    ...["invocations", "errors", "throttles"].flatMap((metric) => refs("function", metric, "Sum")),
    ...(isNever(usage.invocations)
      ? []
      : [...refs("function", "duration", "Average", "Maximum"), ...refs("function", "concurrent_executions", "Maximum")]),
    ...(isProvisioned ? refs("alias", "provisioned_invocations", "Sum") : []),
    ...(isProvisioned && !isNever(usage.warmInvocations) ? refs("alias", "provisioned_utilization", "Maximum") : []),
  ];
}

/** Share of the intervals in which something counted that another quantity is known in, in the tier where it is least; 1 where nothing did. */
function knownWhile(counter: Tiers, quantity: Tiers): number {
  return Math.min(
    1,
    ...counter.map(({ values }, tier) => {
      const other = quantity[tier]?.values;
      const counted = [...values.keys()].filter((i) => values[i] !== 0);
      return counted.length === 0 ? 1 : counted.filter((i) => !isMissing(other?.[i] ?? Number.NaN)).length / counted.length;
    }),
  );
}

const quantileOf = (tiers: Tiers, q: number): number =>
  weightedQuantile(
    tiers.map(({ grid, values }) => ({ values, weight: grid.periodSeconds })),
    q,
  );

import { z } from "zod";
import { countIn, type Evidence, type Settings } from "../evidence";
import { rangeOf } from "../kinds/ladder";
import { type FUNCTION_SCOPES, functionUsage, peakOf, slowdown } from "../kinds/lambda-usage";
import { isNever } from "../kinds/reading";
import { proposal } from "../plan/proposal";
import { isMissing } from "../statistics/missing";
import { finding, percent, refsOf, round } from "./finding";
import { rule } from "./rule";

const share = z.number().min(0).max(1);
const parameters = z.strictObject({
  /** Fewer environments are kept warm where their greatest use stays under this share. */
  provisionedUseBelow: share,
  /** Fewer runs are reserved, and the account's pool gets the others, where the most at once stay under this share of them: as many as bring them up to it. */
  reservedUseBelow: share.refine((value) => value > 0, "above 0"),
  /** Never fewer reserved: among few runs one more is much. */
  reservedAtLeast: z.int().positive(),
  /** How many times as long a run may take with less memory. */
  slowdownAtMost: z.number().min(1),
});
type Parameters = z.infer<typeof parameters>;

/** Memory is told in multiples of this, as are Lambda's own examples; a finer step saves next to nothing. */
const MEMORY_STEP_MB = 128;
/** Environments around the number that the peak just fits into: growth, risk and rare peaks decide which of them. */
const AROUND_FIT = [0.5, 0.75, 1, 1.25, 1.5, 2, 3] as const;

/** Less memory, fewer environments kept warm, fewer runs reserved: each where it is little used. */
export const lambdaSize = rule({
  name: "lambda-size",
  kinds: ["lambda-function"],
  parameters,
  declines: (e, p) => {
    const { memoryKnown, memoryMb, cpuMeasured } = functionUsage(e);
    if (candidates(e, p).length > 0) return undefined;
    const reasons = [
      countIn(e.current, "provisioned_concurrency") === 0
        ? "no environment is kept warm"
        : `up to ${percent(provisionedUse(e))} of the environments kept warm were used, not under ${percent(p.provisionedUseBelow)}`,
      `up to ${percent(reservedUse(e))} of the reserved runs were used, not under ${percent(p.reservedUseBelow)}`,
      memoryKnown < e.policy.guards.minCoverage || isMissing(peakOf(memoryMb))
        ? "memory used is not known without Lambda Insights"
        : `no smaller memory holds what was used in runs at most ${p.slowdownAtMost} times as long${cpuMeasured ? "" : ", if they never wait, for their processor time is not known"}`,
    ];
    return reasons.join("; ");
  },
  propose: (e, p) => {
    const usage = functionUsage(e);
    const of = (scope: (typeof FUNCTION_SCOPES)[number], metric: string, statistic: "Maximum" | "Average") =>
      refsOf(e.scoped(scope), metric, [statistic]);
    const measured = [
      finding(e, of("alias", "provisioned_utilization", "Maximum"), {
        metric: "use of the environments kept warm",
        statistic: "greatest of maxima",
        value: provisionedUse(e),
        unit: "fraction",
      }),
      finding(e, of("function", "concurrent_executions", "Maximum"), {
        metric: "runs at once",
        statistic: "greatest of maxima",
        value: peakOf(usage.concurrency),
        unit: "count",
      }),
      finding(e, of("insights", "memory", "Maximum"), {
        metric: "memory used, in MB",
        statistic: "greatest of maxima",
        value: round(peakOf(usage.memoryMb)),
        unit: "count",
      }),
      finding(e, of("insights", "cpu_time", "Average"), {
        metric: "share of its vCPUs that a run keeps busy",
        statistic: usage.cpuMeasured ? "p95 of means, weighted by time" : "assumed: processor time is not known",
        value: usage.cpuShare,
        unit: "fraction",
      }),
      finding(e, of("insights", "init_duration", "Maximum"), {
        metric: "start of a new environment",
        statistic: "greatest of maxima",
        value: usage.coldStartMs,
        unit: "milliseconds",
      }),
    ].filter(({ value }) => !isMissing(value));
    return candidates(e, p).map((to) =>
      proposal(e, { rule: "lambda-size", direction: "down", to, reason: reasonOf(e, p, to), findings: measured }),
    );
  },
});

const provisionedUse = (e: Evidence): number => peakOf(functionUsage(e).provisionedUse);
const reservedUse = (e: Evidence): number => peakOf(functionUsage(e).concurrency) / countIn(e.current, "reserved_concurrency");

function candidates(e: Evidence, p: Parameters): readonly Settings[] {
  return memories(e, p)
    .flatMap((memory_mb) =>
      provisionedCounts(e, p, memory_mb).map((provisioned_concurrency) => ({ ...e.current, memory_mb, provisioned_concurrency })),
    )
    .map((to) => ({ ...to, reserved_concurrency: reservedCount(e, p, to) }))
    .filter((to) => Object.entries(to).some(([tunable, value]) => value !== e.current[tunable]));
}

/** The present memory, and each smaller one that held what was used and in which runs take no more than the policy's times as long. */
function memories(e: Evidence, p: Parameters): readonly number[] {
  const usage = functionUsage(e);
  const now = countIn(e.current, "memory_mb");
  const used = peakOf(usage.memoryMb);
  const least = Math.max(MEMORY_STEP_MB, rangeOf(e.definition, "memory_mb")?.min ?? now);
  if (!e.turns("memory_mb") || !(used > 0)) return [now];
  const smaller = Array.from({ length: Math.ceil(now / MEMORY_STEP_MB) }, (_, i) => i * MEMORY_STEP_MB).filter(
    (memory_mb) =>
      memory_mb >= Math.max(least, used) && memory_mb < now && slowdown(usage, e.current, { ...e.current, memory_mb }) <= p.slowdownAtMost,
  );
  return [...smaller, now];
}

/** The present number, and fewer where little of it was used; none at all only where nobody used any. */
function provisionedCounts(e: Evidence, p: Parameters, memory_mb: number): readonly number[] {
  const usage = functionUsage(e);
  const now = countIn(e.current, "provisioned_concurrency");
  if (!e.turns("provisioned_concurrency") || now === 0 || !(provisionedUse(e) < p.provisionedUseBelow)) return [now];
  const least = rangeOf(e.definition, "provisioned_concurrency")?.min ?? now;
  if (isNever(usage.warmInvocations)) return [least, now];
  const fit = (peakOf(usage.throughAlias) * slowdown(usage, e.current, { ...e.current, memory_mb })) / e.policy.guards.cpuCeiling;
  const fewer = AROUND_FIT.map((times) => Math.max(1, least, Math.ceil(fit * times))).filter((count) => count < now);
  return [...new Set([...fewer, now])];
}

function reservedCount(e: Evidence, p: Parameters, to: Settings): number {
  const usage = functionUsage(e);
  const now = countIn(e.current, "reserved_concurrency");
  if (!e.turns("reserved_concurrency") || !(reservedUse(e) < p.reservedUseBelow)) return now;
  const wanted = Math.ceil((peakOf(usage.concurrency) * slowdown(usage, e.current, to)) / p.reservedUseBelow);
  return Math.min(now, Math.max(p.reservedAtLeast, wanted, countIn(to, "provisioned_concurrency")));
}

function reasonOf(e: Evidence, p: Parameters, to: Settings): string {
  const usage = functionUsage(e);
  const changed = (tunable: string): boolean => to[tunable] !== e.current[tunable];
  const times = slowdown(usage, e.current, to);
  const cold = isMissing(usage.coldStartMs) ? "" : ` (up to ${Math.round(usage.coldStartMs)} ms longer)`;
  const provisioned = countIn(to, "provisioned_concurrency");
  return [
    ...(changed("provisioned_concurrency")
      ? [
          isNever(usage.warmInvocations)
            ? "no run used an environment that is kept warm"
            : `under ${percent(p.provisionedUseBelow)} of the environments kept warm were ever used; beyond ${provisioned} at once runs start cold${cold}`,
        ]
      : []),
    ...(changed("memory_mb")
      ? [
          `${Math.round(peakOf(usage.memoryMb))} MB were used at most; runs take up to ${times.toFixed(2)} times as long${
            usage.cpuMeasured ? "" : ", if they never wait, for their processor time is not known"
          }`,
        ]
      : []),
    ...(changed("reserved_concurrency")
      ? [`under ${percent(p.reservedUseBelow)} of the reserved runs were ever used, and the account's pool gets the others`]
      : []),
  ].join("; ");
}

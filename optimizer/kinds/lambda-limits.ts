import type { ComponentHistory } from "../evidence/history";
import { countIn, type Settings } from "../evidence/settings";
import { type FunctionUsage, peakOf, slowdown } from "./lambda-usage";
import type { LimitCheck } from "./model";
import { isNever } from "./reading";

/** Hard facts of a function's target: what AWS refuses, and what must be proven of memory, run time and cold starts. */
export function functionLimits(history: ComponentHistory, usage: FunctionUsage, to: Settings): readonly LimitCheck[] {
  const { current } = history;
  const less = (tunable: string): boolean => countIn(to, tunable) < countIn(current, tunable);
  return [
    provisionedWithinReserved(to),
    ...(less("provisioned_concurrency") && countIn(to, "provisioned_concurrency") === 0 ? [nobodyStartsCold(usage)] : []),
    ...(less("memory_mb") ? [holdsMemory(history, usage, to), ...latencyHolds(history, usage, to)] : []),
    ...(less("memory_mb") || less("timeout_seconds") ? [withinTimeout(history, usage, to)] : []),
  ];
}

/** https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html */
function provisionedWithinReserved(to: Settings): LimitCheck {
  const [provisioned, reserved] = [countIn(to, "provisioned_concurrency"), countIn(to, "reserved_concurrency")];
  const pass = provisioned <= reserved;
  return {
    pass,
    reason: `${provisioned} environments kept warm, ${pass ? "no" : "and AWS keeps no"} more than the ${reserved} runs reserved`,
    numbers: { provisioned, reserved },
  };
}

function nobodyStartsCold({ warmInvocations, coldStartMs }: FunctionUsage): LimitCheck {
  const pass = isNever(warmInvocations);
  const cold = Number.isFinite(coldStartMs) ? ` (a new environment took up to ${Math.round(coldStartMs)} ms)` : "";
  return {
    pass,
    reason: pass
      ? "no run in the window used an environment that is kept warm"
      : `without any environment kept warm, runs that found one would start cold${cold}`,
    numbers: { coldStartMs },
  };
}

/** A run that asks for more than there is fails, so the greatest known counts, not a quantile. */
function holdsMemory({ policy: { guards } }: ComponentHistory, usage: FunctionUsage, to: Settings): LimitCheck {
  const memoryMb = countIn(to, "memory_mb");
  const usedMb = peakOf(usage.memoryMb);
  const neededMb = usedMb * (1 + guards.memoryReserve);
  const numbers = { memoryMb, usedMb, neededMb, known: usage.memoryKnown, minimum: guards.minCoverage };
  if (!(usage.memoryKnown >= guards.minCoverage) || !Number.isFinite(usedMb) || usedMb === 0) {
    const known =
      Number.isFinite(usedMb) && usedMb > 0 ? `in ${(usage.memoryKnown * 100).toFixed(1)} % of the intervals with runs only` : "of no run";
    return { pass: false, reason: `memory used is known ${known}: without Lambda Insights it is not turned down`, numbers };
  }
  const reserve = `${Math.round(usedMb)} MB used at most, ${guards.memoryReserve * 100} % in reserve`;
  return { pass: neededMb <= memoryMb, reason: `${memoryMb} MB ${neededMb <= memoryMb ? "hold" : "do not hold"} ${reserve}`, numbers };
}

/** Judged as if the longest run did nothing but compute: the mean says little about it. */
function withinTimeout({ policy: { guards } }: ComponentHistory, usage: FunctionUsage, to: Settings): LimitCheck {
  const timeoutMs = countIn(to, "timeout_seconds") * 1_000;
  const longestMs = usage.longestMs(() => 1);
  const afterMs = usage.longestMs((then) => Math.max(1, countIn(then, "memory_mb") / countIn(to, "memory_mb")));
  const limitMs = timeoutMs * (1 - guards.sloMargin);
  const pass = afterMs <= limitMs;
  return {
    pass,
    reason: Number.isFinite(afterMs)
      ? `the longest run would take at most ${Math.round(afterMs)} ms, the timeout less ${guards.sloMargin * 100} % is ${Math.round(limitMs)} ms`
      : "nothing is known of how long runs take, so nothing of whether they would end before the timeout",
    numbers: { longestMs, afterMs, limitMs },
  };
}

/** An objective on this function's own runs is held against their bound; of another's, how much of it waits for them is not known. */
function latencyHolds({ component, policy, current }: ComponentHistory, usage: FunctionUsage, to: Settings): readonly LimitCheck[] {
  const times = slowdown(usage, current, to);
  if (times === 1) return [];
  return policy.slos
    .filter(({ unit }) => unit === "milliseconds")
    .map((slo) => {
      const limit = slo.limit * (1 - policy.guards.sloMargin);
      if (slo.component !== component) {
        return {
          pass: false,
          reason: `runs would take up to ${times.toFixed(2)} times as long, and how much of ${slo.name} waits for them is not known`,
          numbers: { times },
        };
      }
      const afterMs = usage.longestMs((then) => slowdown(usage, then, to));
      return {
        pass: afterMs < limit,
        reason: `the longest run would take up to ${Math.round(afterMs)} ms, ${slo.name} allows ${slo.limit} less ${policy.guards.sloMargin * 100} %`,
        numbers: { afterMs, limit, times },
      };
    });
}

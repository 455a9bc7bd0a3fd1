import { z } from "zod";
import { SECONDS_PER_MINUTE } from "../../contract";
import { countIn, type Evidence, type Settings } from "../evidence";
import { acceleratedSpec, endpointInstances, endpointUsage } from "../kinds/endpoint-usage";
import { rangeOf } from "../kinds/ladder";
import { timeMean } from "../kinds/reading";
import { unitHours } from "../money";
import { proposal } from "../plan/proposal";
import type { Finding } from "../plan/recommendation";
import { isMissing } from "../statistics/missing";
import { finding, percent, refsOf } from "./finding";
import { P95_STATISTIC, p95 } from "./percentile";
import { rule } from "./rule";

const parameters = z.strictObject({ gpuP95Below: z.number().min(0).max(1) });

/** Targets are told in hundreds of invocations: measurements are no finer. */
const TARGET_STEP = 100;

const gpuP95 = (e: Evidence): number => p95(endpointUsage(e).gpuShare);

/** Fewer instances at least, with a target that they can hold, where the 95th percentile of the busiest variant's GPUs is low. */
export const endpointSize = rule({
  name: "endpoint-size",
  kinds: ["inference-endpoint"],
  parameters,
  declines: (e, p) => {
    const gpu = gpuP95(e);
    return gpu >= p.gpuP95Below ? `p95 GPU is ${percent(gpu)}, not under ${percent(p.gpuP95Below)}` : undefined;
  },
  propose: (e, p) => {
    const variants = e.scoped("variant");
    const usage = endpointUsage(e);
    const gpuRefs = refsOf(variants, "gpu", ["Average", "Maximum"]);
    const requests = refsOf(variants, "requests", ["Sum"]);
    const before = gpuHours(e, e.current);
    const findings = [
      finding(e, gpuRefs, { metric: "GPU", statistic: P95_STATISTIC, value: gpuP95(e), unit: "fraction" }),
      finding(e, requests, {
        metric: "invocations, all variants",
        statistic: "p95 of mean rates, weighted by time",
        value: p95(usage.invocations),
        unit: "count-per-second",
      }),
      finding(e, [...gpuRefs, ...refsOf(variants, "requests_per_instance", ["Sum"])], {
        metric: "invocations that an instance can take",
        statistic: "p10 of rate over utilisation, busier half of the minutes",
        value: usage.throughputPerInstance,
        unit: "count-per-second",
      }),
    ].filter(isKnown);
    return candidates(e).map((to) => {
      const after = gpuHours(e, to);
      return proposal(e, {
        rule: "endpoint-size",
        direction: "down",
        to,
        reason: `p95 GPU is under ${percent(p.gpuP95Below)}; GPU-hours a month go from ${Math.round(before)} to ${Math.round(after)}`,
        findings: [...findings, ...[gpuHoursFinding(e, "now", before), gpuHoursFinding(e, "after", after)].filter(isKnown)],
      });
    });
  },
});

const isKnown = ({ value }: Finding): boolean => !isMissing(value);

const gpuHoursFinding = (e: Evidence, when: string, value: number): Finding =>
  finding(e, refsOf(e.scoped("variant"), "requests", ["Sum"]), {
    metric: `GPU-hours a month, ${when}`,
    statistic: "autoscaling replayed over the window",
    value,
    unit: "count",
  });

const gpuHours = (e: Evidence, settings: Settings): number =>
  unitHours(timeMean(endpointInstances(endpointUsage(e), settings)) * acceleratedSpec(settings).gpus);

/** Every smaller minimum, at the present target and at the one that an instance holds at the ceiling; the maximum costs nothing and stays. */
function candidates(e: Evidence): readonly Settings[] {
  const range = rangeOf(e.definition, "min_instances");
  const now = countIn(e.current, "min_instances");
  if (range === undefined || !e.turns("min_instances")) return [];
  const minima = Array.from({ length: Math.max(0, now - range.min) }, (_, i) => range.min + i);
  return [...minima, now]
    .flatMap((min_instances) =>
      targets(e).map((target_invocations_per_instance) => ({ ...e.current, min_instances, target_invocations_per_instance })),
    )
    .filter((to) => to.min_instances !== now || to.target_invocations_per_instance !== e.current.target_invocations_per_instance);
}

function targets(e: Evidence): readonly number[] {
  const now = countIn(e.current, "target_invocations_per_instance");
  const range = rangeOf(e.definition, "target_invocations_per_instance");
  const held = endpointUsage(e).throughputPerInstance * e.policy.guards.cpuCeiling * SECONDS_PER_MINUTE;
  if (range === undefined || !e.turns("target_invocations_per_instance") || isMissing(held)) return [now];
  const fit = Math.max(range.min, Math.min(range.max, Math.floor(held / TARGET_STEP) * TARGET_STEP));
  return [...new Set([now, fit])];
}

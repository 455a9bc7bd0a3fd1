import { z } from "zod";
import { EC2, type Resource } from "../../contract";
import { type Evidence, maxTiers, type Tiers, textIn } from "../evidence";
import { bytesPerSecond } from "../kinds/reading";
import { proposal } from "../plan/proposal";
import { finding, percent, refsOf } from "./finding";
import { smallerGroups } from "./group-candidates";
import { P95_STATISTIC, p95 } from "./percentile";
import { rule } from "./rule";

const parameters = z.strictObject({
  cpuP95Below: z.number().min(0).max(1),
  networkShareBelow: z.number().min(0).max(1),
  /** How many times the least number of instances the group may grow to. @default as many cores as it may grow to now */
  maxPerMin: z.number().min(1).optional(),
  /** How finely higher targets of autoscaling are asked about, in percent CPU. @default the target stays */
  targetStepPercent: z.int().min(1).optional(),
});

interface Utilization {
  readonly groups: readonly Resource[];
  readonly cpu: number;
  readonly network: number;
}

/** 95th percentile of the busiest group: CPU, and network as a share of the present type's baseline. */
function utilization(e: Evidence): Utilization {
  const groups = e.scoped("group");
  const over = (metric: string): Tiers => maxTiers(groups.map((resource) => e.judged(resource, metric, "Average", "Maximum")));
  const baseline = bytesPerSecond(EC2.get(textIn(e.current, "instance_type"))?.networkGbps ?? Number.NaN);
  return { groups, cpu: p95(over("cpu")), network: Math.max(p95(over("network_in")), p95(over("network_out"))) / baseline };
}

/** A smaller type, fewer instances, a higher target, or several of these, when the 95th percentile of utilisation is low. */
export const groupSize = rule({
  name: "group-size",
  kinds: ["auto-scaling-group"],
  parameters,
  declines: (e, p) => {
    const { cpu, network } = utilization(e);
    if (cpu >= p.cpuP95Below) return `p95 CPU is ${percent(cpu)}, not under ${percent(p.cpuP95Below)}`;
    if (network >= p.networkShareBelow)
      return `p95 network is ${percent(network)} of the baseline, not under ${percent(p.networkShareBelow)}`;
    return undefined;
  },
  propose: (e, p) => {
    const { groups, cpu, network } = utilization(e);
    const findings = [
      finding(e, refsOf(groups, "cpu", ["Average", "Maximum"]), { metric: "cpu", statistic: P95_STATISTIC, value: cpu, unit: "fraction" }),
      finding(e, [...refsOf(groups, "network_in", ["Average", "Maximum"]), ...refsOf(groups, "network_out", ["Average", "Maximum"])], {
        metric: "network, share of the type's baseline",
        statistic: P95_STATISTIC,
        value: network,
        unit: "fraction",
      }),
    ].filter(({ value }) => Number.isFinite(value));
    const reason = `p95 CPU is under ${percent(p.cpuP95Below)} and p95 network under ${percent(p.networkShareBelow)} of the baseline`;
    return smallerGroups(e, p).map((to) => proposal(e, { rule: "group-size", direction: "down", to, reason, findings }));
  },
});

import { z } from "zod";
import { EC2, type Resource, tunablesOf } from "../../contract";
import { countIn, type Evidence, maxTiers, type Settings, type Tiers, textIn } from "../evidence";
import { rangeOf, siblings } from "../kinds/ladder";
import { bytesPerSecond, zonesOf } from "../kinds/reading";
import { proposal } from "../plan/proposal";
import { finding, percent, refsOf } from "./finding";
import { P95_STATISTIC, p95 } from "./percentile";
import { rule } from "./rule";

const parameters = z.strictObject({
  cpuP95Below: z.number().min(0).max(1),
  networkShareBelow: z.number().min(0).max(1),
  /** How many times the least number of instances the group may grow to. @default as many cores as it may grow to now */
  maxPerMin: z.number().min(1).optional(),
});
type Parameters = z.infer<typeof parameters>;

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

/** A smaller type, fewer instances, or both, when the 95th percentile of utilisation is low. */
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
    return candidates(e, p).map((to) => proposal(e, { rule: "group-size", direction: "down", to, reason, findings }));
  },
});

/** Every smaller or equal type of the family with every number of instances that the zones share evenly. */
function candidates(e: Evidence, p: Parameters): readonly Settings[] {
  const type = textIn(e.current, "instance_type");
  const definition = tunablesOf(e.definition).get("instance_type");
  const family = siblings(definition?.type === "choice" ? definition.ladder : [], type);
  const types = e.turns("instance_type") ? family.slice(0, family.indexOf(type) + 1) : [type];
  return types.flatMap((smaller) => sizes(e, smaller, p)).filter((to) => to.instance_type !== type || to.min_size !== e.current.min_size);
}

function sizes(e: Evidence, type: string, { maxPerMin }: Parameters): readonly Settings[] {
  const zones = zonesOf(e.definition);
  const range = rangeOf(e.definition, "min_size");
  const ceiling = rangeOf(e.definition, "max_size")?.max ?? 0;
  const factor = vcpusOf(textIn(e.current, "instance_type")) / vcpusOf(type);
  const now = { min: countIn(e.current, "min_size"), max: countIn(e.current, "max_size") };
  if (range === undefined || !(factor >= 1) || !e.turns("min_size")) return [];
  // The most that the group can grow to stays the same in cores, as far as the range allows.
  const max = e.turns("max_size") ? Math.min(ceiling, Math.ceil((now.max * factor) / zones) * zones) : now.max;
  const most = Math.min(range.max, max, now.min * factor);
  const least = Math.ceil(Math.max(range.min, zones) / zones) * zones;
  const mins: number[] = [];
  for (let min = least; min <= most; min += zones) mins.push(min);
  const lowest = rangeOf(e.definition, "max_size")?.min ?? 1;
  const maxOf = (min: number): number =>
    maxPerMin === undefined || !e.turns("max_size") ? max : Math.min(max, Math.max(lowest, Math.ceil((min * maxPerMin) / zones) * zones));
  return mins.map((min) => ({ ...e.current, instance_type: type, min_size: min, max_size: maxOf(min) }));
}

const vcpusOf = (type: string): number => EC2.get(type)?.vcpus ?? Number.NaN;

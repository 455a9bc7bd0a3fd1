import { EC2, tunablesOf } from "../../contract";
import { countIn, type Evidence, type Settings, sumTiers, textIn } from "../evidence";
import { rangeOf, siblings } from "../kinds/ladder";
import { cpuCeiling, zonesOf } from "../kinds/reading";

/** How a policy bounds what is asked about, beside the tunables' own ranges. */
export interface GroupBounds {
  readonly maxPerMin?: number | undefined;
  readonly targetStepPercent?: number | undefined;
}

/**
 * Every smaller or equal type of the family with every number of instances that the zones share evenly; of a group that grows and shrinks,
 * with every higher target too.
 */
export function smallerGroups(e: Evidence, bounds: GroupBounds): readonly Settings[] {
  const type = textIn(e.current, "instance_type");
  const definition = tunablesOf(e.definition).get("instance_type");
  const family = siblings(definition?.type === "choice" ? definition.ladder : [], type);
  const types = e.turns("instance_type") ? family.slice(0, family.indexOf(type) + 1) : [type];
  return types
    .flatMap((smaller) => sizes(e, smaller, bounds))
    .flatMap((to) => targets(e, to, bounds).map((target): Settings => ({ ...to, target_cpu_percent: target })))
    .filter((to) => ["instance_type", "min_size", "target_cpu_percent"].some((tunable) => to[tunable] !== e.current[tunable]));
}

/** The present target, and higher ones up to the CPU ceiling of the type where any instance was ever added. */
function targets(e: Evidence, to: Settings, { targetStepPercent }: GroupBounds): readonly number[] {
  const now = countIn(e.current, "target_cpu_percent");
  const spec = EC2.get(textIn(to, "instance_type"));
  if (targetStepPercent === undefined || spec === undefined || !e.turns("target_cpu_percent") || !everGrew(e)) return [now];
  const most = Math.min(rangeOf(e.definition, "target_cpu_percent")?.max ?? now, cpuCeiling(e, spec) * 100);
  const higher = Math.max(0, Math.floor((most - now) / targetStepPercent + ROUNDING));
  return Array.from({ length: higher + 1 }, (_, i) => now + i * targetStepPercent);
}

const ROUNDING = 1e-9;

/** Whether more instances than the least were ever in service: only there a target changes anything. */
function everGrew(e: Evidence): boolean {
  const inService = sumTiers(e.scoped("group").map((resource) => e.read({ resource, metric: "in_service", statistic: "Average" })));
  const least = countIn(e.current, "min_size");
  return inService.some(({ values }) => values.some((count) => count > least));
}

function sizes(e: Evidence, type: string, { maxPerMin }: GroupBounds): readonly Settings[] {
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

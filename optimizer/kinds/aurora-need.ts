import { GIB } from "../../contract";
import type { ComponentHistory } from "../evidence/history";
import type { Settings } from "../evidence/settings";
import { type Tiers, zip } from "../evidence/tiers";
import { SHARED_BUFFERS, specOf, UNPUBLISHED, type Unit } from "./aurora-units";
import type { Dimension } from "./model";
import { cpuCeiling, statisticOf } from "./reading";

/** What decisions about an instance rest on: minutes' statistic, older tiers'. */
export const INSTANCE_METRICS = [
  ["cpu", "Average", "Maximum"],
  ["connections", "Average", "Maximum"],
  ["network_in", "Average", "Maximum"],
  ["network_out", "Average", "Maximum"],
  ["freeable_memory", "Minimum", "Minimum"],
  ["free_local_storage", "Minimum", "Minimum"],
  ["buffer_cache_hit_ratio", "Average", "Average"],
] as const;

/** Share of an instance's memory in use; buffers shrink with the class, what lies outside of them does not. */
export function memoryNeed(unit: Unit, settings: Settings): Tiers {
  const bytes = specOf(settings, unit.role).memoryGib * GIB;
  return zip(unit.resident, unit.outsideBuffers, (all, outside) => Math.min(all / bytes, outside / (bytes * (1 - SHARED_BUFFERS))));
}

const STATISTICS = { cpu: "Average", network: "Average", connections: "Average", memory: "Minimum" } as const;

/** Needs with the policy's ceilings, in one order. */
export function dimensionsOf(
  history: ComponentHistory,
  needs: Readonly<Partial<Record<keyof typeof STATISTICS, Tiers>>>,
): readonly Dimension[] {
  const { guards } = history.policy;
  const ceiling = {
    cpu: cpuCeiling(history, UNPUBLISHED),
    network: guards.cpuCeiling,
    connections: guards.maxConnectionShare,
    memory: guards.maxMemoryUse,
  };
  return (["cpu", "network", "connections", "memory"] as const).flatMap((name) => {
    const need = needs[name];
    const statistic = name === "memory" ? statisticOf(history, "Minimum", "Minimum") : statisticOf(history, STATISTICS[name], "Maximum");
    return need === undefined ? [] : [{ name, need, ceiling: ceiling[name], statistic }];
  });
}

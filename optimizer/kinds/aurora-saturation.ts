import { GIB } from "../../contract";
import type { ComponentHistory } from "../evidence/history";
import { type Tiers, zip } from "../evidence/tiers";
import { maxConnections, specOf, type Unit } from "./aurora-units";
import type { Saturation } from "./model";
import { lastAtLeast, latest } from "./reading";

/**
 * Free memory of an Aurora instance at which AWS recommends an alarm, as a share of all: its buffers are meant to fill the rest.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html (Amazon RDS, FreeableMemory)
 */
const LEAST_FREE_MEMORY = 0.05;

/**
 * When an instance was last full, of what its class gave at the time: busy, out of connections (who asks for more is turned away, and
 * nothing counts them), or out of memory.
 */
export function unitSaturation(history: ComponentHistory, { resource, role, connections, resident }: Unit): Saturation | undefined {
  const { saturatedAt } = history.policy.guards;
  const { name, engine } = resource;
  const shareOf = (quantity: Tiers, most: (settings: ComponentHistory["current"]) => number): Tiers =>
    zip(quantity, history.capacity.over(history.grids, most), (value, all) => value / all);
  return latest([
    lastAtLeast(history.judged(resource, "cpu", "Average", "Maximum"), saturatedAt, `CPU of ${name}`),
    lastAtLeast(
      shareOf(connections, (settings) => maxConnections(specOf(settings, role), engine)),
      saturatedAt,
      `connections of ${name}, of its class's limit,`,
    ),
    lastAtLeast(
      shareOf(resident, (settings) => specOf(settings, role).memoryGib * GIB),
      1 - LEAST_FREE_MEMORY,
      `memory of ${name}`,
    ),
  ]);
}

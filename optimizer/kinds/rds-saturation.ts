import type { ComponentHistory } from "../evidence/history";
import type { Settings } from "../evidence/settings";
import { mapTiers, type Tiers, zip } from "../evidence/tiers";
import type { Saturation } from "./model";
import { type Quantity, type RdsUnit, specOf } from "./rds-units";
import { mostIops } from "./rds-volume";
import { lastAtLeast, latest } from "./reading";

/** When an instance was last full: CPU, connections, volume, or no credits left of its bursts. What was wanted then is not known. */
export function rdsSaturation(history: ComponentHistory, { resource, role, own }: RdsUnit): Saturation | undefined {
  const { saturatedAt } = history.policy.guards;
  const share = (quantity: Quantity, limit: (settings: Settings) => number): Tiers =>
    zip(own[quantity], history.capacity.over(history.grids, limit), (value, most) => value / most);
  const spent = (metric: string): Tiers => mapTiers(history.read({ resource, metric, statistic: "Minimum" }), (left) => 1 - left);
  return latest([
    lastAtLeast(history.judged(resource, "cpu", "Average", "Maximum"), saturatedAt, `CPU of ${resource.name}`),
    lastAtLeast(
      share("connections", (settings) => specOf(settings, role).postgresMaxConnections),
      saturatedAt,
      `connections of ${resource.name}, of the class's limit`,
    ),
    lastAtLeast(share("operations", mostIops), saturatedAt, `IOPS of ${resource.name}, of those provisioned`),
    lastAtLeast(spent("ebs_io_balance"), saturatedAt, `EBS I/O credits spent by ${resource.name}`),
    lastAtLeast(spent("ebs_byte_balance"), saturatedAt, `EBS throughput credits spent by ${resource.name}`),
    lastAtLeast(spent("burst_balance"), saturatedAt, `I/O credits of its gp2 volume spent by ${resource.name}`),
  ]);
}

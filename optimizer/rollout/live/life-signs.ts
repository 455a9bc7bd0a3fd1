import { type DeploymentContract, isOfAws } from "../../../contract";
import { type PlannedSeries, plannedSeries } from "../../telemetry/series";
import type { TierGrid } from "../../telemetry/snapshot";
import { markAlive } from "../../telemetry/snapshot/align";

/**
 * Series that show that a component was there, whether or not anything happened to it: what AWS publishes of it every minute, each
 * metric once; of a component that has no such metric, its counters. For what a service says of itself only what comes the same way shows
 * that its agent was there.
 * @param metric of which silence is to be told from none
 */
export function lifeSignsOf(contract: DeploymentContract, component: string, metric: string): readonly PlannedSeries[] {
  const own = plannedSeries(contract).filter((series) => series.component === component && series.entry.scope !== "account");
  const emitted = own.find(({ entry }) => entry.name === metric && !isOfAws(entry))?.entry.namespace;
  const gauges = own.filter(
    ({ entry }) => entry.absence === "missing" && entry.onlyWhile === undefined && isOfAws(entry) && entry.cadenceSeconds === 60,
  );
  const signs = emitted === undefined ? (gauges.length > 0 ? gauges : own) : own.filter(({ entry }) => entry.namespace === emitted);
  const ofEach = new Map(signs.map((series) => [`${series.entry.scope}/${series.entry.name}`, series]));
  return [...ofEach.values()];
}

/** Minutes in which any of the series has a point. */
export function aliveMinutes(series: readonly PlannedSeries[], minutes: ReadonlyMap<string, Float64Array>, grid: TierGrid): Uint8Array {
  const alive = new Uint8Array(grid.length);
  for (const { id, entry } of series) {
    const values = minutes.get(id);
    if (values !== undefined) markAlive(alive, values, grid, entry.cadenceSeconds);
  }
  return alive;
}

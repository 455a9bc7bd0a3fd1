import type { MetricSeries, Snapshot, TierValues } from "./types";

/**
 * The hours before the window as a snapshot of their own; undefined where none were read. Of a metric that was kept by one statistic
 * only, that one stands for all: hourly maxima for averages, which is a bound.
 */
export function hoursBefore(snapshot: Snapshot): Snapshot | undefined {
  const { manifest } = snapshot;
  const grid = manifest.longHistory;
  if (grid === undefined) return undefined;
  const kept = new Map<string, TierValues>();
  for (const series of snapshot.series.values()) {
    if (series.longHistory !== undefined) kept.set(metricOf(series), series.longHistory);
  }
  const series = new Map<string, MetricSeries>();
  for (const [id, { longHistory, ...one }] of snapshot.series) {
    const hours = longHistory ?? kept.get(metricOf(one));
    if (hours !== undefined) series.set(id, { ...one, tiers: [hours], coverage: {} });
  }
  return { ...snapshot, manifest: { ...manifest, startEpoch: grid.startEpoch, endEpoch: manifest.startEpoch, tiers: [grid] }, series };
}

const metricOf = ({ component, resource, metric }: Omit<MetricSeries, "longHistory">): string => `${component}/${resource.name}/${metric}`;

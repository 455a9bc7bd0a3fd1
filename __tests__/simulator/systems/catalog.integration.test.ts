import { isPublishedBy, METRICS, type Resource } from "../../../contract";
import type { PublishedMetric } from "../../../simulator/world";
import { STACKS, stackContractOf, WORKING, worldOf } from "./world";

const DAY = Math.floor(WORKING / 86_400);

/** Points of a day, in periods of the metric's own cadence. */
function coverage(metric: PublishedMetric): number {
  const { count } = metric.day(DAY);
  const every = (metric.entry?.cadenceSeconds ?? 60) / 60;
  const periods = Array.from({ length: 1440 / every }, (_, period) => count.subarray(period * every, (period + 1) * every));
  return periods.filter((minutes) => minutes.some((samples) => samples > 0)).length / periods.length;
}

/** Gauges that AWS does not publish for such a resource, and why. */
const SILENT: readonly { readonly metric: string; readonly of: (resource: Resource) => boolean; readonly why: string }[] = [
  { metric: "replica_lag", of: ({ role }) => role === "writer" || role === "primary", why: "only a copy lags behind" },
  { metric: "commit_latency", of: ({ role }) => role !== "writer", why: "only the writer commits" },
  { metric: "provisioned_reads", of: () => true, why: "the tables of saas are on demand" },
  { metric: "provisioned_writes", of: () => true, why: "the tables of saas are on demand" },
  { metric: "init_duration", of: () => true, why: "an environment starts only where none is warm" },
];

describe.each(STACKS)("%s at its defaults", (stack) => {
  const { components, inventory } = stackContractOf(stack);
  const world = worldOf(stack);
  const bySeries = new Map(world.metrics.map((metric) => [metric.series, metric]));
  const expected = Object.entries(components).flatMap(([component, { kind }]) =>
    (inventory[component]?.resources ?? []).flatMap((resource) =>
      METRICS[kind]
        .filter((entry) => entry.detail !== true && isPublishedBy(entry, resource))
        .map((entry) => ({ series: `${component}/${resource.name}/${entry.name}`, kind, resource, entry })),
    ),
  );

  it("serves every metric that a decision reads, of every resource", () => {
    expect(expected.map(({ series }) => series).filter((series) => !bySeries.has(series))).toEqual([]);
    expect(expected.length).toBeGreaterThan(20);
  });

  it("publishes gauges at their cadence all day long, but for those that AWS publishes for others only", () => {
    const gaps = expected
      .filter(({ kind, entry }) => entry.absence === "missing" && entry.onlyWhile === undefined && kind !== "training-job")
      .filter(({ resource, entry }) => !SILENT.some(({ metric, of }) => metric === entry.name && of(resource)))
      .flatMap(({ series }) => {
        const metric = bySeries.get(series);
        return metric === undefined || coverage(metric) === 1 ? [] : [`${series} ${coverage(metric)}`];
      });
    expect(gaps).toEqual([]);
  });

  it("what is only there with a counter is there exactly when it counts", () => {
    for (const { series, entry } of expected) {
      const metric = bySeries.get(series);
      const counter = bySeries.get(series.replace(/[^/]+$/, entry.onlyWhile ?? ""));
      if (metric === undefined || counter === undefined) continue;
      const silent = (of: PublishedMetric) => Array.from(of.day(DAY).count, (samples, i) => samples === 0 || of.day(DAY).sum[i] === 0);
      const there = Array.from(metric.day(DAY).count, (samples) => samples === 0);
      expect({ series, there }).toEqual({ series, there: silent(counter) });
    }
  });

  it("every minute's Minimum ≤ Average ≤ Maximum, and all are numbers", () => {
    const wrong = world.metrics.filter((metric) => {
      const { sum, min, max, count } = metric.day(DAY);
      return count.some((samples, i) => {
        if (samples === 0) return false;
        const average = (sum[i] ?? Number.NaN) / samples;
        const slack = 1e-9 * Math.abs(average);
        return !((min[i] ?? Number.NaN) <= average + slack && average <= (max[i] ?? Number.NaN) + slack && Number.isFinite(max[i]));
      });
    });
    expect(wrong.map(({ series }) => series)).toEqual([]);
  });

  it("is the same again from the same seed, and another from another", () => {
    const again = worldOf(stack, {}, (scenario) => ({ ...scenario, description: "again" }));
    const other = worldOf(stack, {}, (scenario) => ({ ...scenario, seed: scenario.seed + 1 }));
    const [metric] = world.metrics;
    const sums = (of: typeof world) => Array.from(of.metrics[0]?.day(DAY).sum ?? []);
    expect(metric).toBeDefined();
    expect(sums(again)).toEqual(sums(world));
    expect(sums(other)).not.toEqual(sums(world));
  });
});

import { type DeploymentContract, type MetricEntry, type Statistic, seriesId } from "../../contract";
import { plannedSeries, type SnapshotManifest } from "../telemetry";
import { dailyPeaks, hourOfWeek, MetricsDatabase, type Quantiles, quantiles } from "../telemetry/snapshot/queries";

const SHARES = [0.5, 0.95, 0.99, 1] as const;
const HOURS_PER_DAY = 24;
const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** How one measured quantity of a component ran, in CloudWatch's own unit; what is summed, per second. */
export interface SeriesLoad {
  readonly resource: string;
  readonly metric: string;
  readonly statistic: Statistic;
  readonly unit: string;
  /** Tier that the quantiles are of. */
  readonly periodSeconds: Quantiles["periodSeconds"];
  /** p50, p95, p99 and the highest of the finest tier. */
  readonly quantiles: readonly number[];
  /** Of all tiers, and of the hours before the window. */
  readonly highestDay: { readonly day: string; readonly peak: number };
  /** `Mon 15:00`, by the policy's time zone: the hour of the week with the highest mean. */
  readonly busiestHour: string;
}

/** Unit of what is shown: sums are divided by their period; a total that CloudWatch averages stays one of its interval. */
export function unitOf(
  { awsUnit, perInterval, cadenceSeconds }: Pick<MetricEntry, "awsUnit" | "perInterval" | "cadenceSeconds">,
  statistic: Statistic,
): string {
  const unit = awsUnit === "None" ? "no unit" : awsUnit;
  if (statistic === "Sum") return awsUnit === "None" ? "Count/Second" : `${awsUnit}/Second`;
  return perInterval === true ? `${awsUnit === "None" ? "Count" : awsUnit} in ${cadenceSeconds} s` : unit;
}

/** What the stored points of a component's dimensions of headroom say: quantiles, highest day, busiest hour of the week. */
export async function componentLoad(
  directory: string,
  contract: DeploymentContract,
  manifest: SnapshotManifest,
  component: string,
): Promise<readonly SeriesLoad[]> {
  const stored = new Set(manifest.series.map(({ id }) => id));
  const dimensions = plannedSeries(contract).filter(
    (one) => one.component === component && one.entry.headroom === one.statistic && one.statistic !== "Minimum" && stored.has(one.id),
  );
  if (dimensions.length === 0) return [];
  const ids = dimensions.map(({ resource, entry, statistic }) => seriesId(component, resource.name, entry.name, statistic));
  const { timeZone } = contract.policy;
  const database = await MetricsDatabase.open(directory);
  try {
    const [shares, peaks, profile] = [
      await quantiles(database, ids, SHARES),
      await dailyPeaks(database, ids, timeZone),
      await hourOfWeek(database, ids, timeZone),
    ];
    return dimensions.flatMap(({ id, resource, entry, statistic }): readonly SeriesLoad[] => {
      const [finest] = shares.filter(({ series }) => series === id);
      const highest = peaks
        .filter(({ series }) => series === id)
        .reduce((a, b) => (b.peak > a.peak ? b : a), { day: "", peak: Number.NEGATIVE_INFINITY });
      const busiest = profile
        .filter(({ series }) => series === id)
        .reduce((a, b) => (b.mean > a.mean ? b : a), { hour: 0, mean: Number.NEGATIVE_INFINITY });
      if (finest === undefined) return [];
      return [
        {
          resource: resource.name,
          metric: entry.name,
          statistic,
          unit: unitOf(entry, statistic),
          periodSeconds: finest.periodSeconds,
          quantiles: finest.values,
          highestDay: highest,
          busiestHour: hourName(busiest.hour),
        },
      ];
    });
  } finally {
    database.close();
  }
}

const hourName = (hour: number): string => `${WEEKDAYS[Math.floor(hour / HOURS_PER_DAY)]} ${`${hour % HOURS_PER_DAY}`.padStart(2, "0")}:00`;

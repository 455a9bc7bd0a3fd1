import { type Calendar, type Kind, METRICS, type Statistic } from "../../contract";
import type { ComponentHistory, SeriesRef } from "../evidence/history";
import { type LocalWeeks, localWeeks } from "../evidence/local-weeks";
import { epochAt, maxTiers, sumTiers, type Tiers } from "../evidence/tiers";
import { largest, median } from "../statistics";
import { memoFor } from "./reading";

/** What shows that somebody uses a component: each has to be next to nothing while it is stopped. */
const LOADS: Readonly<Partial<Record<Kind, readonly (readonly [metric: string, statistic: Statistic])[]>>> = {
  "auto-scaling-group": [
    ["requests", "Sum"],
    ["target_requests", "Sum"],
    ["new_flows", "Sum"],
    ["queue_depth", "Maximum"],
  ],
  // Whoever depends on it keeps a connection open, queries or not.
  "rds-instance": [["connections", "Maximum"]],
};
/** Where none of them is published. */
const FALLBACK = ["cpu", "Maximum"] as const;

/** One sign of use over the window, and in the hours before it. */
export interface Load {
  readonly metric: string;
  readonly unit: string;
  readonly statistic: Statistic;
  readonly refs: readonly SeriesRef[];
  readonly tiers: Tiers;
  /** Hours before the window, where they were kept. */
  readonly before: Tiers;
  /** What a peak is: the median of the working days' peaks, in the tier where it is least. One load test makes no night idle. */
  readonly usualPeak: number;
}

/** Asked by a model and its rule. */
export const weeksOf = memoFor((history: ComponentHistory): LocalWeeks => localWeeks(history.policy.timeZone));

export const loadsOf = memoFor((history: ComponentHistory): readonly Load[] => {
  const { definition } = history;
  const found = (LOADS[definition.kind] ?? []).flatMap(([metric, statistic]) => loadOf(history, metric, statistic) ?? []);
  return found.length > 0 ? found : [loadOf(history, ...FALLBACK)].flatMap((load) => load ?? []);
});

function loadOf(history: ComponentHistory, metric: string, statistic: Statistic): Load | undefined {
  const entries = METRICS[history.definition.kind].filter(({ name, statistics }) => name === metric && statistics.includes(statistic));
  const refs = history.resources
    .filter((resource) => entries.some(({ scope }) => scope === resource.scope))
    .map((resource) => ({ resource, metric, statistic }))
    .filter((ref) => history.series(ref) !== undefined);
  const [entry] = entries;
  if (entry === undefined || refs.length === 0) return undefined;
  const together = statistic === "Sum" ? sumTiers : maxTiers;
  const tiers = together(refs.map(history.read));
  const before = together(refs.map((ref) => history.series(ref)?.longHistory).flatMap((hours) => (hours === undefined ? [] : [[hours]])));
  return {
    metric,
    unit: entry.unit,
    statistic,
    refs,
    tiers,
    before,
    usualPeak: usualPeakOf(tiers, history.policy.calendar, weeksOf(history)),
  };
}

const DAYS_PER_WEEK = 7;

/** ISO: 1 = Monday. */
const weekdayOf = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay() || DAYS_PER_WEEK;

export const isWorkingDay = ({ workingDays, holidays }: Calendar, date: string): boolean =>
  workingDays.includes(weekdayOf(date)) && !holidays.includes(date);

function usualPeakOf(tiers: Tiers, calendar: Calendar, weeks: LocalWeeks): number {
  const perTier = tiers.map(({ grid, values }) => {
    const peaks = new Map<string, number>();
    for (let i = 0; i < values.length; i++) {
      const value = values[i] ?? Number.NaN;
      const date = weeks.dateOf(epochAt(grid, i));
      if (value >= (peaks.get(date) ?? Number.NEGATIVE_INFINITY)) peaks.set(date, value);
    }
    const working = [...peaks].filter(([date]) => calendar.workingDays.length === 0 || isWorkingDay(calendar, date));
    return median(working.map(([, peak]) => peak));
  });
  const known = perTier.filter(Number.isFinite);
  return known.length === 0 ? Number.NaN : -largest(known.map((peak) => -peak));
}

import { type Calendar, type Kind, METRICS, type Statistic } from "../../contract";
import type { ComponentHistory, SeriesRef } from "../evidence/history";
import { type LocalWeeks, localWeeks } from "../evidence/local-weeks";
import { epochAt, mapTiers, maxTiers, sumTiers, type Tiers } from "../evidence/tiers";
import { memoFor } from "../memo";
import { largest, median, weightedQuantile } from "../statistics";
import { isNever } from "./reading";

/** What a load says: that it is asked, that others depend on it, asking or not, or that it works by itself. */
export type Sign = "asked" | "depended-on" | "own-work";

/** What shows that somebody uses a component. */
const LOADS: Readonly<Partial<Record<Kind, readonly (readonly [metric: string, statistic: Statistic, sign: Sign])[]>>> = {
  "auto-scaling-group": [
    ["requests", "Sum", "asked"],
    ["target_requests", "Sum", "asked"],
    ["new_flows", "Sum", "asked"],
    ["queue_depth", "Maximum", "asked"],
  ],
  // Whoever depends on it keeps a connection open, queries or not.
  "rds-instance": [["connections", "Maximum", "depended-on"]],
};
/** Where none of them is published. */
const FALLBACK = ["cpu", "Maximum", "asked"] as const;
/** What it does without being asked: a night's batch sends itself no requests. */
const OWN_WORK = ["cpu", "Average", "own-work"] as const;
/** The system's own idling is the level that is nearly always there, and little of the processors: what is always busy is never idle. */
const IDLING = { quantile: 0.05, cpuAtMost: 0.05 } as const;

/** One sign of use over the window, and in the hours before it. */
export interface Load {
  /** In words. */
  readonly name: string;
  readonly sign: Sign;
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
  const published = (LOADS[history.definition.kind] ?? []).flatMap((load) => loadOf(history, ...load) ?? []);
  const happened = published.filter(({ tiers }) => !isNever(tiers));
  const used = happened.length > 0 ? happened : published;
  return used.length > 0 ? [...used, ...ownWork(history)] : [loadOf(history, ...FALLBACK)].flatMap((load) => load ?? []);
});

/** Processor time above the system's own idling. */
function ownWork(history: ComponentHistory): readonly Load[] {
  const load = loadOf(history, ...OWN_WORK);
  if (load === undefined) return [];
  const lowest = weightedQuantile(
    load.tiers.map(({ grid, values }) => ({ values, weight: grid.periodSeconds })),
    IDLING.quantile,
  );
  const idling = Math.min(lowest, IDLING.cpuAtMost);
  const above = (tiers: Tiers): Tiers => mapTiers(tiers, (value) => Math.max(0, value - idling));
  const tiers = above(load.tiers);
  const usualPeak = usualPeakOf(tiers, history.policy.calendar, weeksOf(history));
  if (!(usualPeak > 0)) return [];
  return [{ ...load, name: `${load.metric} above idling`, tiers, before: above(load.before), usualPeak }];
}

function loadOf(history: ComponentHistory, metric: string, statistic: Statistic, sign: Sign): Load | undefined {
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
    name: metric,
    sign,
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

import type { Component, InstanceSpec, Statistic } from "../../contract";
import type { ComponentHistory, SeriesRef } from "../evidence/history";
import { epochAt, isFine, MINUTE, minutesOf, type Tiers } from "../evidence/tiers";
import { isMissing, largest } from "../statistics";
import type { Saturation } from "./model";

/** What a judged quantity is, in words: minutes by one statistic, older tiers by what peaks leave there. */
export function statisticOf({ grids }: ComponentHistory, minutes: Statistic, older: Statistic): string {
  return [...grids]
    .reverse()
    .map((grid) => `${grid.periodSeconds}-second ${WORDS[isFine(grid) ? minutes : older]}`)
    .join(", ");
}

const WORDS: Readonly<Record<Statistic, string>> = {
  Average: "averages",
  Maximum: "maxima",
  Minimum: "minima",
  Sum: "sums",
  SampleCount: "counts",
  p50: "p50s",
  p95: "p95s",
  p99: "p99s",
};

/** The stricter ceiling where waiting is felt and two vCPUs share a core. */
export const cpuCeiling = ({ policy: { guards }, definition }: ComponentHistory, spec: Pick<InstanceSpec, "hyperThreaded">): number =>
  definition.latencyCritical === true && spec.hyperThreaded ? guards.hyperThreadedCpuCeiling : guards.cpuCeiling;

/** Availability Zones over which a component's units are spread, where it does not say. */
const DEFAULT_ZONES = 3;
export const zonesOf = (definition: Component): number => definition.availabilityZones ?? DEFAULT_ZONES;

/** The last minute in which a quantity reached a limit. */
export function lastAtLeast(tiers: Tiers, limit: number, what: string): Saturation | undefined {
  const minutes = minutesOf(tiers);
  if (minutes === undefined) return undefined;
  for (let i = minutes.values.length - 1; i >= 0; i--) {
    const value = minutes.values[i] ?? Number.NaN;
    if (value >= limit) return { atEpoch: epochAt(minutes.grid, i), what, value };
  }
  return undefined;
}

/** The smallest rate that is no rounding of nothing: one event an hour. */
export const ANY_EVENT = 1 / 3600;

export const latest = (saturations: readonly (Saturation | undefined)[]): Saturation | undefined =>
  saturations.reduce((a, b) => (b === undefined || (a !== undefined && a.atEpoch >= b.atEpoch) ? a : b), undefined);

/** The series behind a judged quantity: the minutes' statistic, and the older tiers' where there are any. */
export const judgedRefs = (
  { grids }: ComponentHistory,
  resources: readonly SeriesRef["resource"][],
  metrics: readonly (readonly [metric: string, minutes: Statistic, older: Statistic])[],
): readonly SeriesRef[] =>
  resources.flatMap((resource) =>
    metrics.flatMap(([metric, minutes, older]) =>
      [
        ...new Set([
          ...(grids.some(isFine) ? [minutes] : []),
          ...(grids.some(({ periodSeconds }) => periodSeconds !== MINUTE) ? [older] : []),
        ]),
      ].map((statistic) => ({ resource, metric, statistic })),
    ),
  );

/** Gigabits per second, as instance types are published, in bytes per second. */
export const bytesPerSecond = (gigabitsPerSecond: number): number => (gigabitsPerSecond * 1e9) / 8;

/** Mean over the time in which a quantity is known; NaN where it never is. */
export function timeMean(tiers: Tiers): number {
  let sum = 0;
  let seconds = 0;
  for (const { grid, values } of tiers) {
    for (let i = 0; i < values.length; i++) {
      const value = values[i] ?? Number.NaN;
      if (isMissing(value)) continue;
      sum += value * grid.periodSeconds;
      seconds += grid.periodSeconds;
    }
  }
  return seconds === 0 ? Number.NaN : sum / seconds;
}

/** The greatest value that a series ever had, in the window and in the hours known before it; NaN where nothing is known. */
export function greatestEver(history: Pick<ComponentHistory, "read" | "series">, ref: SeriesRef): number {
  const before = history.series(ref)?.longHistory;
  return largest([...history.read(ref), ...(before === undefined ? [] : [before])].map(({ values }) => largest(values)));
}

/** Whether it is known of every interval that nothing happened. */
export const isNever = (tiers: Tiers): boolean => tiers.length > 0 && tiers.every(({ values }) => values.every((value) => value === 0));

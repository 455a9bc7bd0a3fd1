import { z } from "zod";
import { DATABASE, type Resource } from "../../contract";
import { byDay, type Day, type Evidence, type Tiers, textIn } from "../evidence";
import { maxConnections, UNPUBLISHED } from "../kinds/aurora-units";
import { ladderOf, siblings } from "../kinds/ladder";
import type { Finding } from "../plan/recommendation";
import { isMissing, largest } from "../statistics";
import { finding, percent, refsOf, round } from "./finding";
import { p95 } from "./percentile";

/** When a database counts as low enough for a smaller class. */
export const lowUse = z.strictObject({
  cpuP95Below: z.number().min(0).max(1),
  connectionShareBelow: z.number().min(0).max(1),
  shareOfDays: z.number().min(0).max(1),
});
export type LowUse = z.infer<typeof lowUse>;

/** Instances that one tunable gives their class. */
export interface Side {
  readonly tunable: string;
  readonly instances: readonly Resource[];
  readonly from: string;
  /** Smaller classes of the same family, and on what share of days the side was low enough for each. */
  readonly classes: readonly { readonly type: string; readonly low: number }[];
}

export function side(e: Evidence, tunable: string, instances: readonly Resource[], p: LowUse): Side {
  const from = textIn(e.current, tunable);
  const rungs = siblings(ladderOf(e.definition, tunable), from);
  const days = instances.map((resource) => ({ ...dailyUse(e, useOf(e, resource)), engine: resource.engine }));
  const classes = rungs.slice(0, Math.max(0, rungs.indexOf(from))).map((type) => {
    const spec = DATABASE.get(type) ?? UNPUBLISHED;
    const uses = days.map((use) => ({ ...use, maxConnections: maxConnections(spec, use.engine) }));
    return { type, low: lowDays(uses, p) };
  });
  return { tunable, instances, from, classes };
}

/** What is asked of an instance: CPU as a share of all that it has, and connections. */
interface Use {
  readonly cpu: Tiers;
  readonly connections: Tiers;
}

const useOf = (e: Evidence, resource: Resource): Use => ({
  cpu: e.judged(resource, "cpu", "Average", "Maximum"),
  connections: e.judged(resource, "connections", "Average", "Maximum"),
});

/** The same by local day: p95 of CPU and the most connections, NaN where a day is not known. */
export interface DailyUse {
  readonly cpu: readonly number[];
  readonly connections: readonly number[];
}

export const dailyUse = (e: Evidence, { cpu, connections }: Use): DailyUse => ({
  cpu: byDay(cpu, e.dayOf).map(({ parts }) => p95(parts)),
  connections: byDay(connections, e.dayOf).map(peak),
});

/** Share of the days on which CPU was low and connections were few for their limit, over all instances given. */
export function lowDays(
  uses: readonly (DailyUse & { readonly maxConnections: number })[],
  { cpuP95Below, connectionShareBelow }: Pick<LowUse, "cpuP95Below" | "connectionShareBelow">,
): number {
  const [first] = uses;
  if (first === undefined) return Number.NaN;
  const known = [...first.cpu.keys()].filter((day) =>
    uses.every(({ cpu, connections }) => Number.isFinite(cpu[day]) && Number.isFinite(connections[day])),
  );
  const low = known.filter((day) =>
    uses.every(
      ({ cpu, connections, maxConnections: limit }) =>
        (cpu[day] ?? Number.NaN) < cpuP95Below && (connections[day] ?? Number.NaN) < connectionShareBelow * limit,
    ),
  );
  return low.length / known.length;
}

const peak = ({ parts }: Day): number => largest(parts.map(({ values }) => largest(values)));

/** Missing measurements decline nothing: the coverage guard names them. */
export const isLow = ({ low }: { readonly low: number }, { shareOfDays }: Pick<LowUse, "shareOfDays">): boolean =>
  isMissing(low) || low >= shareOfDays;

/** Why no side can have a smaller class; undefined where one can. */
export function declinesAll(sides: readonly Side[], p: LowUse): string | undefined {
  if (sides.every(({ classes }) => classes.length === 0)) return "every instance is at the smallest class of its family";
  if (sides.some(({ classes }) => classes.some((candidate) => isLow(candidate, p)))) return undefined;
  const best = Math.max(...sides.flatMap(({ classes }) => classes.map(({ low }) => low)));
  return `daily p95 CPU under ${percent(p.cpuP95Below)} and connections under ${percent(p.connectionShareBelow)} of the target's limit on ${percent(best)} of days, ${percent(p.shareOfDays)} needed`;
}

/** The class that the side has, then the smaller ones for which it was low on enough days, where a phase turns it. */
export const options = (e: Evidence, { tunable, from, classes }: Side, p: LowUse): readonly string[] => [
  from,
  ...(e.turns(tunable) ? classes.filter((candidate) => isLow(candidate, p)).map(({ type }) => type) : []),
];

export const lowUseReason = (p: LowUse): string =>
  `daily p95 CPU stays under ${percent(p.cpuP95Below)} and connections under ${percent(p.connectionShareBelow)} of the target's limit on at least ${percent(p.shareOfDays)} of days`;

/** The greatest daily p95 of CPU and the most connections; none of what is not known. */
export function describeUse(e: Evidence, { instances }: Pick<Side, "instances">, who: string): readonly Finding[] {
  const days = instances.map((resource) => dailyUse(e, useOf(e, resource)));
  return [
    finding(e, refsOf(instances, "cpu", ["Average", "Maximum"]), {
      metric: `cpu of the ${who}`,
      statistic: "greatest daily p95 of 1-minute averages, older than 15 days of 5-minute and 1-hour maxima",
      value: largest(days.flatMap(({ cpu }) => cpu)),
      unit: "fraction",
    }),
    finding(e, refsOf(instances, "connections", ["Average", "Maximum"]), {
      metric: `connections of the ${who}`,
      statistic: "greatest of 1-minute averages, older than 15 days of 5-minute and 1-hour maxima",
      value: round(largest(days.flatMap(({ connections }) => connections))),
      unit: "count",
    }),
  ].filter(({ value }) => Number.isFinite(value));
}

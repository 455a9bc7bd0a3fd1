import { z } from "zod";
import { type Resource, SECONDS_PER_DAY } from "../../contract";
import { type Evidence, epochAt, type Tiers } from "../evidence";
import { memoFor } from "../memo";
import { proposal } from "../plan/proposal";
import { isMissing } from "../statistics";
import { finding, refsOf } from "./finding";
import { rule } from "./rule";

const parameters = z.strictObject({
  /** Fewer queries than this in each week, the one begun at the window's start among them. */
  queriesPerWeekBelow: z.number().positive(),
});
type Parameters = z.infer<typeof parameters>;

const SECONDS_PER_WEEK = 7 * SECONDS_PER_DAY;
/** Half a unit is the least that a read takes: eventually consistent, of up to 4 KB. AWS: DynamoDB read consistency. */
const LEAST_UNITS_PER_QUERY = 0.5;

interface Use {
  readonly index: Resource;
  /** In the busiest week of the window; NaN where one of its intervals is not known. */
  readonly queries: number;
  /** In the busiest week before the window, from the units that its hours consumed; 0 where none are known. */
  readonly queriesBefore: number;
}

interface Interval {
  readonly epoch: number;
  readonly value: number;
}

/** Sums by week counted back from an end; a week with an unknown interval is unknown. */
function busiestWeek(intervals: readonly Interval[], endEpoch: number): number {
  const weeks = new Map<number, number>();
  for (const { epoch, value } of intervals) {
    const week = Math.ceil((endEpoch - epoch) / SECONDS_PER_WEEK);
    weeks.set(week, (weeks.get(week) ?? 0) + value);
  }
  return weeks.size === 0 ? Number.NaN : [...weeks.values()].reduce((a, b) => (isMissing(a) || isMissing(b) ? Number.NaN : Math.max(a, b)));
}

/** SampleCount of what an index's reads consumed is how many requests there were: an index is read by Query and Scan alone. */
const usesOf = memoFor((e: Evidence): readonly Use[] => {
  const present = e.current.indexes;
  if (!Array.isArray(present)) return [];
  return e
    .scoped("index")
    .filter(({ name }) => present.includes(name))
    .map((index): Use => {
      const counted = intervalsOf(e, index, "SampleCount");
      return { index, queries: busiestWeek(counted, e.endEpoch), queriesBefore: busiestBefore(e, index, counted) };
    });
});

/** Hours before the window keep units only: as many as a query took in the window make one, or the least that there is. */
function busiestBefore(e: Evidence, resource: Resource, counted: readonly Interval[]): number {
  const ref = { resource, metric: "consumed_reads", statistic: "Sum" } as const;
  const hours = e.series(ref)?.longHistory;
  if (hours === undefined) return 0;
  const queries = counted.reduce((sum, { value }) => sum + value, 0);
  const units = unitsOf(e.read(ref)).reduce((sum, { value }) => sum + value, 0);
  const unitsPerQuery = queries > 0 && units > 0 ? units / queries : LEAST_UNITS_PER_QUERY;
  const known = unitsOf([hours]).filter(({ value }) => !isMissing(value));
  return known.length === 0
    ? 0
    : busiestWeek(
        known.map(({ epoch, value }) => ({ epoch, value: value / unitsPerQuery })),
        e.startEpoch,
      );
}

const unitsOf = (tiers: Tiers): readonly Interval[] =>
  tiers.flatMap(({ grid, values }) => [...values].map((value, i) => ({ epoch: epochAt(grid, i), value: value * grid.periodSeconds })));

/** What an index was asked; nothing is known of when it did not stand: its silence there says nothing of what is to come. */
function intervalsOf(e: Evidence, resource: Resource, statistic: "SampleCount"): readonly Interval[] {
  const stood = e.capacity.over(e.grids, ({ indexes }) => (Array.isArray(indexes) && indexes.includes(resource.name) ? 1 : 0));
  return e.read({ resource, metric: "consumed_reads", statistic }).flatMap(({ grid, values }, tier) => {
    const throughout = bridged(stood[tier]?.values ?? new Float64Array());
    return [...values].map((value, i) => ({ epoch: epochAt(grid, i), value: throughout[i] === 1 ? value : Number.NaN }));
  });
}

/** An interval in which something else of the table changed belongs to neither setting: the index stood in it if it did before and after. */
const bridged = (stood: Float64Array): Float64Array =>
  stood.map((value, i) => (isMissing(value) && stood[i - 1] === 1 && stood[i + 1] === 1 ? 1 : value));

/** What is not known keeps an index: that nobody asked is no measurement that a guard could miss. */
const isUnused = ({ queries, queriesBefore }: Use, { queriesPerWeekBelow }: Parameters): boolean =>
  queries < queriesPerWeekBelow && queriesBefore < queriesPerWeekBelow;

function whyKept({ index, queries, queriesBefore }: Use, { queriesPerWeekBelow }: Parameters): string {
  if (isMissing(queries)) return `${index.name} (queries not known throughout the window)`;
  if (queries >= queriesPerWeekBelow) return `${index.name} (${Math.round(queries)} queries in a week)`;
  return `${index.name} (units of up to ${Math.round(queriesBefore)} queries in a week before the window)`;
}

/** Whoever reads it has to know that somebody still asks. */
const whyUnused = ({ index, queries }: Use): string => `${index.name} (${queries > 0 ? `${Math.ceil(queries)} in the busiest` : "none"})`;

/** Indexes that hardly anybody asks: every write to one is paid for and throttles the table when it is short. */
export const dynamodbIndex = rule({
  name: "dynamodb-index",
  kinds: ["dynamodb-table"],
  parameters,
  declines: (e, p) => {
    const uses = usesOf(e);
    if (uses.length === 0) return "the table has no index that a variable names";
    if (e.endEpoch - e.startEpoch < SECONDS_PER_WEEK) return "less than a week of measurements";
    return uses.some((use) => isUnused(use, p))
      ? undefined
      : `every index is kept, for fewer than ${p.queriesPerWeekBelow} queries in every week are needed: ${uses.map((use) => whyKept(use, p)).join(", ")}`;
  },
  propose: (e, p) => {
    if (!e.turns("indexes")) return [];
    const unused = usesOf(e).filter((use) => isUnused(use, p));
    if (unused.length === 0) return [];
    const gone = new Set(unused.map(({ index }) => index.name));
    const kept = usesOf(e).flatMap(({ index }) => (gone.has(index.name) ? [] : [index.name]));
    return [
      proposal(e, {
        rule: "dynamodb-index",
        direction: "down",
        unused: true,
        to: { ...e.current, indexes: kept },
        reason: `fewer than ${p.queriesPerWeekBelow} queries in every week: ${unused.map(whyUnused).join(", ")}; what is saved is the units of their writes and reads, and their storage is unpriced: CloudWatch does not say how large an index is. Whoever still asks them fails afterwards`,
        findings: unused.map(({ index, queries }) =>
          finding(e, refsOf([index], "consumed_reads", ["SampleCount"]), {
            metric: `queries of ${index.name}`,
            statistic: "SampleCount of ConsumedReadCapacityUnits in the busiest week",
            value: queries,
            unit: "count",
          }),
        ),
      }),
    ];
  },
});

import type { Trigger } from "../../contract";

/** Three of five minutes: a single one may be chance. */
export const sustained = { points: 3, outOf: 5 } as const;
/** Utilisation above which somebody should look, long before anything fails. */
export const busy = { ...sustained, limit: 0.8, unit: "fraction" } as const;

/** Any throttled read or write of a table, its indexes among them. */
export const throttles = (table: string): readonly Trigger[] =>
  (["read", "write"] as const).map((what) => ({
    ...sustained,
    component: table,
    name: `${table} ${what} throttles`,
    metric: `${what}_throttles`,
    statistic: "Sum",
    limit: 0,
    unit: "count-per-second",
  }));

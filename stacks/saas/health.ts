import type { Trigger } from "../../contract";
import { TABLES } from "./table-layouts";

const sustained = { points: 3, outOf: 5 } as const;
/** Utilisation above which somebody should look, long before anything fails. */
const busy = { ...sustained, limit: 0.8, unit: "fraction" } as const;

const service = { component: "app_service" } as const;
const database = { component: "database" } as const;
const cache = { component: "cache" } as const;

const throttles = (table: string): readonly Trigger[] =>
  (["read", "write"] as const).map((what) => ({
    ...sustained,
    component: table,
    name: `${table} ${what} throttles`,
    metric: `${what}_throttles`,
    statistic: "Sum",
    limit: 0,
    unit: "count-per-second",
  }));

/** What people are told of, beside the scale-up triggers and the SLOs' burn rates. */
export const saasHealth: readonly Trigger[] = [
  {
    ...service,
    ...sustained,
    name: "target response time",
    metric: "target_response_time",
    statistic: "p95",
    limit: 2_000,
    unit: "milliseconds",
  },
  { ...service, ...sustained, name: "unhealthy hosts", metric: "unhealthy_hosts", statistic: "Maximum", limit: 0, unit: "count" },
  { ...service, ...busy, name: "app service CPU", metric: "cpu", statistic: "Average" },
  { ...service, ...busy, name: "app service memory", metric: "memory", statistic: "Maximum" },
  { ...service, ...busy, name: "app service disk", metric: "disk", statistic: "Maximum" },
  { ...database, ...busy, name: "database CPU", metric: "cpu", statistic: "Maximum" },
  { ...database, ...busy, name: "database connections", metric: "connections", statistic: "Maximum" },
  { ...cache, ...busy, name: "cache engine CPU", metric: "engine_cpu", statistic: "Maximum" },
  { ...cache, ...busy, name: "cache memory", metric: "capacity_used", statistic: "Maximum" },
  ...TABLES.flatMap(throttles),
];

import type { Trigger } from "../../contract";
import { busy, sustained, throttles } from "../parts/health";

const once = { points: 1, outOf: 1 } as const;

const service = { component: "order_service" } as const;
const database = { component: "database" } as const;
const cache = { component: "cache" } as const;
const accelerator = { component: "accelerator" } as const;

/** What people are told of, beside the scale-up triggers and the SLO's burn rate. */
export const tradingHealth: readonly Trigger[] = [
  { ...service, ...busy, name: "order service CPU", metric: "cpu", statistic: "Average" },
  { ...service, ...busy, name: "order service memory", metric: "memory", statistic: "Maximum" },
  { ...service, ...busy, name: "order service disk", metric: "disk", statistic: "Maximum" },
  {
    ...service,
    ...sustained,
    name: "connection errors",
    metric: "connection_errors",
    per: "requests",
    statistic: "Sum",
    limit: 0.01,
    unit: "fraction",
    minRequestsPerSecond: 1,
  },
  { ...service, ...sustained, name: "oldest order waiting", metric: "queue_age", statistic: "Maximum", limit: 60, unit: "seconds" },
  { ...service, ...once, name: "dead letters", metric: "dead_letters", statistic: "Maximum", limit: 0, unit: "count" },
  { ...database, ...busy, name: "database CPU", metric: "cpu", statistic: "Maximum" },
  { ...database, ...busy, name: "database connections", metric: "connections", statistic: "Maximum" },
  { ...cache, ...busy, name: "cache engine CPU", metric: "engine_cpu", statistic: "Maximum" },
  { ...cache, ...busy, name: "cache memory", metric: "capacity_used", statistic: "Maximum" },
  ...["trades", "orders", "positions"].flatMap(throttles),
  { ...accelerator, ...busy, name: "accelerator CPU", metric: "cpu", statistic: "Maximum" },
  { ...accelerator, ...busy, name: "accelerator memory", metric: "memory", statistic: "Maximum" },
  {
    ...accelerator,
    ...sustained,
    name: "accelerator throttles",
    metric: "throttled",
    statistic: "Sum",
    limit: 0,
    unit: "count-per-second",
  },
];

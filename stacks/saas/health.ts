import type { Trigger } from "../../contract";
import { busy, sustained, throttles } from "../parts/health";
import { TABLES } from "./table-layouts";

const service = { component: "app_service" } as const;
const database = { component: "database" } as const;
const cache = { component: "cache" } as const;

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

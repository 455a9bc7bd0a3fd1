import type { Trigger } from "../../contract";
import { busy, sustained } from "../parts/health";
import { FUNCTIONS } from "./functions";

const once = { points: 1, outOf: 1 } as const;
/** More than none, summed up over a minute. */
const any = { statistic: "Sum", limit: 0, unit: "count-per-second" } as const;

const service = { component: "service" } as const;
const database = { component: "database" } as const;
const cache = { component: "cache" } as const;

const functionAlarms = (component: string): readonly Trigger[] => {
  const name = component.replaceAll("_", " ");
  return [
    { ...any, ...once, component, name: `${name} errors`, metric: "errors" },
    { ...any, ...sustained, component, name: `${name} throttles`, metric: "throttles" },
  ];
};

/** What people are told of, beside the scale-up trigger and the SLO's burn rate. */
export const stagingHealth: readonly Trigger[] = [
  { ...service, ...sustained, name: "unhealthy hosts", metric: "unhealthy_hosts", statistic: "Maximum", limit: 0, unit: "count" },
  // A network load balancer knows no response time: what resets connections it counts, and the service measures its own answers.
  {
    ...service,
    ...sustained,
    name: "connections reset by hosts",
    metric: "target_resets",
    per: "new_flows",
    statistic: "Sum",
    limit: 0.01,
    unit: "fraction",
    minRequestsPerSecond: 1,
  },
  { ...service, ...sustained, name: "response time", metric: "latency", statistic: "p95", limit: 2_000, unit: "milliseconds" },
  { ...service, ...busy, name: "service CPU", metric: "cpu", statistic: "Average" },
  { ...service, ...busy, name: "service memory", metric: "memory", statistic: "Maximum" },
  { ...service, ...busy, name: "service disk", metric: "disk", statistic: "Maximum" },
  { ...service, ...once, name: "dead letters", metric: "dead_letters", statistic: "Maximum", limit: 0, unit: "count" },
  { ...database, ...busy, name: "database CPU", metric: "cpu", statistic: "Maximum" },
  { ...database, ...busy, name: "database connections", metric: "connections", statistic: "Maximum" },
  { ...cache, ...busy, name: "cache engine CPU", metric: "engine_cpu", statistic: "Maximum" },
  { ...cache, ...busy, name: "cache memory", metric: "capacity_used", statistic: "Maximum" },
  ...FUNCTIONS.flatMap(functionAlarms),
];

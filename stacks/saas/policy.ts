import { DEFAULT_ALERTING, DEFAULT_LIMITS, type Policy, type Trigger } from "../../contract";
import { ALWAYS } from "../calendars/always";
import { saasHealth } from "./health";

const service = { component: "app_service" } as const;
const threeOfFive = { points: 3, outOf: 5 } as const;

const latency = { ...service, metric: "latency", statistic: "p99", limit: 2_000, unit: "milliseconds" } as const;
const errors = { ...service, metric: "errors", per: "requests", statistic: "Sum", limit: 0.005, unit: "fraction" } as const;
const latencyTrigger: Trigger = { ...latency, ...threeOfFive, name: "request latency p99" };
const errorTrigger: Trigger = { ...errors, ...threeOfFive, name: "error rate", minRequestsPerSecond: 1 };
/** 12 servers carry the 20 million requests a day that the stack was sized for, at five times their average, with this many each. */
const requestsTrigger: Trigger = {
  ...service,
  ...threeOfFive,
  name: "requests per target",
  metric: "requests_per_target",
  statistic: "Sum",
  limit: 100,
  unit: "count-per-second",
};

/** The multi-tenant brief's numbers. */
export const saasPolicy: Policy = {
  ...DEFAULT_LIMITS,
  lookBackDays: 60,
  timeZone: "UTC",
  calendar: ALWAYS,
  slos: [
    { ...latency, name: "request latency", errorBudget: 0.001 },
    { ...errors, name: "request errors", errorBudget: 0.001 },
  ],
  scaleUpTriggers: [latencyTrigger, errorTrigger, requestsTrigger],
  alerting: { ...DEFAULT_ALERTING, health: saasHealth },
  rules: {
    "dynamodb-index": { queriesPerWeekBelow: 50 },
    "dynamodb-stream": { getRecordsPerDayBelow: 1 },
    "dynamodb-consolidation": { readShareApartAtMost: 0.25, meanItemBytesAtMost: 4_096, quietDaysBeforeRemoval: 14 },
    // 6 instances that may become 15 are where the brief lets the group end.
    "group-size": { cpuP95Below: 0.4, networkShareBelow: 0.3, maxPerMin: 2.5 },
    "redis-size": { cpuBelow: 0.3, memoryBelow: 0.5, commandsPerSecondBelow: 10_000 },
    "aurora-global": { writerCpuP95Below: 0.4, replicaLagMsBelow: 100, readIopsShareOfWriteBelow: 0.2, backupRetentionDays: 14 },
    "newer-generation": { optedIn: false },
    valkey: { optedIn: false },
  },
  excludedTags: ["TenantId:*"],
  phases: [
    {
      name: "tables",
      turns: [
        { component: "tenants", tunables: ["stream", "indexes"] },
        { component: "users", tunables: ["stream", "indexes"] },
        { component: "audit_logs", tunables: ["stream", "indexes"] },
        { component: "users", tunables: ["consolidated"] },
      ],
    },
    {
      name: "compute and cache",
      turns: [
        { component: "cache", tunables: ["replicas_per_shard", "shards", "node_type", "engine"] },
        { component: "app_service", tunables: ["instance_type", "min_size", "max_size", "target_cpu_percent"] },
      ],
    },
    {
      name: "database",
      turns: [
        {
          component: "database",
          tunables: [
            "reader_class",
            "writer_class",
            "failover_reader_class",
            "readers",
            "backup_retention_days",
            "secondary_class",
            "secondary_regions",
          ],
        },
      ],
    },
  ],
  observation: {
    windowHours: 48,
    soakMinutes: 30,
    mustHoldOpenAndClose: false,
    triggers: [errorTrigger],
    relativeTriggers: [{ ...service, name: "request latency p99", metric: "latency", statistic: "p99", worseBy: 0.2 }],
    minPointsShare: 0.5,
  },
};

import { DEFAULT_ALERTING, DEFAULT_LIMITS, type Policy, type Trigger } from "../../contract";
import { NYSE } from "../calendars/nyse";
import { tradingHealth } from "./health";

const service = { component: "order_service" } as const;
const threeOfFive = { points: 3, outOf: 5 } as const;

const errorRate: Trigger = {
  ...service,
  ...threeOfFive,
  name: "error rate",
  metric: "errors",
  per: "requests",
  statistic: "Sum",
  limit: 0.01,
  unit: "fraction",
  minRequestsPerSecond: 1,
};
const latencyP95: Trigger = {
  ...service,
  ...threeOfFive,
  name: "order latency p95",
  metric: "latency",
  statistic: "p95",
  limit: 15,
  unit: "milliseconds",
};
const queueDepth: Trigger = {
  ...service,
  ...threeOfFive,
  name: "queue depth",
  metric: "queue_depth",
  statistic: "Maximum",
  limit: 1000,
  unit: "count",
};
const orderLatency = { ...service, metric: "latency", statistic: "p99", limit: 10, unit: "milliseconds" } as const;

/** The trading brief's numbers. */
export const tradingPolicy: Policy = {
  ...DEFAULT_LIMITS,
  lookBackDays: 90,
  timeZone: "America/New_York",
  calendar: NYSE,
  slos: [{ ...orderLatency, name: "order latency p99", errorBudget: 0.001 }],
  scaleUpTriggers: [errorRate, latencyP95, queueDepth],
  alerting: { ...DEFAULT_ALERTING, health: tradingHealth },
  rules: {
    "aurora-class": { cpuP95Below: 0.4, connectionShareBelow: 0.4, shareOfDays: 0.95 },
    // Several zones want one reader that takes over; what it carries then is for the guards.
    "aurora-readers": { cpuP95Below: 0.4, connectionShareBelow: 0.4, shareOfDays: 0.95, leastReaders: 1 },
    "group-size": { cpuP95Below: 0.4, networkShareBelow: 0.3 },
    "group-target": {},
    "redis-topology": { hitRateAtLeast: 0.95 },
    "dax-nodes": { cpuP95Below: 0.4 },
    "dynamodb-billing": { consumedShareBelow: 0.2, days: 30 },
    "aurora-storage": { optedIn: false },
    "gp3-volumes": { optedIn: false, peakShareAtMost: 0.6 },
    "newer-generation": { optedIn: false },
    valkey: { optedIn: false },
  },
  excludedTags: [],
  phases: [
    {
      name: "tables and cache",
      turns: [
        { component: "accelerator", tunables: ["nodes"] },
        { component: "cache", tunables: ["replicas_per_shard", "shards", "node_type", "engine"] },
        { component: "trades", tunables: ["billing_mode"] },
        { component: "orders", tunables: ["billing_mode"] },
        { component: "positions", tunables: ["billing_mode"] },
      ],
    },
    {
      name: "compute",
      turns: [
        {
          component: "order_service",
          tunables: [
            "instance_type",
            "min_size",
            "max_size",
            "target_cpu_percent",
            "volume_type",
            "volume_iops",
            "volume_throughput_mibps",
          ],
        },
      ],
    },
    {
      name: "database",
      turns: [{ component: "database", tunables: ["reader_class", "writer_class", "failover_reader_class", "readers", "storage_type"] }],
    },
  ],
  freezes: [{ name: "market hours", from: "09:00", to: "16:30" }],
  observation: {
    windowHours: 24,
    soakMinutes: 30,
    mustHoldOpenAndClose: true,
    triggers: [{ ...orderLatency, ...threeOfFive, name: "order latency p99" }, errorRate, latencyP95, queueDepth],
    relativeTriggers: [],
    minPointsShare: 0.5,
  },
};

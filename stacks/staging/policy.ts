import { DEFAULT_ALERTING, DEFAULT_LIMITS, type Policy, type Trigger } from "../../contract";
import { OFFICE } from "../calendars/office";
import { FUNCTIONS } from "./functions";
import { stagingHealth } from "./health";

const connectionErrors = {
  component: "service",
  metric: "connection_errors",
  per: "requests",
  statistic: "Sum",
  limit: 0.01,
  unit: "fraction",
} as const;
const connectionErrorTrigger: Trigger = { ...connectionErrors, name: "connection errors", points: 3, outOf: 5, minRequestsPerSecond: 1 };

/** The staging brief's numbers. */
export const stagingPolicy: Policy = {
  ...DEFAULT_LIMITS,
  lookBackDays: 45,
  timeZone: "UTC",
  calendar: OFFICE,
  slos: [{ ...connectionErrors, name: "connection error rate", errorBudget: 0.01 }],
  scaleUpTriggers: [connectionErrorTrigger],
  alerting: { ...DEFAULT_ALERTING, health: stagingHealth },
  rules: {
    "rds-class": { cpuP95Below: 0.4, connectionShareBelow: 0.4, shareOfDays: 0.95 },
    // Without standby and replica a lost zone means a restore from backups: hours, and the last minutes of data. Staging can bear that.
    "rds-availability": {
      replicaConnectionsBelow: 1,
      replicaCpuP95Below: 0.1,
      clientsMoveToPrimary: false,
      toleratedRecoveryMinutes: 240,
      toleratedLossMinutes: 5,
    },
    "rds-storage": { includedIops: 12_000, includedFromGib: 400 },
    "group-size": { cpuP95Below: 0.4, networkShareBelow: 0.3 },
    "group-target": {},
    // How many commands are few is asked of the multi-tenant stack only; here CPU says what they cost.
    "redis-size": { cpuBelow: 0.3, memoryBelow: 0.5 },
    "lambda-size": { provisionedUseBelow: 0.4, reservedUseBelow: 0.4, reservedAtLeast: 10, slowdownAtMost: 1.5 },
    "off-hours": {
      idleShareOfPeakBelow: 0.05,
      ownWorkShareOfPeakBelow: 0.2,
      connectionsBelow: 1,
      weeksAtLeast: 4,
      hoursAtLeast: 4,
      marginHours: 1,
    },
    "newer-generation": { optedIn: false },
    valkey: { optedIn: false },
  },
  excludedTags: ["CriticalPath:true"],
  minConfidence: 0.1,
  phases: [
    {
      name: "functions and cache",
      turns: [
        ...FUNCTIONS.map((component) => ({
          component,
          tunables: ["provisioned_concurrency", "reserved_concurrency", "memory_mb", "timeout_seconds"],
        })),
        { component: "cache", tunables: ["replicas_per_shard", "shards", "node_type", "engine"] },
      ],
    },
    {
      name: "compute",
      turns: [{ component: "service", tunables: ["instance_type", "min_size", "max_size", "target_cpu_percent", "off_hours"] }],
    },
    {
      name: "database",
      turns: [
        {
          component: "database",
          tunables: ["instance_class", "replica_class", "iops", "backup_retention_days", "multi_az", "read_replicas", "off_hours"],
        },
      ],
    },
  ],
  observation: {
    windowHours: 4,
    soakMinutes: 30,
    mustHoldOpenAndClose: false,
    triggers: [connectionErrorTrigger],
    relativeTriggers: [],
    minPointsShare: 0.5,
  },
};

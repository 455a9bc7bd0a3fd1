import { DEFAULT_LIMITS, type Policy, type Trigger } from "../../contract";
import { ALWAYS } from "../calendars/always";

const threeOfFive = { points: 3, outOf: 5 } as const;
const endpoint = { component: "predictions" } as const;

/** Model and overhead together: what a caller waits. */
const latency = { ...endpoint, metric: "latency", statistic: "p99", limit: 100, unit: "milliseconds" } as const;
const errors = { ...endpoint, metric: "errors", per: "requests", statistic: "Sum", limit: 0.001, unit: "fraction" } as const;

const latencyTrigger: Trigger = { ...latency, ...threeOfFive, name: "prediction latency p99" };
const errorTrigger: Trigger = { ...errors, ...threeOfFive, name: "error rate", minRequestsPerSecond: 1 };

/** The machine learning brief's numbers. */
export const mlPolicy: Policy = {
  ...DEFAULT_LIMITS,
  lookBackDays: 90,
  timeZone: "America/Los_Angeles",
  calendar: ALWAYS,
  slos: [
    { ...latency, name: "prediction latency p99", errorBudget: 0.001 },
    { ...errors, name: "error rate", errorBudget: 0.001 },
  ],
  scaleUpTriggers: [latencyTrigger, errorTrigger],
  rules: {
    "endpoint-size": { gpuP95Below: 0.4 },
    "endpoint-validation": { accuracyLossAtMost: 0.005, trafficStepsPercent: "5,25,50,100", hoursPerStep: 24 },
    "training-spot": {
      fallbackWhenRemainingTimes: 1.5,
      deadlineHours: 12,
      checkpointMinutes: 2,
      trialRunsAtLeast: 5,
      interruptionConfidence: 0.95,
    },
  },
  excludedTags: [],
  phases: [
    // Most dollars for the least disruption first; another type is for the instances that are left.
    {
      name: "endpoint capacity",
      turns: [{ component: "predictions", tunables: ["target_invocations_per_instance", "min_instances", "max_instances"] }],
    },
    {
      name: "training",
      turns: [{ component: "training", tunables: ["checkpoint_interval_minutes", "spot", "instance_count", "instance_type"] }],
    },
    { name: "endpoint type", turns: [{ component: "predictions", tunables: ["instance_type"] }] },
  ],
  observation: {
    windowHours: 24,
    soakMinutes: 30,
    mustHoldOpenAndClose: false,
    triggers: [latencyTrigger, errorTrigger],
    relativeTriggers: [],
    minPointsShare: 0.5,
  },
};

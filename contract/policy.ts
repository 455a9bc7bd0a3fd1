import type { Statistic } from "./catalog/metric";
import type { CanonicalUnit } from "./units";

/** A threshold on a metric of the contract, in canonical units. */
export interface Threshold {
  readonly component: string;
  /** Name in the metric catalog, e.g. `latency`. */
  readonly metric: string;
  readonly statistic: Statistic;
  /** Divides by this metric's statistic over the same minute: `errors` per `requests` is an error rate, which one or two errors do not make. */
  readonly per?: string;
  readonly limit: number;
  readonly unit: CanonicalUnit;
}

/** Service level objective: `metric` stays under `limit` in all but `errorBudget` of the minutes. Of a `per`, what chance makes is no miss. */
export interface Slo extends Threshold {
  readonly name: string;
  /** Fraction of minutes that may miss. */
  readonly errorBudget: number;
}

/** Fires when N of M consecutive minutes are over the limit. */
export interface Trigger extends Threshold {
  readonly name: string;
  readonly points: number;
  readonly outOf: number;
  /** Requests per second below which an error rate says nothing. @default 0 */
  readonly minRequestsPerSecond?: number;
}

/** Compares the time after a change with the same hours before it. */
export interface RelativeTrigger extends Omit<Threshold, "limit" | "unit"> {
  readonly name: string;
  /** 0.2: worse by a fifth. */
  readonly worseBy: number;
}

export interface Phase {
  readonly name: string;
  /** Which component's which tunables it turns; `"*"` for all of a component's. In the order of their steps. */
  readonly turns: readonly { readonly component: string; readonly tunables: readonly string[] }[];
}

/** Hours in which nothing is applied, on the days that the calendar calls working days. */
export interface Freeze {
  readonly name: string;
  /** `HH:MM` in the policy's time zone. */
  readonly from: string;
  readonly to: string;
}

export interface Calendar {
  /** ISO weekdays, 1 = Monday. */
  readonly workingDays: readonly number[];
  /** `YYYY-MM-DD`, in the policy's time zone. */
  readonly holidays: readonly string[];
  /** Opening hours that a full observation has to hold, `HH:MM`. */
  readonly open: string;
  readonly close: string;
}

/**
 * Multi-window, multi-burn-rate alert: speaks when the error budget burns at `burnRate` times the even rate in both windows.
 * The short window ends it soon after the trouble does. https://sre.google/workbook/alerting-on-slos/
 */
export interface BurnRateAlert {
  readonly name: string;
  readonly burnRate: number;
  readonly longWindowMinutes: number;
  readonly shortWindowMinutes: number;
}

/** How much a group grows when a scale-up trigger fires. */
export interface ScaleUpStep {
  /** From this multiple of the trigger's limit on; 1 is the limit itself. */
  readonly atTimesLimit: number;
  /** Of the capacity in service. */
  readonly addPercent: number;
}

/** What the stack itself watches and does, without waiting for an optimizer. */
export interface Alerting {
  readonly burnRates: readonly BurnRateAlert[];
  readonly scaleUpSteps: readonly ScaleUpStep[];
  /** Alarms beside the scale-up triggers. A limit in `fraction` on a metric in `count` is a share of the unit's own limit. */
  readonly health: readonly Trigger[];
}

/** Ceilings and floors of the guards. Fractions, unless the name has a unit. */
export interface GuardLimits {
  readonly minCoverage: number;
  /** Share of a quarter of an hour of the week, over all weeks and over the last three, that may be unknown: above it, silence is a habit. */
  readonly maxRecurringGap: number;
  readonly cpuCeiling: number;
  /** For latency-critical components on hyper-threaded families. */
  readonly hyperThreadedCpuCeiling: number;
  /** Share of intervals in which need may exceed the ceiling. */
  readonly violationBudget: number;
  readonly afterFailureCeiling: number;
  /** Quantile of need after a failure that is held against its ceiling. */
  readonly afterFailureQuantile: number;
  readonly maxViolationRunMinutes: number;
  readonly saturatedAt: number;
  readonly daysWithoutSaturation: number;
  /** Of the new level, once need went to a higher one. */
  readonly daysAfterLevelShift: number;
  readonly maxConnectionShare: number;
  readonly memoryReserve: number;
  readonly maxMemoryUse: number;
  readonly sloMargin: number;
}

/** When usage is steady enough to commit to for a year. A unit also has to run for longer than its reserved price takes to pay. */
export interface CommitmentPolicy {
  /** Share of the window's hours in which a unit runs, once everything recommended is in place. */
  readonly usedHoursAtLeast: number;
  /** Of the units that are so steady, how many may be committed to: the rest is for what the next look-backs find. */
  readonly shareAtMost: number;
}

/** The numbers of a stack's brief, each in one place. */
export interface Policy {
  readonly lookBackDays: number;
  /** IANA name. */
  readonly timeZone: string;
  readonly calendar: Calendar;
  readonly slos: readonly Slo[];
  /** Met now or lately: capacity goes up, and no saving is proposed for the stack. */
  readonly scaleUpTriggers: readonly Trigger[];
  readonly alerting: Alerting;
  /** Parameters by rule name; each rule's own schema checks them. A rule that is not named does not run. */
  readonly rules: Readonly<Record<string, Readonly<Record<string, number | string | boolean>>>>;
  readonly guards: GuardLimits;
  /** `Key:value`, `*` allowed at the end of either. A component that carries one is left alone. */
  readonly excludedTags: readonly string[];
  /** Recommendations under this strength of evidence are not made, 0–1. */
  readonly minConfidence: number;
  /** Largest acceptable probability that a component's error budget is exceeded within one decision interval. */
  readonly maxRisk: number;
  readonly minMonthlySavingUsd: number;
  /** @default no advice about commitments */
  readonly commitments?: CommitmentPolicy;
  readonly coolDownDays: number;
  readonly maxReversalsPer90Days: number;
  readonly phases: readonly Phase[];
  readonly freezes: readonly Freeze[];
  readonly observation: {
    readonly windowHours: number;
    readonly soakMinutes: number;
    readonly mustHoldOpenAndClose: boolean;
    readonly triggers: readonly Trigger[];
    readonly relativeTriggers: readonly RelativeTrigger[];
    readonly minPointsShare: number;
  };
  readonly maxApiCostUsd: number;
}

/** What every stack starts from; a stack's policy names only what differs. */
export const DEFAULT_GUARDS: GuardLimits = {
  minCoverage: 0.95,
  maxRecurringGap: 0.5,
  cpuCeiling: 0.7,
  hyperThreadedCpuCeiling: 0.6,
  violationBudget: 0.001,
  afterFailureCeiling: 0.9,
  afterFailureQuantile: 0.999,
  maxViolationRunMinutes: 3,
  saturatedAt: 0.9,
  daysWithoutSaturation: 14,
  daysAfterLevelShift: 14,
  maxConnectionShare: 0.9,
  memoryReserve: 0.25,
  maxMemoryUse: 0.8,
  sloMargin: 0.2,
};

/** Table 5-8 of the SRE workbook, but for its three-day window: a CloudWatch alarm on minutes sees one day at most. */
export const DEFAULT_ALERTING: Alerting = {
  burnRates: [
    { name: "fast burn", burnRate: 14.4, longWindowMinutes: 60, shortWindowMinutes: 5 },
    { name: "medium burn", burnRate: 6, longWindowMinutes: 360, shortWindowMinutes: 30 },
    { name: "slow burn", burnRate: 3, longWindowMinutes: 1440, shortWindowMinutes: 120 },
  ],
  scaleUpSteps: [
    { atTimesLimit: 1, addPercent: 20 },
    { atTimesLimit: 2, addPercent: 50 },
  ],
  health: [],
};

export const DEFAULT_LIMITS = {
  guards: DEFAULT_GUARDS,
  alerting: DEFAULT_ALERTING,
  minConfidence: 0.5,
  maxRisk: 0.05,
  minMonthlySavingUsd: 50,
  commitments: { usedHoursAtLeast: 0.9, shareAtMost: 0.8 },
  coolDownDays: 7,
  maxReversalsPer90Days: 1,
  maxApiCostUsd: 1,
  freezes: [],
} as const satisfies Partial<Policy>;

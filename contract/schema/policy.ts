import { z } from "zod";
import { STATISTICS } from "../catalog/metric";
import { DEFAULT_GUARDS, DEFAULT_LIMITS, type Policy } from "../policy";
import { CANONICAL_UNITS } from "../units";
import { betweenKeys } from "./between-keys";
import { timeZone } from "./time-zone";

const share = z.number().min(0).max(1);
const hhmm = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "a time of day as HH:MM, such as 08:30")
  .describe("a time of day as HH:MM, such as 08:30");
const indicator = { component: z.string(), metric: z.string(), statistic: z.enum(STATISTICS), per: z.string().exactOptional() };
const threshold = { ...indicator, limit: z.number(), unit: z.enum(CANONICAL_UNITS) };

const trigger = z
  .strictObject({
    ...threshold,
    name: z.string(),
    points: z.int().positive(),
    outOf: z.int().positive(),
    minRequestsPerSecond: z.number().nonnegative().exactOptional(),
  })
  .refine(
    ...betweenKeys({
      keys: z.object({ points: z.int().positive(), outOf: z.int().positive() }),
      holds: (t) => t.points <= t.outOf,
      at: "points",
      says: ({ outOf }) => `is greater than outOf, which is ${outOf}`,
    }),
  );

const alerting = z.strictObject({
  burnRates: z
    .array(
      z.strictObject({
        name: z.string(),
        burnRate: z.number().positive(),
        longWindowMinutes: z.int().positive(),
        shortWindowMinutes: z.int().positive(),
      }),
    )
    .readonly(),
  scaleUpSteps: z.array(z.strictObject({ atTimesLimit: z.number().min(1), addPercent: z.number().positive() })).readonly(),
  health: z.array(trigger).readonly(),
});

const hours = z.object({
  from: hhmm,
  to: z.union([hhmm, z.literal("24:00")]).describe("a time of day as HH:MM, such as 17:30, or 24:00 for the end of the day"),
});

const freeze = z.strictObject({ name: z.string(), ...hours.shape }).refine(
  ...betweenKeys({
    keys: hours,
    holds: ({ from, to }) => from < to,
    at: "to",
    says: ({ from }) => `is not after from, which is ${from}: a freeze ends on the day on which it begins; over midnight, write two`,
  }),
);

const guardLimits = {
  minCoverage: share,
  maxRecurringGap: share,
  cpuCeiling: share,
  hyperThreadedCpuCeiling: share,
  violationBudget: share,
  afterFailureCeiling: share,
  afterFailureQuantile: share,
  maxViolationRunMinutes: z.number().nonnegative(),
  saturatedAt: share,
  daysWithoutSaturation: z.number().nonnegative(),
  daysAfterLevelShift: z.number().nonnegative(),
  maxConnectionShare: share,
  memoryReserve: share,
  maxMemoryUse: share,
  sloMargin: share,
};

const commitments = z.strictObject({ usedHoursAtLeast: share, shareAtMost: share });

const shape = {
  lookBackDays: z.int().min(1).max(455),
  timeZone: timeZone.describe("the IANA name of a time zone, such as America/New_York: calendar, freezes and off-hours are in it"),
  calendar: z.strictObject({
    workingDays: z.array(z.int().min(1).max(7).describe("a weekday from 1 for Monday to 7 for Sunday")).readonly(),
    holidays: z.array(z.iso.date().describe("a day as YYYY-MM-DD")).readonly(),
    open: hhmm,
    close: hhmm,
  }),
  slos: z.array(z.strictObject({ ...threshold, name: z.string(), errorBudget: share })).readonly(),
  scaleUpTriggers: z.array(trigger).readonly(),
  alerting,
  rules: z.record(z.string(), z.record(z.string(), z.union([z.number(), z.string(), z.boolean()]))),
  guards: z.strictObject({
    ...guardLimits,
    // Newer than the first snapshots, whose contracts do without.
    maxRecurringGap: guardLimits.maxRecurringGap.default(DEFAULT_GUARDS.maxRecurringGap),
    daysAfterLevelShift: guardLimits.daysAfterLevelShift.default(DEFAULT_GUARDS.daysAfterLevelShift),
  }),
  excludedTags: z.array(z.string()).readonly(),
  minConfidence: share,
  maxRisk: share,
  minMonthlySavingUsd: z.number().nonnegative(),
  commitments: commitments.exactOptional(),
  coolDownDays: z.number().nonnegative(),
  maxReversalsPer90Days: z.int().nonnegative(),
  phases: z
    .array(
      z.strictObject({
        name: z.string(),
        turns: z.array(z.strictObject({ component: z.string(), tunables: z.array(z.string()).readonly() })).readonly(),
      }),
    )
    .readonly(),
  freezes: z.array(freeze).readonly(),
  observation: z.strictObject({
    windowHours: z.number().positive(),
    soakMinutes: z.number().nonnegative(),
    mustHoldOpenAndClose: z.boolean(),
    triggers: z.array(trigger).readonly(),
    relativeTriggers: z.array(z.strictObject({ ...indicator, name: z.string(), worseBy: z.number().positive() })).readonly(),
    minPointsShare: share,
  }),
  maxApiCostUsd: z.number().nonnegative(),
};

export const policy: z.ZodType<Policy> = z.strictObject(shape);

const { alerting: usualAlerting, guards: usual, freezes: usualFreezes, ...limits } = DEFAULT_LIMITS;

/** As people write it: what is left out is as in every stack of ours. */
export const policyInFile = z.strictObject({
  ...shape,
  alerting: alerting.default(usualAlerting),
  guards: z
    .strictObject({
      minCoverage: guardLimits.minCoverage.default(usual.minCoverage),
      maxRecurringGap: guardLimits.maxRecurringGap.default(usual.maxRecurringGap),
      cpuCeiling: guardLimits.cpuCeiling.default(usual.cpuCeiling),
      hyperThreadedCpuCeiling: guardLimits.hyperThreadedCpuCeiling.default(usual.hyperThreadedCpuCeiling),
      violationBudget: guardLimits.violationBudget.default(usual.violationBudget),
      afterFailureCeiling: guardLimits.afterFailureCeiling.default(usual.afterFailureCeiling),
      afterFailureQuantile: guardLimits.afterFailureQuantile.default(usual.afterFailureQuantile),
      maxViolationRunMinutes: guardLimits.maxViolationRunMinutes.default(usual.maxViolationRunMinutes),
      saturatedAt: guardLimits.saturatedAt.default(usual.saturatedAt),
      daysWithoutSaturation: guardLimits.daysWithoutSaturation.default(usual.daysWithoutSaturation),
      daysAfterLevelShift: guardLimits.daysAfterLevelShift.default(usual.daysAfterLevelShift),
      maxConnectionShare: guardLimits.maxConnectionShare.default(usual.maxConnectionShare),
      memoryReserve: guardLimits.memoryReserve.default(usual.memoryReserve),
      maxMemoryUse: guardLimits.maxMemoryUse.default(usual.maxMemoryUse),
      sloMargin: guardLimits.sloMargin.default(usual.sloMargin),
    })
    .prefault({}),
  excludedTags: shape.excludedTags.default([]),
  freezes: shape.freezes.default(usualFreezes),
  minConfidence: shape.minConfidence.default(limits.minConfidence),
  maxRisk: shape.maxRisk.default(limits.maxRisk),
  minMonthlySavingUsd: shape.minMonthlySavingUsd.default(limits.minMonthlySavingUsd),
  commitments: commitments.default(limits.commitments),
  coolDownDays: shape.coolDownDays.default(limits.coolDownDays),
  maxReversalsPer90Days: shape.maxReversalsPer90Days.default(limits.maxReversalsPer90Days),
  maxApiCostUsd: shape.maxApiCostUsd.default(limits.maxApiCostUsd),
});

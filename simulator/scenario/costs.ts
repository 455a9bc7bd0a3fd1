import { z } from "zod";

const perHour = z.number().nonnegative();
const service = z.enum(["ec2", "rds", "elasticache"]);
const termDays = z.number().positive();

/** What the payer has committed itself to, and what the months cost; units and dollars are averages of an hour. */
export const costsSchema = z.strictObject({
  /** Whole months before the present one that there are bills of. */
  months: z.int().min(0).max(38).default(6),
  /** By component, net amortized. */
  monthlyUsd: z.record(z.string(), z.number()).default({}),
  /** Each month is so much dearer than the one before it. */
  monthlyGrowth: z.number().default(0),
  reservations: z
    .array(
      z.strictObject({
        id: z.string(),
        service,
        region: z.string(),
        instanceType: z.string(),
        engine: z.string().default(""),
        sizeFlexible: z.boolean().default(true),
        endsInDays: termDays,
        purchasedUnits: perHour,
        usedUnits: perHour,
      }),
    )
    .default([]),
  running: z
    .array(
      z.strictObject({
        service,
        region: z.string(),
        instanceType: z.string(),
        engine: z.string().default(""),
        reservedUnits: perHour.default(0),
        onDemandUnits: perHour,
      }),
    )
    .default([]),
  savingsPlans: z
    .array(
      z.strictObject({
        id: z.string(),
        type: z.enum(["Compute", "EC2Instance", "SageMaker", "Database"]),
        region: z.string().default(""),
        family: z.string().default(""),
        endsInDays: termDays,
        commitmentUsd: perHour,
        usedUsd: perHour,
        onDemandEquivalentUsd: perHour,
      }),
    )
    .default([]),
  eligible: z
    .array(
      z.strictObject({ service: z.string(), family: z.string(), region: z.string(), coveredUsd: perHour.default(0), onDemandUsd: perHour }),
    )
    .default([]),
  /** What AWS would have the payer buy, by the service's or the plan's name. */
  advice: z.record(z.string(), z.array(z.strictObject({ what: z.string(), amount: z.number(), monthlySavingUsd: z.number() }))).default({}),
});
export type AccountCosts = z.infer<typeof costsSchema>;

/** An account that has committed itself to nothing. */
export const NO_COSTS: AccountCosts = costsSchema.parse({});

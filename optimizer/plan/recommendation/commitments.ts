import { z } from "zod";

const commitmentAdvice = z.strictObject({
  component: z.string(),
  region: z.string(),
  /** Key of the price: `elasticache:cache.r6g.xlarge` */
  of: z.string(),
  units: z.int().positive(),
  /** That run in so many of the hours after the plan, and which the units advised are a part of. */
  steadyUnits: z.int().positive(),
  shareOfHours: z.number(),
  /** Share of the hours from which on a reservation pays: its price over the list price. */
  breakEvenShare: z.number(),
  termYears: z.literal(1),
  payment: z.literal("No Upfront"),
  onDemandUsdPerHour: z.number(),
  reservedUsdPerHour: z.number(),
  rateCode: z.string(),
  monthlySavingUsd: z.number(),
});
export type CommitmentAdvice = z.infer<typeof commitmentAdvice>;

/** What to commit to for a year. */
export const commitmentsSchema = z.strictObject({
  advice: z.array(commitmentAdvice).readonly(),
  /** What is not advised, with why. */
  declined: z.array(z.strictObject({ component: z.string(), region: z.string(), of: z.string(), reason: z.string() })).readonly(),
  /** What AWS would buy by its own look-back, which knows nothing of what is about to be turned down. */
  awsWouldBuy: z.array(z.strictObject({ of: z.string(), what: z.string(), monthlySavingUsd: z.number() })).readonly(),
});

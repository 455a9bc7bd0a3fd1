import { z } from "zod";

const perHour = z.number().nonnegative();
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "YYYY-MM-DD");

/** Services whose instances can be reserved. */
export const RESERVABLE = ["ec2", "rds", "elasticache"] as const;
export type Reservable = (typeof RESERVABLE)[number];
export const PLAN_TYPES = ["COMPUTE_SP", "EC2_INSTANCE_SP", "SAGEMAKER_SP", "DATABASE_SP"] as const;
export type PlanType = (typeof PLAN_TYPES)[number];

const month = z.strictObject({
  /** First day, and the first after the last. */
  start: date,
  end: date,
  /** AWS may still change it. */
  estimated: z.boolean(),
  /** Net amortized: after discounts, upfront payments spread. Untagged costs have an empty component. */
  costs: z.array(z.strictObject({ stack: z.string(), component: z.string(), usd: z.number() })).readonly(),
});
export type CostMonth = z.infer<typeof month>;

/** Reserved Instances under one contract. */
const reservation = z.strictObject({
  id: z.string(),
  service: z.enum(RESERVABLE),
  region: z.string(),
  instanceType: z.string(),
  /** Floats over the sizes of its family. */
  sizeFlexible: z.boolean(),
  /** Platform, database or cache engine in AWS's words; empty where AWS names none. */
  engine: z.string(),
  endEpoch: z.number(),
  /** Normalized units bought and used, averaged over the look-back. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/apply_ri.html */
  purchasedUnits: perHour,
  usedUnits: perHour,
});
export type Reservation = z.infer<typeof reservation>;

/** What runs at the payer of one type, reserved or not. */
const running = z.strictObject({
  service: z.enum(RESERVABLE),
  region: z.string(),
  instanceType: z.string(),
  engine: z.string(),
  reservedUnits: perHour,
  onDemandUnits: perHour,
});
export type Running = z.infer<typeof running>;

const savingsPlan = z.strictObject({
  id: z.string(),
  type: z.enum(PLAN_TYPES),
  /** Of EC2 Instance Savings Plans; empty for those that float over all. */
  region: z.string(),
  family: z.string(),
  endEpoch: z.number(),
  /** Dollars an hour at the plan's rates. */
  commitmentUsd: perHour,
  usedUsd: perHour,
  /** What the covered usage would cost at list prices, an hour. */
  onDemandEquivalentUsd: perHour,
});
export type SavingsPlan = z.infer<typeof savingsPlan>;

/** Usage that plans can cover, at list prices. */
const eligible = z.strictObject({
  service: z.string(),
  family: z.string(),
  region: z.string(),
  coveredUsd: perHour,
  onDemandUsd: perHour,
});
export type EligibleUsage = z.infer<typeof eligible>;

const advice = z.strictObject({
  kind: z.enum(["reserved-instances", "savings-plan"]),
  /** Service, or type of plan. */
  of: z.string(),
  lookBackDays: z.union([z.literal(7), z.literal(30), z.literal(60)]),
  termYears: z.literal(1),
  payment: z.literal("No Upfront"),
  monthlySavingUsd: z.number(),
  /** What to commit to, in words, with its own saving. */
  items: z.array(z.strictObject({ what: z.string(), monthlySavingUsd: z.number() })).readonly(),
});
export type Advice = z.infer<typeof advice>;

/** `costs.json`: what Cost Explorer said of the payer's commitments and of the deployment's months, or why it said nothing. */
export const costsSchema = z.discriminatedUnion("known", [
  z.strictObject({
    known: z.literal(true),
    readAtEpoch: z.number(),
    months: z.array(month).readonly(),
    reservations: z.array(reservation).readonly(),
    running: z.array(running).readonly(),
    savingsPlans: z.array(savingsPlan).readonly(),
    eligible: z.array(eligible).readonly(),
    advice: z.array(advice).readonly(),
  }),
  z.strictObject({ known: z.literal(false), reason: z.string() }),
]);
export type CostBook = z.infer<typeof costsSchema>;
export type KnownCosts = Extract<CostBook, { readonly known: true }>;

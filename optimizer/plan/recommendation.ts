import { z } from "zod";
import { KINDS } from "../../contract";

const value = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.array(z.string()).readonly(),
  z.strictObject({ stop: z.string(), start: z.string() }),
]);

/** One Terraform variable, from what to what. */
export const deltaSchema = z.strictObject({ variable: z.string(), from: value, to: value });
export type Delta = z.infer<typeof deltaSchema>;

const finding = z.strictObject({
  metric: z.string(),
  statistic: z.string(),
  value: z.number(),
  unit: z.string(),
  window: z.string(),
  coverage: z.number(),
});
export type Finding = z.infer<typeof finding>;

const costLine = z.strictObject({
  item: z.string(),
  quantity: z.number(),
  unit: z.string(),
  usdPerUnit: z.number(),
  monthlyUsd: z.number(),
  sku: z.string(),
});
/** Monthly list price with its SKUs, or why there is none. */
const cost = z.discriminatedUnion("priced", [
  z.strictObject({ priced: z.literal(true), monthlyUsd: z.number(), lines: z.array(costLine).readonly() }),
  z.strictObject({ priced: z.literal(false), reasons: z.array(z.string()).readonly() }),
]);
export type Cost = z.infer<typeof cost>;

const verdict = z.strictObject({
  guard: z.string(),
  pass: z.boolean(),
  reason: z.string(),
  numbers: z.record(z.string(), z.number()),
});
export type Verdict = z.infer<typeof verdict>;

/** Dollars of a month: what list prices say, what commitments no longer find usage for, and what is left; null where they are not known. */
const netted = {
  grossMonthlyUsd: z.number(),
  strandedMonthlyUsd: z.number().nullable(),
  netMonthlyUsd: z.number().nullable(),
  /** Why the payer's commitments are not known. */
  unknown: z.string().exactOptional(),
};
const stranded = z.strictObject({ commitment: z.string(), monthlyUsd: z.number(), untilEpoch: z.number(), totalUsd: z.number() });

export const GRADES = ["seen", "fitted", "unproven", "beyond"] as const;
export type Grade = (typeof GRADES)[number];

const subject = {
  component: z.string(),
  kind: z.enum(KINDS),
  rule: z.string(),
  changes: z.array(deltaSchema).readonly(),
  reason: z.string(),
  findings: z.array(finding).readonly(),
  verdicts: z.array(verdict).readonly(),
};

export const recommendationSchema = z.strictObject({
  /** Hash of component, rule and changes. */
  id: z.string(),
  ...subject,
  direction: z.enum(["down", "up"]),
  /** Name of the policy's phase, and its number from 1. */
  phase: z.strictObject({ number: z.number(), name: z.string() }),
  slo: z.strictObject({
    objective: z.string(),
    limit: z.number(),
    unit: z.string(),
    before: z.number().nullable(),
    after: z.number().nullable(),
    /** `not-applicable` where nothing waits for the component: its size has no part in the latency, and `why` says why not. */
    grade: z.enum([...GRADES, "not-applicable"]),
    why: z.string().exactOptional(),
  }),
  /** P(the component's error budget is exceeded within the decision interval). */
  risk: z.number().nullable(),
  confidence: z.number(),
  before: cost,
  after: cost,
  /** Absent where something is unpriced, or where nobody asked about costs. */
  saving: z
    .strictObject({
      ...netted,
      stranded: z.array(stranded).readonly(),
      /** Paid once for the change itself. */
      oneOff: z.array(z.strictObject({ what: z.string(), usd: z.number() })).readonly(),
    })
    .exactOptional(),
  disruption: z.strictObject({ effect: z.string(), minutes: z.number() }),
  rollback: z.strictObject({ how: z.string(), precondition: z.string().nullable(), rtoMinutes: z.number(), rpoMinutes: z.number() }),
});
export type Recommendation = z.infer<typeof recommendationSchema>;

/** Stands in `slo` where the policy has no objective of latency. */
export const NO_OBJECTIVE: Recommendation["slo"] = {
  objective: "none in the policy",
  limit: 0,
  unit: "milliseconds",
  before: null,
  after: null,
  grade: "unproven",
};
export const hasObjective = ({ objective }: Recommendation["slo"]): boolean => objective !== NO_OBJECTIVE.objective;

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

/** What nobody has opted in to: priced on top of what is recommended, and judged by no guard. */
const offer = z.strictObject({
  component: z.string(),
  /** What to name to opt in. */
  rule: z.string(),
  changes: z.array(deltaSchema).readonly(),
  reason: z.string(),
  /** At list prices; below 0 where it costs more; null where something is unpriced. */
  savingMonthlyUsd: z.number().nullable(),
  unpriced: z.array(z.string()).readonly().exactOptional(),
});
export type Offer = z.infer<typeof offer>;

export const rejectionSchema = z.strictObject({ ...subject, rejectedBy: z.string() });
export type Rejection = z.infer<typeof rejectionSchema>;

/** An answer to a question about several components, with its evidence. It proposes nothing. */
const assessment = z.strictObject({
  rule: z.string(),
  components: z.array(z.string()).readonly(),
  question: z.string(),
  /** unknown: something that would decide it was not measured or not read. */
  verdict: z.enum(["yes", "no", "unknown"]),
  reason: z.string(),
  /** `pass` is null where it is not known. */
  checks: z
    .array(
      z.strictObject({ check: z.string(), pass: z.boolean().nullable(), reason: z.string(), numbers: z.record(z.string(), z.number()) }),
    )
    .readonly(),
  /** What it takes, where the answer is yes. */
  next: z.array(z.string()).readonly(),
});
export type Assessment = z.infer<typeof assessment>;

/** How often it was said to come, how often it came, of so many. */
const told = z.strictObject({ stated: z.number(), came: z.number(), questions: z.number() });

/** `out/<deployment>/recommendations.json` */
export const recommendationsSchema = z.strictObject({
  version: z.literal(1),
  deployment: z.string(),
  snapshot: z.strictObject({ hash: z.string(), source: z.enum(["aws", "simulator", "csv"]), startEpoch: z.number(), endEpoch: z.number() }),
  model: z.string(),
  /** Set where a scale-up trigger was met: savings are withheld. */
  scaleUp: z.array(z.strictObject({ trigger: z.string(), atEpoch: z.number(), value: z.number(), limit: z.number() })).readonly(),
  /** Scale-up triggers that may be met without anybody hearing of it: their components are not turned down. Absent where all are heard. */
  unheardTriggers: z
    .array(
      z.strictObject({
        trigger: z.string(),
        component: z.string(),
        /** That is missing: the trigger's own, or what it is divided by. */
        metric: z.string(),
        /** Share of the minutes with something to measure that are known. */
        known: z.number(),
        reason: z.string(),
        next: z.string(),
      }),
    )
    .readonly()
    .exactOptional(),
  recommendations: z.array(recommendationSchema).readonly(),
  rejected: z.array(rejectionSchema).readonly(),
  /** Components for which no rule found anything to propose, with why. */
  unchanged: z
    .array(
      z.strictObject({
        component: z.string(),
        reason: z.string(),
        /** What it costs at list prices; absent where that is not known, or its kind cannot be sized. */
        monthlyUsd: z.number().exactOptional(),
      }),
    )
    .readonly(),
  /** Answers that propose nothing; absent where nothing was asked. */
  assessments: z.array(assessment).readonly().exactOptional(),
  /** Opt-ins that are not opted in to; absent where the policy names none that applies. */
  optIns: z.array(offer).readonly().exactOptional(),
  totals: z.strictObject({
    monthlyBeforeUsd: z.number().nullable(),
    monthlyAfterUsd: z.number().nullable(),
    unpriced: z.array(z.string()).readonly(),
    /** Of all recommendations together. */
    savings: z.strictObject(netted).exactOptional(),
  }),
  /** The same by region, the primary first; absent where all components are in one. */
  regions: z
    .array(
      z.strictObject({
        region: z.string(),
        components: z.array(z.string()).readonly(),
        /** Those of them for which something is recommended. */
        turned: z.array(z.string()).readonly(),
        monthlyBeforeUsd: z.number().nullable(),
        monthlyAfterUsd: z.number().nullable(),
        /** Reasons why something is not counted. */
        unpriced: z.number(),
      }),
    )
    .readonly()
    .exactOptional(),
  /** What to commit to for a year, once everything recommended is in place; absent where the policy does not ask. */
  commitments: z
    .strictObject({
      advice: z.array(commitmentAdvice).readonly(),
      /** What is not advised, with why. */
      declined: z.array(z.strictObject({ component: z.string(), region: z.string(), of: z.string(), reason: z.string() })).readonly(),
      /** What AWS would buy by its own look-back, which knows nothing of what is about to be turned down. */
      awsWouldBuy: z.array(z.strictObject({ of: z.string(), what: z.string(), monthlySavingUsd: z.number() })).readonly(),
    })
    .exactOptional(),
  /** Of all recommendations together; absent where there is none. */
  whole: z
    .strictObject({
      /** Components that are turned down and whose risk is known. */
      components: z.number(),
      horizonDays: z.number(),
      /** P(any of them exceeds its error budget within the horizon), before watching, turning back and scaling up. */
      risk: z.number(),
      /** The same within 30 days, by compounding. */
      riskOfMonth: z.number(),
      /** Share of the savings that comes in the first half of the disruption, step by step as they are carried out. */
      savingsInFirstHalf: z.number(),
      /** The same, were each phase's steps in whichever order brings most: what the order of the phases allows. */
      savingsInFirstHalfAtMost: z.number().exactOptional(),
    })
    .exactOptional(),
  /** Risks of past weeks as they would have been stated then, against what came; absent where no past is long enough. */
  reliability: z
    .strictObject({
      questions: z.number(),
      bins: z.array(told).readonly(),
      /** Of the sizes that are recommended, or that stay. */
      decided: z.array(told).readonly(),
      brier: z.number(),
      brierBaseRate: z.number(),
      /** Of all components, as far as the ledger goes. */
      movesDown: z.number(),
      turnedBack: z.number(),
    })
    .exactOptional(),
  /** Cumulative targets by phase. */
  phases: z
    .array(
      z.strictObject({
        number: z.number(),
        name: z.string(),
        steps: z.array(z.array(deltaSchema).readonly()).readonly(),
        values: z.record(z.string(), value),
      }),
    )
    .readonly(),
});
export type Recommendations = z.infer<typeof recommendationsSchema>;

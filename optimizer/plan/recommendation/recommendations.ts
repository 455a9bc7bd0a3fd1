import { z } from "zod";
import { whatIfSchema } from "../../../contract";
import { assessmentSchema, offerSchema, takenOptInSchema } from "./answers";
import { commitmentsSchema } from "./commitments";
import { netted } from "./cost";
import { deltaSchema, settingSchema } from "./delta";
import { recommendationSchema, rejectionSchema } from "./recommendation";
import { reliabilitySchema } from "./reliability";

/** `out/<deployment>/recommendations.json` */
export const recommendationsSchema = z.strictObject({
  version: z.literal(1),
  deployment: z.string(),
  snapshot: z.strictObject({ hash: z.string(), source: z.enum(["aws", "simulator", "csv"]), startEpoch: z.number(), endEpoch: z.number() }),
  /** What was decided by in place of the policy; absent where all was decided by the policy. */
  whatIf: whatIfSchema.exactOptional(),
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
  assessments: z.array(assessmentSchema).readonly().exactOptional(),
  /** Opt-ins that are not opted in to; absent where the policy names none that applies. */
  optIns: z.array(offerSchema).readonly().exactOptional(),
  /** What became of each opt-in that was taken; absent where none was. */
  takenOptIns: z.array(takenOptInSchema).readonly().exactOptional(),
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
  commitments: commitmentsSchema.exactOptional(),
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
  reliability: reliabilitySchema.exactOptional(),
  /** Cumulative targets by phase. */
  phases: z
    .array(
      z.strictObject({
        number: z.number(),
        name: z.string(),
        steps: z.array(z.array(deltaSchema).readonly()).readonly(),
        values: z.record(z.string(), settingSchema),
      }),
    )
    .readonly(),
});
export type Recommendations = z.infer<typeof recommendationsSchema>;

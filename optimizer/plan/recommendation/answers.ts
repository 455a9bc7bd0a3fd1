import { z } from "zod";
import { deltaSchema } from "./delta";

/** What nobody has opted in to: priced on top of what is recommended, and judged by no guard. */
export const offerSchema = z.strictObject({
  component: z.string(),
  /** What to name to opt in. */
  rule: z.string(),
  changes: z.array(deltaSchema).readonly(),
  reason: z.string(),
  /** At list prices; below 0 where it costs more; null where something is unpriced. */
  savingMonthlyUsd: z.number().nullable(),
  unpriced: z.array(z.string()).readonly().exactOptional(),
});
export type Offer = z.infer<typeof offerSchema>;

/** An opt-in that was taken, and what became of it. */
export const takenOptInSchema = z.strictObject({
  rule: z.string(),
  /** Absent where there is none that it could apply to. */
  component: z.string().exactOptional(),
  outcome: z.enum(["chosen", "dearer", "turned-down", "nothing-to-turn", "not-asked"]),
  reason: z.string(),
  /** Guard that turned its last candidate down. */
  rejectedBy: z.string().exactOptional(),
  /** On top of what other rules have settled, at list prices; below 0 where it costs more; absent where it was not weighed or has no price. */
  savingMonthlyUsd: z.number().exactOptional(),
});
export type TakenOptIn = z.infer<typeof takenOptInSchema>;

/** An answer to a question about several components, with its evidence. It proposes nothing. */
export const assessmentSchema = z.strictObject({
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
export type Assessment = z.infer<typeof assessmentSchema>;

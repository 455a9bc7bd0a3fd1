import { z } from "zod";
import { KINDS } from "../../../contract";
import { costSchema, netted, stranded } from "./cost";
import { deltaSchema } from "./delta";
import { findingSchema, GRADES, verdictSchema } from "./evidence";

const subject = {
  component: z.string(),
  kind: z.enum(KINDS),
  rule: z.string(),
  changes: z.array(deltaSchema).readonly(),
  reason: z.string(),
  findings: z.array(findingSchema).readonly(),
  verdicts: z.array(verdictSchema).readonly(),
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
    /** Upper bound of the projection; null where there is none, as where it is unproven or does not apply. */
    after: z.number().nullable(),
    /** `not-applicable` where nothing waits for the component: its size has no part in the latency. */
    grade: z.enum([...GRADES, "not-applicable"]),
    /** Why it is unproven, or does not apply. */
    why: z.string().exactOptional(),
    /** Of what is unproven: what queueing alone would make of it, were the whole response service that waits. No projection, but what guards hold against the limit. */
    queueingBound: z.number().exactOptional(),
  }),
  /** P(the component's error budget is exceeded within the decision interval). */
  risk: z.number().nullable(),
  confidence: z.number(),
  before: costSchema,
  after: costSchema,
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

export const rejectionSchema = z.strictObject({ ...subject, rejectedBy: z.string() });
export type Rejection = z.infer<typeof rejectionSchema>;

import { z } from "zod";
import { logistic } from "../statistics";
import { FEATURES, type RiskQuestion, riskFeatures } from "./features";
import prior from "./prior.json";

const priorSchema = z.strictObject({
  model: z.string(),
  event: z.string(),
  violationAt: z.number(),
  budget: z.number(),
  horizonDays: z.number(),
  intercept: z.number(),
  coefficients: z.array(z.strictObject({ feature: z.enum(FEATURES), value: z.number() })).length(FEATURES.length),
  fit: z.strictObject({
    data: z.string(),
    script: z.string(),
    machines: z.number(),
    questions: z.number(),
    baseRate: z.number(),
    brier: z.number(),
    brierBaseRate: z.number(),
    calibration: z.array(z.strictObject({ stated: z.number(), actual: z.number(), questions: z.number() })),
  }),
});

/** Coefficients fitted on public traces; what was fitted on what stands beside them. */
export const PRIOR = priorSchema.parse(prior);

/** Name and version of the model, for receipts. */
export const RISK_MODEL = PRIOR.model;

/**
 * P(more than the budget of the intervals of the next {@link PRIOR}.horizonDays days need more than `violationAt` of the candidate).
 * @returns undefined where the last week's need is not known
 */
export function riskOf(question: Omit<RiskQuestion, "violationAt" | "budget">): number | undefined {
  const features = riskFeatures({ ...question, violationAt: PRIOR.violationAt, budget: PRIOR.budget });
  return features === undefined
    ? undefined
    : logistic(features.reduce((sum, x, i) => sum + x * (PRIOR.coefficients[i]?.value ?? 0), PRIOR.intercept));
}

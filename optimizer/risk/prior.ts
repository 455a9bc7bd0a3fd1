import { modelOf, priorSchema } from "./model";
import prior from "./prior.json";

/** Coefficients fitted on public traces; what was fitted on what stands beside them. */
export const PRIOR = priorSchema.parse(prior);

export const MODEL = modelOf(PRIOR);

/** Name and version of the model, for receipts. */
export const RISK_MODEL = PRIOR.model;

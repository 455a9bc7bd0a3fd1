export type { Assessment, Offer, TakenOptIn } from "./answers";
export type { CommitmentAdvice } from "./commitments";
export type { Cost } from "./cost";
export { type Delta, deltaSchema } from "./delta";
export { type Finding, GRADES, type Grade, type Verdict } from "./evidence";
export { hasObjective, NO_OBJECTIVE, type Recommendation, type Rejection, recommendationSchema, rejectionSchema } from "./recommendation";
export { type Recommendations, recommendationsSchema } from "./recommendations";

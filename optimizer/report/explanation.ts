import { z } from "zod";
import { type Recommendations, recommendationSchema, recommendationsSchema, rejectionSchema } from "../plan/recommendation";
import { componentsOf } from "./components";

const { snapshot, whatIf, model, scaleUp, unheardTriggers, unchanged, takenOptIns, assessments } = recommendationsSchema.shape;

/** What `trimtab explain DEPLOYMENT COMPONENT --json` prints: all that was decided of one component. */
export const explanationSchema = z.strictObject({
  version: z.literal(1),
  deployment: z.string(),
  component: z.string(),
  snapshot,
  whatIf,
  model,
  /** Triggers that were met: savings are withheld in the whole deployment. */
  scaleUp,
  /** Its own triggers that may be met without anybody hearing of it: it is not turned down. Absent where all are heard. */
  unheardTriggers,
  /** What is recommended; none where the component stays. */
  recommendations: z.array(recommendationSchema).readonly(),
  /** Candidates that a guard turned down, the cheapest first. */
  rejected: z.array(rejectionSchema).readonly(),
  /** Why it stays, where it does. */
  unchanged,
  /** What became of the opt-ins that were taken and are about it; absent where there is none. */
  takenOptIns,
  /** Answers about it and others together; absent where nothing was asked. */
  assessments,
});
export type Explanation = z.infer<typeof explanationSchema>;

/** What `trimtab explain DEPLOYMENT --json` prints: the same of every component, by name. */
export const explanationsSchema = z.strictObject({
  version: z.literal(1),
  deployment: z.string(),
  components: z.array(explanationSchema).readonly(),
});
export type Explanations = z.infer<typeof explanationsSchema>;

export const explanationsOf = (all: Recommendations): Explanations => ({
  version: 1,
  deployment: all.deployment,
  components: componentsOf(all).map((name) => explanationOf(all, name)),
});

export function explanationOf(all: Recommendations, component: string): Explanation {
  const isIts = (each: { readonly component: string }): boolean => each.component === component;
  const { deployment, snapshot, model, scaleUp } = all;
  const unheardTriggers = all.unheardTriggers?.filter(isIts) ?? [];
  const assessments = all.assessments?.filter(({ components }) => components.includes(component)) ?? [];
  const takenOptIns = all.takenOptIns?.filter((each) => each.component === component) ?? [];
  return {
    version: 1,
    deployment,
    component,
    snapshot,
    ...(all.whatIf === undefined ? {} : { whatIf: all.whatIf }),
    model,
    scaleUp,
    ...(unheardTriggers.length === 0 ? {} : { unheardTriggers }),
    recommendations: all.recommendations.filter(isIts),
    rejected: all.rejected.filter(isIts),
    unchanged: all.unchanged.filter(isIts),
    ...(takenOptIns.length === 0 ? {} : { takenOptIns }),
    ...(assessments.length === 0 ? {} : { assessments }),
  };
}
